import SwiftLexing

/// A call, or a list: values between commas.
struct Call: Sendable, Equatable {
  struct Argument: Sendable, Equatable {
    /// With its label.
    var places: ClosedRange<Int>
    var label: String?
    var value: ClosedRange<Int>
  }

  /// What is called; nil for a list.
  var callee: Int?
  var open: Int
  var close: Int
  var arguments: [Argument]
}

extension SourceShape {
  /// All calls with round brackets, and all lists of more than one element.
  func calls(among statements: [Statement]) -> [Call] {
    let declared = Set(
      statements.filter { ["func", "init", "subscript", "case", "struct"].contains($0.word) }
        .flatMap { [$0.wordPlace + 1, $0.wordPlace + 2] })
    return places.compactMap { open in
      guard let close = partner[open], self[open].kind == .punctuation else { return nil }
      switch text(open) {
      case "(" where !declared.contains(open) && isCalled(open):
        return Call(
          callee: open - 1, open: open, close: close,
          arguments: parts(between: open, and: close).map(argument))
      case "[" where isSpaced(open) || !self[max(0, open - 1)].endsOperand:
        let parts = parts(between: open, and: close)
        // Of a dictionary and a list of captures the order says nothing.
        guard parts.count > 1, !parts.contains(where: { argument($0).label != nil || hasColon($0) })
        else { return nil }
        return Call(callee: nil, open: open, close: close, arguments: parts.map(argument))
      default: return nil
      }
    }
  }

  /// Whether a round bracket follows what it calls: its arguments, and not a group or parameters.
  private func isCalled(_ open: Int) -> Bool {
    guard open > 0, !isSpaced(open) else { return false }
    let before = self[open - 1]
    let isAttribute = open > 1 && text(open - 2) == "@"
    let isNamed = before.kind == .identifier || SwiftToken.operandKeywords.contains(before.text)
    let isResult = before.kind == .punctuation && [")", "]", "}"].contains(before.text)
    let isType = before.kind == .sign && before.text.hasSuffix(">")
    return !isAttribute && (isNamed || isResult || isType) && before.text != "set"
  }

  private func argument(_ range: ClosedRange<Int>) -> Call.Argument {
    let (first, last) = (range.lowerBound, range.upperBound)
    let isName = self[first].kind == .identifier || self[first].kind == .keyword
    guard isName, first + 1 < last, text(first + 1) == ":", self[first + 1].kind == .punctuation
    else { return Call.Argument(places: range, label: nil, value: range) }
    return Call.Argument(places: range, label: text(first), value: first + 2...last)
  }

  private func hasColon(_ range: ClosedRange<Int>) -> Bool {
    direct(range.lowerBound..<range.upperBound + 1).contains { place in
      text(place) == ":" && self[place].kind == .punctuation
        && !direct(range.lowerBound..<place).contains(where: isTernary)
    }
  }
}
