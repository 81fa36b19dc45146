import SwiftLexing

/// Pieces of a text put in the place of others.
struct Change: Sendable, Equatable {
  struct Edit: Sendable, Equatable {
    /// Of the tokens.
    var range: Range<Int>
    var text: String
  }

  var kind: MutantKind
  /// In the order of the text; none reaches into the next.
  var edits: [Edit]
  /// Shown instead of the first line that differs, where that line says little.
  var shown: (place: Int, after: String)?

  init(_ kind: MutantKind, _ edits: [Edit], shown: (place: Int, after: String)? = nil) {
    self.kind = kind
    self.edits = edits
    self.shown = shown
  }

  static func == (left: Change, right: Change) -> Bool {
    left.kind == right.kind && left.edits == right.edits && left.shown?.place == right.shown?.place
      && left.shown?.after == right.shown?.after
  }

  /// The text after the change.
  func applied(to tokens: [SwiftToken]) -> String {
    var text = ""
    var next = 0
    for edit in edits {
      for token in tokens[next..<edit.range.lowerBound] { text += token.text }
      text += edit.text
      next = edit.range.upperBound
    }
    for token in tokens[next...] { text += token.text }
    return text
  }
}
