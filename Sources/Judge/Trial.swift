import Foundation
import Reports

/// The scenarios of one attempt, run and judged.
struct Trial: Sendable {
  var desk: VerdictDesk
  var runner: ScenarioRunner
  var seed: UInt64
  var onEvent: @Sendable (JudgeEvent) -> Void

  /// Runs shares of scenarios side by side, and again, for so many seconds in all, what was stopped
  /// before its whole time was up.
  func run(_ shares: [[String]], allowance: Double) async throws(JudgeError) {
    let start = LedgerFollower.now()
    try await runOnce(shares)
    while true {
      let left = allowance - (LedgerFollower.now() - start)
      let again = desk.takeSecondChances(shares.count, left: left)
      guard !again.isEmpty else { break }
      try await runOnce(again.map { [$0] })
    }
    for result in desk.giveUp() { onEvent(.finished(result)) }
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
