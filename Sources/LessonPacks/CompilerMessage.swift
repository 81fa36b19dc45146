/// A message of the compiler that students of a pack meet, in a teacher's words.
public struct CompilerMessage: Sendable, Equatable {
  /// Pieces that the compiler's message holds, in this order; what lies between them may be anything.
  public var pieces: [String]
  /// What it means and what to do, as Markdown.
  public var explanation: LocalizedText

  /// A message by pieces of it; none of them is empty.
  public init(pieces: [String], explanation: LocalizedText) {
    self.pieces = pieces
    self.explanation = explanation
  }

  /// Whether `message` holds all pieces in their order.
  public func matches(_ message: String) -> Bool {
    var rest = Substring(message)
    for piece in pieces {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return !pieces.isEmpty
  }
}
