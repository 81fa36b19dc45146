/// Which step of which block the lines of a starter belong to, as its comments say: `Block A, step 5`,
/// or `step 5` below a line that names block A alone.
///
/// A step's part goes from its comment to the next step's or block's, or to the end of what it stands
/// in; where nothing stands between the opening brace and the comment but plain lines, those too.
struct StarterParts: Sendable {
  /// Who is concerned if something changes.
  struct Owner: Hashable, Sendable {
    var block: String?
    var step: Int?
  }

  /// The starter, line by line.
  let lines: [Substring]
  /// Whose each line is.
  private(set) var owners: [Owner]
  /// Whose it is if lines are added behind a line.
  private(set) var gaps: [Owner]
  /// The declarations that a step's comments stand in, by the lines that open them.
  private(set) var declarations: [Owner: Set<Int>] = [:]

  init(_ starter: String) {
    lines = starter.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let marks = Self.marks(in: lines)
    var block: String?
    owners = []
    for mark in marks {
      if case .block(let named) = mark { block = named }
      owners.append(Owner(block: block))
    }
    gaps = owners
    let openings = Self.openings(in: lines)
    let followers = Self.followers(in: lines)
    var last = -1
    for (index, mark) in marks.enumerated() where mark != .none {
      defer { last = index }
      guard case .step(let named, let step) = mark else { continue }
      let owner = Owner(block: named, step: step)
      claimPart(from: index, to: followers[index], marks, owner)
      let opening = openings[index]
      if let opening, last <= opening { claimHead(from: opening, to: index, owner) }
      declarations[owner, default: []].insert(opening ?? index)
    }
  }

  /// The steps that the starter names.
  var steps: Set<Owner> { Set(owners.filter { $0.step != nil }) }

  private mutating func claimPart(
    from start: Int, to next: Int?, _ marks: [Mark], _ owner: Owner
  ) {
    // A comment above a declaration is about that declaration and nothing behind it.
    let isAboveDeclaration = next.map { Self.declares(lines[$0]) } ?? false
    var depth = 0
    for index in start..<lines.count {
      if index > start, marks[index] != .none { return }
      let change = BraceDepth(lines[index])
      if depth + change.lowest < 0 { return }
      let wasInside = depth > 0 || change.highest > 0
      depth += change.change
      owners[index] = owner
      if isAboveDeclaration, wasInside, depth == 0 { return }
      gaps[index] = owner
    }
  }

  /// The lines between an opening brace and a mark, where there is no other mark among them.
  private mutating func claimHead(from opening: Int, to mark: Int, _ owner: Owner) {
    let head = opening + 1..<mark
    guard head.allSatisfy({ owners[$0].step == nil }) else { return }
    gaps[opening] = owner
    for line in head {
      owners[line] = owner
      gaps[line] = owner
    }
  }

  /// For each line, the one with the innermost brace that is open where it begins. In one pass: a
  /// student's file may have as many marks as lines.
  private static func openings(in lines: [Substring]) -> [Int?] {
    var open: [Int] = []
    return lines.indices.map { index in
      defer {
        for character in BraceDepth.code(of: lines[index]) {
          if character == "{" { open.append(index) }
          if character == "}" { _ = open.popLast() }
        }
      }
      return open.last
    }
  }

  /// For each line, the next one below it that holds code.
  private static func followers(in lines: [Substring]) -> [Int?] {
    var followers = [Int?](repeating: nil, count: lines.count)
    var next: Int?
    for index in lines.indices.reversed() {
      followers[index] = next
      if !BraceDepth.code(of: lines[index]).isEmpty { next = index }
    }
    return followers
  }

  private enum Mark: Equatable {
    case none
    case block(String)
    case step(String, Int)
  }

  private static func marks(in lines: [Substring]) -> [Mark] {
    var block: String?
    return lines.map { line in
      guard let start = line.firstRange(of: "//") else { return .none }
      let mark = mark(in: line[start.upperBound...], below: block)
      if case .block(let named) = mark { block = named }
      return mark
    }
  }

  /// `Block A, step 5` anywhere in a comment; one alone only where the comment begins.
  private static func mark(in comment: Substring, below block: String?) -> Mark {
    let words = words(of: comment)
    let lower = words.map { $0.lowercased() }
    for place in lower.indices where lower[place] == "block" && place + 3 < words.count {
      if lower[place + 2] == "step", let step = Int(words[place + 3]) {
        return .step(String(words[place + 1]), step)
      }
    }
    let start = lower.firstIndex { !["todo", "fixme", "mark"].contains($0) } ?? 0
    guard start + 1 < words.count else { return .none }
    if lower[start] == "block" { return .block(String(words[start + 1])) }
    if lower[start] == "step", let block, let step = Int(words[start + 1]) {
      return .step(block, step)
    }
    return .none
  }

  private static func words(of text: Substring) -> [Substring] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }

  private static func declares(_ line: Substring) -> Bool {
    words(of: Substring(BraceDepth.code(of: line))).contains { declaring.contains(String($0)) }
  }

  private static let declaring: Set<String> = [
    "actor", "class", "enum", "extension", "func", "init", "protocol", "struct",
  ]
}

/// What a line of source does to the depth of braces, as far as a line alone can tell.
struct BraceDepth {
  /// Opened less closed.
  private(set) var change = 0
  /// The least and the most on the way, from 0 at the line's start.
  private(set) var lowest = 0
  private(set) var highest = 0

  init(_ line: Substring) {
    for character in Self.code(of: line) {
      if character == "{" { change += 1 }
      if character == "}" { change -= 1 }
      lowest = min(lowest, change)
      highest = max(highest, change)
    }
  }

  /// The line without its comment and what it quotes, trimmed.
  static func code(of line: Substring) -> String {
    var code = ""
    var isInText = false
    var last: Character = " "
    for character in line {
      if character == "\"", last != "\\" { isInText.toggle() }
      if !isInText, character == "/", last == "/" {
        code.removeLast()
        break
      }
      if !isInText, character != "\"" { code.append(character) }
      last = last == "\\" && character == "\\" ? " " : character
    }
    while code.last?.isWhitespace ?? false { code.removeLast() }
    return String(code.drop(while: \.isWhitespace))
  }
}
