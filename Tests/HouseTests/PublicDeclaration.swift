/// A declaration with `public` or `open` in a Swift text, and whether a doc comment stands above it.
struct PublicDeclaration: Equatable {
  /// From 1.
  var line: Int
  /// The line as it stands there, without the space around it.
  var text: String
  var isDocumented: Bool

  /// Those of a text, in its order. A line that begins one names it: what stands in a string of
  /// several lines, or in a comment, is none.
  static func all(in source: String) -> [PublicDeclaration] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map {
      trimmed($0)
    }
    var found: [PublicDeclaration] = []
    var isInText = false
    for (index, line) in lines.enumerated() {
      if !isInText, isPublic(line) {
        found.append(
          PublicDeclaration(
            line: index + 1, text: String(line), isDocumented: isDocumented(index, in: lines)))
      }
      if line.ranges(of: "\"\"\"").count % 2 == 1 { isInText.toggle() }
    }
    return found
  }

  /// Attributes may stand on lines of their own between the comment and the declaration.
  private static func isDocumented(_ index: Int, in lines: [Substring]) -> Bool {
    var above = lines[..<index]
    while let line = above.last, line.hasPrefix("@") { above.removeLast() }
    while let line = above.last, line.hasPrefix("///") {
      if !trimmed(line.dropFirst(3)).isEmpty { return true }
      above.removeLast()
    }
    return false
  }

  private static func isPublic(_ line: Substring) -> Bool {
    var rest = withoutAttributes(line)
    var isPublic = false
    while true {
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count)
      if keywords.contains(word) { return isPublic }
      guard modifiers.contains(word) else { return false }
      // `private(set)` is about writing alone.
      if rest.hasPrefix("(") {
        rest = rest.drop { $0 != ")" }.dropFirst()
      } else if ["public", "open"].contains(word) {
        isPublic = true
      }
      rest = rest.drop { $0 == " " }
    }
  }

  private static func withoutAttributes(_ line: Substring) -> Substring {
    var rest = line
    while rest.hasPrefix("@") {
      rest = rest.dropFirst().drop { $0.isLetter || $0.isNumber || $0 == "_" }
      if rest.hasPrefix("(") { rest = rest.drop { $0 != ")" }.dropFirst() }
      rest = rest.drop { $0 == " " }
    }
    return rest
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }

  private static let keywords: Set<Substring> = [
    "func", "var", "let", "init", "subscript", "struct", "enum", "class", "actor", "protocol",
    "typealias", "case", "associatedtype", "macro",
  ]
  private static let modifiers: Set<Substring> = [
    "public", "open", "package", "internal", "fileprivate", "private", "static", "final",
    "override",
    "mutating", "nonmutating", "consuming", "borrowing", "convenience", "required", "indirect",
    "lazy", "weak", "unowned", "nonisolated", "prefix", "postfix", "infix", "dynamic",
    "distributed",
  ]
}
