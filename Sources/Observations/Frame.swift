/// What the probe program sends to the judge, in order, over the observation channel.
///
/// A run is `hello`, then for each scenario `begin`, any number of `observation`, and one of `end`
/// or `threw`; `goodbye` closes the run. A frame that never arrives is not invented: the judge
/// reads a missing `end` as a scenario that died.
public enum Frame: Sendable, Equatable {
  /// The scenarios that the loaded probes declare.
  case hello(scenarios: [String])
  case begin(scenario: String)
  case observation(Observation)
  /// The scenario returned; wall time in nanoseconds as measured in the child (informative only).
  case end(scenario: String, nanoseconds: UInt64)
  /// The scenario threw an error it did not expect; the error's description.
  case threw(scenario: String, message: String)
  /// The process is dying of a signal: where in the loaded build its calls were, innermost first, as
  /// offsets from the build's start.
  case trap(stack: [UInt64])
  case goodbye
}

/// What the judge sends to the probe program on its standard input.
public struct RunRequest: Sendable, Equatable {
  /// The hidden seed of this attempt. Each scenario draws from a seed derived from it and its id.
  public var seed: UInt64
  /// The scenarios to run, in this order.
  public var scenarios: [String]
  /// A line that the probe prints on standard output before each scenario, followed by the
  /// scenario's id, so that what the student prints can be shown with the check it belongs to.
  public var outputMarker: String
  /// Stands in every frame of this run, so that bytes which the student's code writes to the channel
  /// are not taken for frames.
  public var token: UInt64

  /// A request to run these scenarios in this order, on one seed.
  public init(seed: UInt64, scenarios: [String], outputMarker: String, token: UInt64 = 0) {
    self.seed = seed
    self.scenarios = scenarios
    self.outputMarker = outputMarker
    self.token = token
  }
}
