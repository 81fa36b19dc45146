import LessonPacks

/// Something of a pack that is shown and not judged: a scenario, and what it is given besides the pack's
/// data.
public struct Show: Sendable, Equatable {
  /// The scenario's id in the probes.
  public var scenario: String
  /// How long it may take.
  public var timeout: Duration
  /// What it is told, by name.
  public var settings: [FinaleSetting: String]
  /// Files and folders that it may read.
  public var reading: [String]
  /// A folder that it may write into.
  public var writing: String?
  /// What it may have of memory, in bytes; nil for what a check may have.
  public var memoryBytes: Int?

  /// A scenario that is told and given nothing, until it is.
  public init(scenario: String, timeout: Duration) {
    self.scenario = scenario
    self.timeout = timeout
    settings = [:]
    reading = []
  }
}
