import Observations
import Reports

/// The scenarios of one run of the checks, as they are run and judged.
struct Trial {
  private let runner: ScenarioRunner
  private let limits: TimeLimits
  private let expected: [String: [Observation]]
  private let seed: UInt64
  private(set) var evaluation: CheckEvaluation
  private var retries: TimeoutRetries

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
    retries = TimeoutRetries(limits)
  }

  /// Runs batches of scenarios side by side, and again what was stopped before its whole time was up,
  /// until so many seconds have gone by in vain. Where another run brings a verdict the file is slow,
  /// and does not hang: that time does not count.
  ///
  /// Throws as `ScenarioRunner.run` does: there is no report on a run that was cancelled.
  mutating func run(
    _ batches: [[String]], allowance: Double, _ onEvent: (JudgeEvent) -> Void
  ) async throws(JudgeError) {
    let start = Uptime.now()
    try await runOnce(batches, onEvent)
    let spent = Uptime.now() - start
    while true {
      let inVain = retries.secondsInVain / Double(batches.count)
      let again = retries.next(batches.count, left: allowance - spent - inVain)
      guard !again.isEmpty else { break }
      runner.timeouts.grantWholeTime(again)
      try await runOnce(again.map { [$0] }, onEvent)
    }
    for outcome in retries.giveUp() { judge(outcome, onEvent) }
  }

  private mutating func runOnce(
    _ batches: [[String]], _ onEvent: (JudgeEvent) -> Void
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
