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
    for (index, mark) in marks.enumerated() {
      guard case .step(let named, let step) = mark else { continue }
      let owner = Owner(block: named, step: step)
      claimPart(from: index, marks, owner)
      claimHead(above: index, marks, owner)
    }
  }

  /// The steps that the starter names.
  var steps: Set<Owner> { Set(owners.filter { $0.step != nil }) }

  private mutating func claimPart(from start: Int, _ marks: [Mark], _ owner: Owner) {
    // A comment above a declaration is about that declaration and nothing behind it.
    let next = lines.dropFirst(start + 1).first { !BraceDepth.code(of: $0).isEmpty }
    let isAboveDeclaration = next.map(Self.declares) ?? false
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

  private mutating func claimHead(above mark: Int, _ marks: [Mark], _ owner: Owner) {
    var depth = 0
    for index in stride(from: mark - 1, through: 0, by: -1) {
      guard marks[index] == .none, owners[index].step == nil else { return }
      // From the mark up, the first brace that opens and was not closed is the scope's.
      var opens = false
      for character in BraceDepth.code(of: lines[index]).reversed() {
        if character == "}" { depth += 1 }
        if character == "{" { depth -= 1 }
        opens = opens || depth < 0
      }
      guard opens else { continue }
      gaps[index] = owner
      for head in index + 1..<mark {
        owners[head] = owner
        gaps[head] = owner
      }
      return
    }
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
      let comment = line[start.upperBound...].drop { $0 == "/" || $0.isWhitespace }
      if let match = comment.firstMatch(of: /(?i)\bblock\s+(\w+)\s*[,:·-]?\s+step\s+(\d+)\b/),
        let step = Int(match.2)
      {
        return .step(String(match.1), step)
      }
      let words = comment.trimmingPrefix(/(?i)(TODO|FIXME|MARK)\s*:\s*(-\s*)?/)
      if let match = words.prefixMatch(of: /(?i)block\s+(\w+)\b/) {
        block = String(match.1)
        return .block(String(match.1))
      }
      if let block, let match = words.prefixMatch(of: /(?i)step\s+(\d+)\b/), let step = Int(match.1)
      {
        return .step(block, step)
      }
      return .none
    }
  }

  private static func declares(_ line: Substring) -> Bool {
    let words = BraceDepth.code(of: line)
      .split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    return words.contains { declaring.contains($0) }
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
