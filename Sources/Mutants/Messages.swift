/// Words that nobody's checks look at: those of an error, and those that a loop only counts.
extension SourceShape {
  /// The places of such words, and of what makes them.
  func messages(among statements: [Statement]) -> Set<Int> {
    var found: Set<Int> = []
    for place in places {
      switch self[place].text {
      case "throw" where self[place].kind == .keyword:
        if let end = endOfThrow(place, statements), hasText(place + 1...end) {
          found.formUnion(place + 1...end)
        }
      case "(" where self[place].kind == .punctuation && place > 0 && !isSpaced(place):
        guard let close = partner[place], place + 1 < close else { continue }
        if Self.isError(text(place - 1)), hasText(place + 1...close - 1) {
          found.formUnion(place + 1...close - 1)
        } else if Self.complaints.contains(text(place - 1)) {
          found.formUnion(texts(in: place + 1...close - 1))
        }
      case "_" where text(place - 1) == "for" && text(place + 1) == "in" && text(place + 2) == "[":
        found.formUnion(texts(in: place + 2...(partner[place + 2] ?? place + 2)))
      default: continue
      }
    }
    for statement in statements where isErrorType(statement) { found.formUnion(statement.places) }
    return found
  }

  private static let complaints: Set<String> = [
    "fatalError", "precondition", "preconditionFailure", "assert", "assertionFailure",
  ]

  private static func isError(_ name: String) -> Bool {
    name.hasSuffix("Error") && name.first?.isUppercase ?? false
  }

  /// The last place of the statement that begins with this word, which may stand in a closure.
  private func endOfThrow(_ place: Int, _ statements: [Statement]) -> Int? {
    let end = statements.last { $0.places.lowerBound == place }?.places.upperBound
    return end.flatMap { $0 > place ? $0 : nil }
  }

  private func hasText(_ range: ClosedRange<Int>) -> Bool {
    range.contains { self[$0].kind == .openQuote }
  }

  private func texts(in range: ClosedRange<Int>) -> [Int] {
    range.filter { self[$0].kind == .openQuote }.flatMap { open in
      Array(open...(partner[open] ?? open))
    }
  }

  /// `struct Trouble: Error { … }`
  private func isErrorType(_ statement: Statement) -> Bool {
    guard ["struct", "enum", "class"].contains(statement.word) else { return false }
    let inside = direct(statement.wordPlace..<statement.places.upperBound + 1)
    guard let colon = inside.first(where: { text($0) == ":" }),
      let brace = inside.first(where: { text($0) == "{" }), colon < brace
    else { return false }
    return inside.contains { $0 > colon && $0 < brace && text($0) == "Error" }
  }
}
