import SwiftLexing

/// A file with everything that the makers of wrong versions ask of it.
struct SourceText: Sendable {
  let shape: SourceShape
  let statements: [Statement]
  let functions: [Function]
  let calls: [Call]
  /// Places that stay as they are: words that no check looks at.
  let messages: Set<Int>
  let starts: Set<Int>
  /// What the file's types call their constants and variables.
  let properties: Set<String>

  init(_ source: String) {
    shape = SourceShape(source)
    statements = shape.statements
    functions = shape.functions(among: statements)
    calls = shape.calls(among: statements)
    messages = shape.messages(among: statements)
    starts = Set(statements.map(\.places.lowerBound))
    properties = Set(
      statements.filter { $0.home == .type && ["let", "var"].contains($0.word) }
        .map { [shape] in shape.text($0.wordPlace + 1) })
  }

  /// The places that may be changed.
  var open: [Int] { shape.places.filter { !messages.contains($0) } }

  /// The innermost statement that a place is in.
  func statement(at place: Int) -> Statement? {
    statements.filter { $0.places.contains(place) }.min { $0.places.count < $1.places.count }
  }

  /// The name of the function that a place is in, the innermost one that has a name of its own.
  func functionName(at place: Int) -> String {
    let around = functions.filter { $0.places.contains(place) }
    if let inner = around.last { return inner.name }
    let types = statements.filter {
      ["struct", "enum", "class", "extension", "protocol"].contains($0.word)
        && $0.places.contains(place)
    }
    return types.last.map { shape.text($0.wordPlace + 1) } ?? ""
  }

  // MARK: Operands

  /// The value on the left of an operator, as far as it holds it.
  func leftOperand(of sign: Int) -> ClosedRange<Int>? {
    var first = sign
    var place = sign - 1
    while place >= 0 {
      if shape.isOpener(place) || isBorder(place) { break }
      if shape.isBinary(place), shape.precedence(place) < shape.precedence(sign) { break }
      if shape.isCloser(place) {
        guard let open = shape.partner[place] else { return nil }
        place = open
      }
      first = place
      if starts.contains(place) { break }
      place -= 1
    }
    return first < sign ? first...sign - 1 : nil
  }

  /// The value on the right of an operator.
  func rightOperand(of sign: Int) -> ClosedRange<Int>? {
    value(after: sign, tighterThan: shape.precedence(sign))
  }

  /// The last value of `a ? b : c`.
  func lastValue(ofTernary colon: Int) -> ClosedRange<Int>? { value(after: colon, tighterThan: 1) }

  private func value(after sign: Int, tighterThan precedence: Int) -> ClosedRange<Int>? {
    var last = sign
    var place = sign + 1
    while place < shape.solid.count {
      if shape.isCloser(place) || isBorder(place) || (place > sign + 1 && starts.contains(place)) {
        break
      }
      if shape.isBinary(place), shape.precedence(place) <= precedence { break }
      if shape.text(place) == "{", isBody(place) { break }
      if shape.isOpener(place) { place = shape.partner[place] ?? place }
      last = place
      place += 1
    }
    return last > sign ? sign + 1...last : nil
  }

  /// Where a value cannot go on.
  private func isBorder(_ place: Int) -> Bool {
    let token = shape[place]
    switch token.kind {
    case .punctuation: return [",", ";", ":"].contains(token.text)
    case .sign: return shape.isTernary(place) || token.text == "=" || token.text == "->"
    case .keyword: return !SwiftToken.operandKeywords.union(["is", "as"]).contains(token.text)
    case .space, .comment, .identifier, .number, .regex, .openQuote, .closeQuote, .stringText,
      .interpolationStart, .interpolationEnd, .other:
      return false
    }
  }

  /// Whether a brace holds what a condition or a loop runs, and is no closure.
  func isBody(_ brace: Int) -> Bool {
    guard let statement = statement(at: brace), statement.brace == shape.parent[brace] else {
      return false
    }
    return [
      "if", "guard", "while", "for", "switch", "repeat", "do", "func", "init", "var", "defer",
    ]
    .contains(statement.word) || ["else", "do"].contains(shape.text(brace - 1))
      || statement.places.lowerBound == brace
  }
}
