/// A panel over the screen; Esc closes it.
public struct Overlay: Equatable, Sendable {
  /// What a panel shows.
  public enum Kind: Equatable, Hashable, Sendable, CaseIterable {
    case help
    /// The hints of a step, then those of its block.
    case hint
    /// What the selected block asks to predict.
    case question
    /// The solution of the selected block.
    case solution
    /// The same beside the student's file.
    case comparison
    /// An instructor's key being typed.
    case key
    case notes, theory
    /// What the student's code printed during the selected check.
    case output
    /// Everything that does not hold in the selected check.
    case findings
    /// TensorKit's names, and PyTorch's.
    case api
    /// What Play.swift does.
    case play
    /// What the finished file does.
    case finale
    /// Every check is green.
    case finished
  }

  /// What it shows.
  public var kind: Kind
  /// Of hints, questions and theory, from 0.
  public var page = 0
  /// Of hints: whose they are, wherever the selection goes while the panel is open.
  public var hints: HintPlace?
  /// The first line shown.
  public var scroll = 0

  /// A panel at the first line of a page, from 0.
  public init(_ kind: Kind, page: Int = 0, hints: HintPlace? = nil) {
    self.kind = kind
    self.page = page
    self.hints = hints
  }

  /// Whether letters belong to what is typed into it.
  var isTypedInto: Bool { kind == .key || kind == .api }
}

/// Whose hints are read: a step's and then its block's, or the block's alone.
public struct HintPlace: Equatable, Sendable {
  /// The block's id.
  public var block: String
  /// Nil for the hints of the whole block.
  public var step: Int?
}
