import Observations
import Reports

/// The scenarios of one run of the checks, as they are run and judged.
struct Trial {
  private let runner: ScenarioRunner
  private let limits: TimeLimits
  private let expected: [String: [Observation]]
  private let seed: UInt64
  private(set) var evaluation: CheckEvaluation

  /// `expected` is what the reference recorded, by check.
  init(
    _ evaluation: CheckEvaluation, runner: ScenarioRunner, limits: TimeLimits,
    expected: [String: [Observation]], seed: UInt64
  ) {
    self.evaluation = evaluation
    self.runner = runner
    self.limits = limits
    self.expected = expected
    self.seed = seed
  }

  /// Runs batches of scenarios side by side, and again what was stopped before its whole time was up,
  /// until so many seconds have gone by in vain.
  ///
  /// Throws as `ScenarioRunner.run` does: there is no report on a run that was cancelled.
  mutating func run(
    _ batches: [[String]], allowance: Double, _ onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) {
    var retries = TimeoutRetries(limits)
    try await retries.run(batches, allowance: allowance, grant: runner.timeouts.grantWholeTime) {
      batches, retries throws(JudgeError) in
      try await runOnce(batches, &retries, onEvent)
    }
    for outcome in retries.giveUp() { judge(outcome, onEvent) }
  }

  private mutating func runOnce(
    _ batches: [[String]], _ retries: inout TimeoutRetries, _ onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) {
    try await runner.run(batches, seed: seed) { event in
      switch event {
      case .began(let id): onEvent(.started(check: id))
      case .observed: break
      case .finished(let outcome): if !retries.keep(outcome) { judge(outcome, onEvent) }
      }
    }
  }

  private mutating func judge(_ outcome: ScenarioOutcome, _ onEvent: (JudgeEvent) -> Void) {
    let result = evaluation.take(outcome, expected: expected[outcome.id] ?? [])
    if let result { onEvent(.finished(result)) }
  }
}
