import Observations
import Reports

/// What came of one scenario.
struct ScenarioOutcome: Sendable, Equatable {
  var id: String
  var observations: [Observation] = []
  /// Why it did not come to its end; nil if it did.
  var breakage: Breakage?
  /// Why it was not tried, or what came of it says nothing; nil if neither.
  var notRun: NotRunReason?
  /// The build does not declare a scenario of this id.
  var isUndeclared = false
  var milliseconds: Double = 0
  var output: String = ""
  /// The file of the student's that a crash was in, where the lines of the build tell.
  var crashFile: String?
}
