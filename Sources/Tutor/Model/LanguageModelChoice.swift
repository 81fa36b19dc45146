/// A language model of the user's own that a finale can run with.
public struct LanguageModelChoice: Sendable, Equatable {
  /// What it is called, as `HuggingFaceTB/SmolLM2-135M-Instruct`.
  public var name: String
  /// The folder or file, as it is opened.
  public var path: String
  /// What it takes on the disk, in bytes.
  public var byteCount: Int

  /// A model at a path, of so many bytes.
  public init(name: String, path: String, byteCount: Int) {
    self.name = name
    self.path = path
    self.byteCount = byteCount
  }
}

/// What was found when language models were looked for.
public struct LanguageModelSearch: Sendable, Equatable {
  /// Those that can be run, in the order in which they are offered.
  public var usable: [LanguageModelChoice]
  /// A sentence for each that was found and cannot be.
  public var refused: [String]

  /// Models that can be run, and why others cannot.
  public init(usable: [LanguageModelChoice] = [], refused: [String] = []) {
    self.usable = usable
    self.refused = refused
  }
}

/// What a finale runs with.
public enum FinaleStaging: Sendable, Equatable {
  /// The small model of the pack.
  case small
  /// A language model; `goesOn` where it is trained on from the adapter that was saved.
  case languageModel(LanguageModelChoice, goesOn: Bool = false)
}
