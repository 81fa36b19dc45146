/// Conditions turned round, and one of several left out.
enum ConditionChanges {
  static func changes(in source: SourceText) -> [Change] {
    source.open.flatMap { place -> [Change] in
      let token = source.shape[place]
      switch (token.kind, token.text) {
      case (.keyword, "if"), (.keyword, "guard"), (.keyword, "while"):
        return condition(after: place, source).map { clauses($0, source.shape) } ?? []
      case (.keyword, "where"): return filter(place, source)
      case (.sign, "!"): return negation(place, source.shape)
      case (.sign, "?"): return ternary(place, source)
      // No other word of the language has a condition behind it.
      default: return []
      }
    }
  }

  /// What stands between a word such as `if` and what it decides.
  private static func condition(
    after word: Int, _ source: SourceText
  ) -> ClosedRange<Int>? {
    let shape = source.shape
    var end = word + 1
    while end < shape.solid.count {
      if shape.text(word) == "guard" ? shape.text(end) == "else" : isBrace(end, shape) { break }
      if shape.isCloser(end) || (source.starts.contains(end) && end > word + 1) { break }
      end = (shape.isOpener(end) ? shape.partner[end] ?? end : end) + 1
    }
    return end > word + 1 ? word + 1...end - 1 : nil
  }

  private static func isBrace(_ place: Int, _ shape: SourceShape) -> Bool {
    shape.text(place) == "{" && shape[place].kind == .punctuation
  }

  private static func clauses(_ range: ClosedRange<Int>, _ shape: SourceShape) -> [Change] {
    let clauses = shape.parts(between: range.lowerBound - 1, and: range.upperBound + 1)
    return clauses.enumerated().flatMap { index, clause -> [Change] in
      let first = shape.text(clause.lowerBound)
      // What binds a name, or asks the compiler, is no condition that could be turned round.
      guard !["let", "var", "case"].contains(first), !first.hasPrefix("#") else { return [] }
      var found = [negated(clause, shape)].compactMap { $0 }
      if index > 0 {
        let comma = clauses[index - 1].upperBound + 1
        found.append(Change(.droppedOperand, [shape.edit(comma...clause.upperBound, "")]))
      } else if clauses.count > 1 {
        let next = clauses[1].lowerBound
        found.append(Change(.droppedOperand, [shape.removal(clause.lowerBound, upTo: next)]))
      }
      return found
    }
  }

  /// Nil where the condition is one `!` and its value: taking the `!` away is another change's.
  private static func negated(_ clause: ClosedRange<Int>, _ shape: SourceShape) -> Change? {
    let inside = shape.direct(clause.lowerBound..<clause.upperBound + 1)
    let isPlain = !inside.contains { shape.isBinary($0) || ["is", "as"].contains(shape.text($0)) }
    if shape.text(clause.lowerBound) == "!", isPlain { return nil }
    return Change(.negatedCondition, [shape.edit(clause, "!(\(shape.text(clause)))")])
  }

  /// `for … in … where condition`
  private static func filter(_ place: Int, _ source: SourceText) -> [Change] {
    guard let statement = source.statement(at: place), statement.word == "for",
      let range = condition(after: place, source)
    else { return [] }
    let dropped = Change(
      .droppedOperand, [source.shape.removal(after: place - 1, through: range.upperBound)])
    return [negated(range, source.shape), dropped].compactMap { $0 }
  }

  /// `!x` becomes `x`.
  private static func negation(_ place: Int, _ shape: SourceShape) -> [Change] {
    guard place + 1 < shape.solid.count, !shape.isSpaced(place + 1),
      shape[place + 1].beginsOperand,
      place == 0 || shape.isSpaced(place) || shape.isOpener(place - 1)
    else { return [] }
    return [Change(.negatedCondition, [shape.edit(place...place, "")])]
  }

  /// `a ? b : c` becomes `a ? c : b`.
  private static func ternary(_ place: Int, _ source: SourceText) -> [Change] {
    let shape = source.shape
    guard shape.isTernary(place) else { return [] }
    var colon = place + 1
    var depth = 0
    while colon < shape.solid.count, !shape.isCloser(colon) {
      if shape.isTernary(colon) { depth += 1 }
      if shape.text(colon) == ":", shape[colon].kind == .punctuation {
        if depth == 0 { break }
        depth -= 1
      }
      colon = (shape.isOpener(colon) ? shape.partner[colon] ?? colon : colon) + 1
    }
    guard colon < shape.solid.count, shape.text(colon) == ":", colon > place + 1,
      let other = source.lastValue(ofTernary: colon)
    else { return [] }
    let one = place + 1...colon - 1
    return [
      Change(
        .negatedCondition,
        [shape.edit(one, shape.text(other)), shape.edit(other, shape.text(one))])
    ]
  }
}
