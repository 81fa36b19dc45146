import LessonPacks

/// One declaration of TensorKit on the API card.
public struct APIEntry: Equatable, Sendable {
  /// For example `matmul(_:_:)`.
  public var name: String
  /// What PyTorch calls it; nil where it has nothing like it.
  public var pytorch: String?
  public var signature: String
  /// One line of its documentation.
  public var summary: String

  public init(name: String, pytorch: String?, signature: String, summary: String) {
    self.name = name
    self.pytorch = pytorch
    self.signature = signature
    self.summary = summary
  }
}

/// What Play.swift did when it was last run.
public struct PlayShow: Equatable, Sendable {
  public var lines: [String] = []
  public var isRunning = false
  /// How it ended, as a sentence; empty for a good end.
  public var ending: Phrase?

  public init() {}
}
