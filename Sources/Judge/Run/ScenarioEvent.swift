import Observations

/// What a run of scenarios says while it goes on. Those of one process come in the order in which they
/// happened; those of processes side by side are mixed.
enum ScenarioEvent: Sendable, Equatable {
  case began(id: String)
  /// A value was recorded, where the run streams them; the outcome holds it too.
  case observed(Observation)
  /// The scenario is over: nothing more is said of it.
  case finished(ScenarioOutcome)
}
