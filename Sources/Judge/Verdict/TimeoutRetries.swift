import Reports

/// What ran out of less than its whole time, and is to be run again. Pure.
struct TimeoutRetries: Sendable {
  private let limits: TimeLimits
  /// What ran out of less than its whole time: no verdict yet.
  private var kept: [(outcome: ScenarioOutcome, seconds: Double)] = []
  /// What is run again, with its whole time.
  private var again: Set<String> = []
  /// The time of those that were run again and did not end in their whole time either.
  private(set) var secondsInVain = 0.0

  init(_ limits: TimeLimits) { self.limits = limits }

  /// Runs batches of scenarios by `once`, which hands every outcome to `keep`; and again what was stopped
  /// before its whole time was up, as soon as it has been granted that, until so many seconds have gone
  /// by in vain. Where another run brings a verdict the file is slow, and does not hang: that time does
  /// not count.
  ///
  /// `now` is a clock in seconds. Throws what `once` throws.
  mutating func run(
    _ batches: [[String]], allowance: Double, now: () -> Double = Uptime.now,
    grant: ([String]) -> Void,
    once: ([[String]], inout TimeoutRetries) async throws(JudgeError) -> Void
  ) async throws(JudgeError) {
    let start = now()
    try await once(batches, &self)
    let spent = now() - start
    while true {
      let inVain = secondsInVain / Double(batches.count)
      let again = next(batches.count, left: allowance - spent - inVain)
      guard !again.isEmpty else { break }
      grant(again)
      try await once(again.map { [$0] }, &self)
    }
  }

  /// True where the outcome is no ground for a verdict yet, and was kept.
  mutating func keep(_ outcome: ScenarioOutcome) -> Bool {
    guard case .timedOut(let seconds) = outcome.breakage else { return false }
    if again.contains(outcome.id) {
      secondsInVain += seconds
      return false
    }
    guard limits.isTooShort(seconds, for: outcome.id) else { return false }
    kept.append((outcome, seconds))
    return true
  }

  /// The scenarios to run again next, at most `count`: first those that had the least, measured by
  /// the reference's time. Only those whose whole time fits into what is left, in seconds.
  mutating func next(_ count: Int, left: Double) -> [String] {
    let fitting = kept.filter { limits.whole($0.outcome.id) <= left }
      .sorted {
        limits.generosity($0.seconds, for: $0.outcome.id)
          < limits.generosity($1.seconds, for: $1.outcome.id)
      }
    let chosen = fitting.prefix(count).map(\.outcome.id)
    kept.removeAll { chosen.contains($0.outcome.id) }
    again.formUnion(chosen)
    return chosen
  }

  /// Those that were never run again: what they had is the verdict.
  mutating func giveUp() -> [ScenarioOutcome] {
    defer { kept = [] }
    return kept.map(\.outcome)
  }
}
