import SwiftLexing

/// A file as it is whatever its author calls things and however it is laid out: a number for each word
/// and sign.
///
/// Comments and space are no part of it, nor what can be written or left out as one likes (`private`,
/// `self.`, a semicolon). Literals stay, keywords and signs too, and the names of what the file uses and
/// does not declare; every other name is the same one.
struct Symbols {
  /// The declarations of the file and of its types, each by itself: in another order they are the same.
  var pieces: [[UInt64]]

  var count: Int { pieces.reduce(0) { $0 + $1.count } }

  /// The number of every name that an author may change.
  private static let anyName = Self.hash("name", of: .identifier)

  /// What a declaration begins with.
  private static let beginnings = TypeLevel.types.union(["func", "init", "let", "var", "case"])

  private static let optional: Set<String> = [
    "private", "fileprivate", "internal", "public", "final", "open", "override", "mutating",
    "static",
    ";",
  ]

  init(_ source: String) {
    let tokens = Self.essential(SwiftLexer.tokens(of: source).filter(\.isSolid))
    let level = TypeLevel(tokens)
    let own = OwnNames(tokens, level)
    pieces = [[]]
    // What stands between two declarations, such as an attribute, goes with the first.
    for (index, token) in tokens.enumerated() {
      if level.isOutside[index], token.kind == .keyword, Self.beginnings.contains(token.text) {
        pieces.append([])
      }
      let isOwn = token.kind == .identifier && !Self.isForeign(index, tokens, own)
      let value = isOwn ? Self.anyName : Self.hash(token.text, of: token.kind)
      pieces[pieces.count - 1].append(value)
      if token.text == "}", token.kind == .punctuation, level.isOutside[index] { pieces.append([]) }
    }
    pieces.removeAll(where: \.isEmpty)
  }

  private static func essential(_ tokens: [SwiftToken]) -> [SwiftToken] {
    var kept: [SwiftToken] = []
    for (index, token) in tokens.enumerated() {
      let follower = index + 1 < tokens.count ? tokens[index + 1] : nil
      // `open` is a name like any other but before a declaration.
      let isModifier = token.text != "open" || follower?.kind == .keyword
      if token.kind != .stringText, isModifier, optional.contains(token.text) { continue }
      let next = follower?.text ?? ""
      let last = index > 0 ? tokens[index - 1].text : ""
      if token.text == "self", next == ".", token.kind == .keyword { continue }
      if token.text == ".", last == "self" { continue }
      kept.append(token)
    }
    return kept
  }

  /// Whether the name is one that the file must use: called or reached by a point, and not declared.
  private static func isForeign(_ index: Int, _ tokens: [SwiftToken], _ own: OwnNames) -> Bool {
    let name = tokens[index].text
    if index > 0, tokens[index - 1].text == "." { return !own.members.contains(name) }
    let isCalled = index + 1 < tokens.count && tokens[index + 1].text == "("
    return isCalled && !own.all.contains(name)
  }

  /// FNV-1a over the text's bytes, so that a file has the same numbers in every run.
  private static func hash(_ text: String, of kind: SwiftToken.Kind) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    // A name and a string of the same letters are two things.
    let mark: UInt8 =
      switch kind {
      case .identifier: 1
      case .stringText: 2
      case .space, .comment, .keyword, .number, .regex, .sign, .punctuation, .openQuote,
        .closeQuote, .interpolationStart, .interpolationEnd, .other:
        3
      }
    for byte in [mark] + Array(text.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }
}
