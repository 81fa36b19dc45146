import Foundation
import Observations
import Reports

/// Verdicts taken from the runner's callbacks.
final class VerdictDesk: @unchecked Sendable {
  private let lock = NSLock()
  private var collected: Verdicts
  private var timeouts = 0
  private let expected: [String: [Observation]]
  private let limits: TimeLimits
  /// What ran out of less than its whole time: no verdict yet.
  private var putBack: [(outcome: ScenarioOutcome, seconds: Double)] = []
  /// What is run again, with its whole time.
  private var again: Set<String> = []
  private var inVain = 0.0

  init(_ verdicts: Verdicts, expected: [String: [Observation]], limits: TimeLimits) {
    self.collected = verdicts
    self.expected = expected
    self.limits = limits
  }

  var verdicts: Verdicts { lock.withLock { collected } }
  /// The time of those that were run again and did not end in their whole time either.
  var secondsInVain: Double { lock.withLock { inVain } }

  /// How long a scenario may run now, in seconds.
  func limit(_ scenario: String) -> Double {
    lock.withLock {
      again.contains(scenario)
        ? limits.whole(scenario) : limits.limit(scenario, after: timeouts)
    }
  }

  /// Takes an outcome in, and returns the verdict on it if there is one now.
  func take(_ outcome: ScenarioOutcome) -> CheckResult? {
    lock.withLock {
      if case .timedOut(let seconds) = outcome.breakage {
        timeouts += 1
        if again.contains(outcome.id) {
          inVain += seconds
        } else if limits.isTooShort(seconds, for: outcome.id) {
          putBack.append((outcome, seconds))
          return nil
        }
      }
      return judged(outcome)
    }
  }

  /// The scenarios to run again next, at most `count`: first those that had the least, measured by
  /// the reference's time. Only those whose whole time fits into what is left, in seconds.
  func takeSecondChances(_ count: Int, left: Double) -> [String] {
    lock.withLock {
      let fitting = putBack.filter { limits.whole($0.outcome.id) <= left }
        .sorted {
          limits.generosity($0.seconds, for: $0.outcome.id)
            < limits.generosity($1.seconds, for: $1.outcome.id)
        }
      let chosen = fitting.prefix(count).map(\.outcome.id)
      putBack.removeAll { chosen.contains($0.outcome.id) }
      again.formUnion(chosen)
      return chosen
    }
  }

  /// The verdicts on those that were never run again.
  func giveUp() -> [CheckResult] {
    lock.withLock {
      defer { putBack = [] }
      return putBack.compactMap { judged($0.outcome) }
    }
  }

  private func judged(_ outcome: ScenarioOutcome) -> CheckResult? {
    collected.take(outcome, expected: expected[outcome.id] ?? [])
  }
}
