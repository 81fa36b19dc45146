import Foundation
import Observations
import Reports

/// Verdicts taken from the runner's callbacks.
final class VerdictDesk: @unchecked Sendable {
  private let lock = NSLock()
  private var collected: Verdicts
  private var timeouts = 0
  private let expected: [String: [Observation]]

  init(_ verdicts: Verdicts, expected: [String: [Observation]]) {
    self.collected = verdicts
    self.expected = expected
  }

  var verdicts: Verdicts { lock.withLock { collected } }

  /// How long the next scenario may run, in seconds.
  func limit(_ seconds: Double, _ patience: Patience?) -> Double {
    lock.withLock { patience?.limit(seconds, after: timeouts) ?? seconds }
  }

  func take(_ outcome: ScenarioOutcome) -> CheckResult? {
    lock.withLock {
      if case .timedOut = outcome.breakage { timeouts += 1 }
      return collected.take(outcome, expected: expected[outcome.id] ?? [])
    }
  }
}
