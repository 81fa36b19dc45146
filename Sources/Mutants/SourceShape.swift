import SwiftLexing

/// A Swift text as far as changing it needs: its brackets, and which signs stand between two values.
/// Guessed from the tokens alone. A wrong guess makes a version that does not compile, and falls away.
///
/// A *place* counts the tokens that are neither space nor comment.
struct SourceShape: Sendable {
  let tokens: [SwiftToken]
  /// Where the places' tokens stand among all.
  let solid: [Int]
  /// The other bracket or quote of a pair, by place.
  let partner: [Int?]
  /// The innermost bracket or quote that a place is in; a bracket is not in itself.
  let parent: [Int?]

  init(_ source: String) {
    let tokens = SwiftLexer.tokens(of: source)
    let solid = tokens.indices.filter { tokens[$0].isSolid }
    var partner = [Int?](repeating: nil, count: solid.count)
    var parent = [Int?](repeating: nil, count: solid.count)
    var open: [Int] = []
    for (place, index) in solid.enumerated() {
      let token = tokens[index]
      if Self.isCloser(token), let last = open.last,
        Self.closes(token, tokens[solid[last]])
      {
        open.removeLast()
        partner[place] = last
        partner[last] = place
      }
      parent[place] = open.last
      if Self.isOpener(token) { open.append(place) }
    }
    self.tokens = tokens
    self.solid = solid
    self.partner = partner
    self.parent = parent
  }

  var places: Range<Int> { solid.indices }

  subscript(_ place: Int) -> SwiftToken { tokens[solid[place]] }

  func text(_ place: Int) -> String {
    places.contains(place) ? tokens[solid[place]].text : ""
  }

  /// The text of several places, with the space and the comments between them.
  func text(_ places: ClosedRange<Int>) -> String {
    tokens[solid[places.lowerBound]...solid[places.upperBound]].map(\.text).joined()
  }

  func edit(_ places: ClosedRange<Int>, _ text: String) -> Change.Edit {
    Change.Edit(range: solid[places.lowerBound]..<solid[places.upperBound] + 1, text: text)
  }

  /// Takes out what follows a place, as far as another one and with it.
  func removal(after place: Int, through last: Int) -> Change.Edit {
    Change.Edit(range: solid[place] + 1..<solid[last] + 1, text: "")
  }

  /// Takes out the places up to another, with what stands before that one.
  func removal(_ from: Int, upTo next: Int) -> Change.Edit {
    Change.Edit(range: solid[from]..<solid[next], text: "")
  }

  // MARK: Space

  /// Whether space or a comment stands before a place.
  func isSpaced(_ place: Int) -> Bool {
    place == 0 || place >= solid.count || solid[place] - solid[place - 1] > 1
  }

  /// Whether a place is the first of its line.
  func beginsLine(_ place: Int) -> Bool {
    guard place > 0, place < solid.count else { return true }
    return tokens[solid[place - 1] + 1..<solid[place]].contains { $0.text.contains("\n") }
  }

  // MARK: Signs

  /// Whether an operator stands between two values.
  func isBinary(_ place: Int) -> Bool {
    guard places.contains(place), self[place].kind == .sign, place > 0, place + 1 < solid.count,
      !["->", "?", "!"].contains(text(place)),
      self[place - 1].endsOperand || ["?", "!"].contains(text(place - 1)),
      self[place + 1].beginsOperand
    else { return false }
    let isSpaced = isSpaced(place)
    guard isSpaced == self.isSpaced(place + 1) else { return false }
    // Without space around it, it may be a list of types.
    return isSpaced || !["<", ">"].contains(text(place))
  }

  /// Whether a question mark is the first half of `? :`.
  func isTernary(_ place: Int) -> Bool {
    text(place) == "?" && self[place].kind == .sign && isSpaced(place) && isSpaced(place + 1)
  }

  /// How tightly an operator holds its values; 0 for `=` and its kind.
  func precedence(_ place: Int) -> Int {
    switch text(place) {
    case "*", "/", "%", "&*", "&": 8
    case "+", "-", "&+", "&-", "|", "^": 7
    case "..<", "...": 6
    case "??": 5
    case "<", "<=", ">", ">=", "==", "!=", "===", "!==", "~=": 4
    case "&&": 3
    case "||": 2
    case let sign where sign.hasSuffix("="): 0
    default: 7
    }
  }

  // MARK: Brackets

  func isOpener(_ place: Int) -> Bool { Self.isOpener(self[place]) }
  func isCloser(_ place: Int) -> Bool { Self.isCloser(self[place]) }

  private static func isOpener(_ token: SwiftToken) -> Bool {
    switch token.kind {
    case .openQuote, .interpolationStart: true
    case .punctuation: ["(", "[", "{"].contains(token.text)
    case .space, .comment, .identifier, .keyword, .number, .regex, .sign, .closeQuote, .stringText,
      .interpolationEnd, .other:
      false
    }
  }

  private static func isCloser(_ token: SwiftToken) -> Bool {
    switch token.kind {
    case .closeQuote, .interpolationEnd: true
    case .punctuation: [")", "]", "}"].contains(token.text)
    case .space, .comment, .identifier, .keyword, .number, .regex, .sign, .openQuote, .stringText,
      .interpolationStart, .other:
      false
    }
  }

  private static func closes(_ closer: SwiftToken, _ opener: SwiftToken) -> Bool {
    switch (closer.kind, opener.kind) {
    case (.closeQuote, .openQuote), (.interpolationEnd, .interpolationStart): true
    case (.punctuation, .punctuation):
      [")": "(", "]": "[", "}": "{"][closer.text] == opener.text
    // Of all pairs of kinds only these belong together.
    default: false
    }
  }

  /// The places between two, of those that stand in no bracket between them.
  func direct(_ range: Range<Int>) -> [Int] {
    var found: [Int] = []
    var place = range.lowerBound
    while place < range.upperBound {
      found.append(place)
      place = max(place, isOpener(place) ? partner[place] ?? place : place) + 1
    }
    return found
  }

  /// Divides the places between two at the commas that stand in no bracket.
  func parts(between open: Int, and close: Int) -> [ClosedRange<Int>] {
    var parts: [ClosedRange<Int>] = []
    var start = open + 1
    for place in direct(open + 1..<close)
    where text(place) == "," && self[place].kind != .stringText {
      if start < place { parts.append(start...place - 1) }
      start = place + 1
    }
    if start < close { parts.append(start...close - 1) }
    return parts
  }
}
