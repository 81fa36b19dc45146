/// One constant for another.
enum ConstantChanges {
  static func changes(in source: SourceText) -> [Change] {
    source.open.flatMap { place -> [Change] in
      let shape = source.shape
      return others(place, shape).map { Change(.otherConstant, [shape.edit($0, $1)]) }
    }
  }

  private static func others(
    _ place: Int, _ shape: SourceShape
  ) -> [(ClosedRange<Int>, String)] {
    let token = shape[place]
    switch token.kind {
    // The element of a tuple is a name.
    case .number where shape.text(place - 1) != ".":
      return numbers(token.text).map { (place...place, $0) }
    case .keyword where token.text == "true": return [(place...place, "false")]
    case .keyword where token.text == "false": return [(place...place, "true")]
    case .openQuote: return shape.partner[place].map { texts(place, $0, shape) } ?? []
    case .space, .comment, .identifier, .keyword, .number, .regex, .sign, .punctuation, .closeQuote,
      .stringText, .interpolationStart, .interpolationEnd, .other:
      return []
    }
  }

  /// One more, one less, 0 and 1; of a fraction also twice and half of it.
  static func numbers(_ text: String) -> [String] {
    let digits = text.filter { $0 != "_" }
    if let number = Int(digits) {
      var found: [String] = []
      let neighbours = [number.addingReportingOverflow(1), number.subtractingReportingOverflow(1)]
      let values = neighbours.filter { !$0.overflow }.map(\.partialValue) + [0, 1]
      for value in values where value != number && !found.contains("\(value)") {
        found.append("\(value)")
      }
      return found
    }
    guard digits.first?.isNumber ?? false, !digits.hasPrefix("0x"), let number = Double(digits),
      number.isFinite
    else { return [] }
    var found: [String] = []
    for value in [0, 1, number * 2, number / 2] where value != number && value.isFinite {
      if !found.contains("\(value)") { found.append("\(value)") }
    }
    return found
  }

  /// Another first letter, and no last character.
  private static func texts(
    _ open: Int, _ close: Int, _ shape: SourceShape
  ) -> [(ClosedRange<Int>, String)] {
    let pieces = (open + 1..<close).filter {
      shape[$0].kind == .stringText && shape.parent[$0] == open
    }
    guard let first = pieces.first, let last = pieces.last else {
      return close == open + 1
        ? [(open...close, shape.text(open) + "x" + shape.text(close))] : []
    }
    var found: [(ClosedRange<Int>, String)] = []
    if let changed = withOtherLetter(shape.text(first)) { found.append((first...first, changed)) }
    let end = shape.text(last)
    if last == close - 1, !end.contains("\n"), !end.contains("\\") {
      found.append((last...last, String(end.dropLast())))
    }
    return found
  }

  private static func withOtherLetter(_ text: String) -> String? {
    let letter = text.indices.first { place in
      guard text[place].isLetter || text[place].isNumber else { return false }
      // After a backslash it may be an escape.
      return place == text.startIndex || !text[..<place].hasSuffix("\\")
    }
    guard let letter, !text.contains("\\u") else { return nil }
    let other = text[letter] == "x" ? "y" : "x"
    return text.replacingCharacters(letter, by: other)
  }
}

extension String {
  fileprivate func replacingCharacters(_ place: Index, by other: String) -> String {
    self[..<place] + other + self[index(after: place)...]
  }
}
