import SwiftLexing

/// A declaration at the outer level of a file, or of an extension in it, told by its words alone.
struct FileDeclaration: Equatable {
  /// The keyword: `func`, `struct`, `let`, `extension` …
  var keyword: String
  /// What it is called; of an extension the type that it extends, of a pattern its first name.
  var name: String
  /// From 1.
  var line: Int
  /// Whether `private` or `fileprivate` stands before it.
  var isPrivate: Bool
  /// What an extension or a type takes on: the first word of each protocol or class behind its colon.
  var inherited: [String] = []
  /// Its body's words, without the braces; empty where it has none.
  var body: [SwiftToken] = []
}

/// Reads the outer level of a Swift text. A guess by words, as the lexer's readers make: what it takes
/// for a declaration is one in any text that compiles.
struct FileDeclarations {
  private let tokens: [SwiftToken]
  private var position = 0

  /// The declarations of a whole file.
  static func read(_ source: String) -> [FileDeclaration] {
    read(SwiftLexer.tokens(of: source).filter(\.isSolid))
  }

  /// Those of a file or of the body of an extension. `tokens` are solid.
  static func read(_ tokens: [SwiftToken]) -> [FileDeclaration] {
    var reader = FileDeclarations(tokens: tokens)
    var found: [FileDeclaration] = []
    while let next = reader.next() { found.append(next) }
    return found
  }

  private init(tokens: [SwiftToken]) { self.tokens = tokens }

  private static let declarators: Set<String> = [
    "func", "struct", "class", "enum", "protocol", "actor", "extension", "typealias", "let", "var",
    "operator", "precedencegroup", "macro", "init", "subscript", "case", "deinit",
    "associatedtype",
  ]

  private var token: SwiftToken? { tokens.indices.contains(position) ? tokens[position] : nil }

  private mutating func next() -> FileDeclaration? {
    var isPrivate = false
    while let token {
      if token.text == "import" || (token.kind == .keyword && token.text.first == "#") {
        skipLine()
        isPrivate = false
      } else if token.text == "@" {
        skipAttribute()
      } else if token.text == "private" || token.text == "fileprivate" {
        position += 1
        // `private(set)` says nothing of who may read.
        if self.token?.text == "(" { skipGroup() } else { isPrivate = true }
      } else if isDeclarator(token) {
        return declaration(token, isPrivate)
      } else if ["(", "[", "{"].contains(token.text) {
        skipGroup()
      } else {
        position += 1
      }
    }
    return nil
  }

  /// `actor` and `macro` are words that anything else may be called too, and `class func` has two.
  private func isDeclarator(_ token: SwiftToken) -> Bool {
    guard Self.declarators.contains(token.text) else { return false }
    let following = tokens.indices.contains(position + 1) ? tokens[position + 1] : nil
    switch token.text {
    case "actor", "macro": return following?.kind == .identifier
    case "class": return following?.kind == .identifier
    default: return true
    }
  }

  private mutating func declaration(_ first: SwiftToken, _ isPrivate: Bool) -> FileDeclaration {
    position += 1
    var found = FileDeclaration(
      keyword: first.text, name: first.text, line: first.line, isPrivate: isPrivate)
    // The first name: of a pattern such as `(a, b)` the first in it.
    while let token, token.text == "(", ["let", "var"].contains(first.text) { position += 1 }
    if let token, token.kind == .identifier || token.kind == .sign || token.text == "Self" {
      found.name = Self.unquoted(token.text)
      position += 1
    }
    var isBehindColon = false
    var expectsName = false
    while let token {
      if token.text == "{" {
        found.body = takeGroup()
        if ["let", "var"].contains(first.text), self.token?.line == token.line { continue }
        return found
      }
      if token.text == "(" || token.text == "[" {
        skipGroup()
        continue
      }
      if startsDeclaration(token, after: first) { return found }
      if token.text == ":" { (isBehindColon, expectsName) = (true, true) }
      if token.text == "where" { isBehindColon = false }
      if isBehindColon, token.text == "," { expectsName = true }
      if isBehindColon, expectsName, token.kind == .identifier {
        found.inherited.append(Self.unquoted(token.text))
        expectsName = false
      }
      position += 1
    }
    return found
  }

  /// Whether the next declaration begins here: one of the words that only begin one, on a line of its
  /// own. `init` and `class` may stand elsewhere too.
  private func startsDeclaration(_ token: SwiftToken, after first: SwiftToken) -> Bool {
    guard token.line > first.line, position > 0, tokens[position - 1].line < token.line else {
      return false
    }
    if token.text == "@" || token.text == "import" { return true }
    if token.kind == .keyword, token.text.first == "#" { return token.text != "#selector" }
    let modifiers: Set<String> = [
      "private", "fileprivate", "public", "internal", "static", "final", "indirect", "open",
      "prefix", "postfix", "infix", "override", "mutating", "nonisolated", "convenience",
      "required", "lazy", "weak", "unowned", "dynamic", "optional", "package",
    ]
    if token.kind == .keyword || token.kind == .identifier {
      return modifiers.contains(token.text) || isDeclarator(token)
    }
    return false
  }

  private mutating func skipLine() {
    let line = token?.line
    while token?.line == line, token != nil { position += 1 }
  }

  /// `@name`, `@name.of.two` and `@name(…)`
  private mutating func skipAttribute() {
    position += 2
    while token?.text == "." { position += 2 }
    if let token, token.text == "(", tokens[position - 1].line == token.line { skipGroup() }
  }

  private mutating func skipGroup() { _ = takeGroup() }

  /// What stands between a bracket and the one that closes it. Interpolations have marks of their own.
  private mutating func takeGroup() -> [SwiftToken] {
    let start = position + 1
    var depth = 0
    while let token {
      if ["(", "[", "{"].contains(token.text), token.kind == .punctuation { depth += 1 }
      if [")", "]", "}"].contains(token.text), token.kind == .punctuation { depth -= 1 }
      position += 1
      if depth == 0 { break }
    }
    let end = max(start, min(position - 1, tokens.count))
    return start <= tokens.count ? Array(tokens[start..<end]) : []
  }

  private static func unquoted(_ name: String) -> String {
    name.count > 2 && name.first == "`" && name.last == "`"
      ? String(name.dropFirst().dropLast()) : name
  }
}
