import Foundation
import Reports

/// The scenarios of one attempt, run and judged.
struct Trial: Sendable {
  var desk: VerdictDesk
  var runner: ScenarioRunner
  var seed: UInt64
  var onEvent: @Sendable (JudgeEvent) -> Void

  /// Runs shares of scenarios side by side, and again what was stopped before its whole time was up,
  /// until so many seconds have gone by in vain. Where another run brings a verdict the file is slow,
  /// and does not hang: that time does not count.
  func run(_ shares: [[String]], allowance: Double) async throws(JudgeError) {
    try await Self.run(shares, desk: desk, allowance: allowance) { shares throws(JudgeError) in
      try await runOnce(shares)
    }
    for result in desk.giveUp() { onEvent(.finished(result)) }
  }

  /// The same by a clock, in seconds, and by a way to run shares, so that it can be looked at without
  /// either.
  static func run(
    _ shares: [[String]], desk: VerdictDesk, allowance: Double,
    now: () -> Double = LedgerFollower.now,
    once: ([[String]]) async throws(JudgeError) -> Void
  ) async throws(JudgeError) {
    let start = now()
    try await once(shares)
    let spent = now() - start
    while true {
      let inVain = desk.secondsInVain / Double(shares.count)
      let again = desk.takeSecondChances(shares.count, left: allowance - spent - inVain)
      guard !again.isEmpty else { break }
      try await once(again.map { [$0] })
    }
  }

  private func runOnce(_ shares: [[String]]) async throws(JudgeError) {
    try await runner.run(
      shares, seed: seed,
      onBegin: { [onEvent] in onEvent(.started(check: $0)) },
      onFinish: { [desk, onEvent] outcome in
        if let result = desk.take(outcome) { onEvent(.finished(result)) }
      })
  }
}
