/// A panel over the screen; Esc closes it.
public struct Overlay: Equatable, Sendable {
  /// What a panel shows.
  public enum Kind: Equatable, Hashable, Sendable, CaseIterable {
    case help
    /// The selected block's hints.
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
  /// The first line shown.
  public var scroll = 0

  /// A panel at the first line of a page, from 0.
  public init(_ kind: Kind, page: Int = 0) {
    self.kind = kind
    self.page = page
  }

  /// Whether letters belong to what is typed into it.
  var isTypedInto: Bool { kind == .key || kind == .api }
}
