import Synchronization

/// How long each scenario of one run may take, as time-outs come in. They are counted where they happen,
/// before anything else is told the clock: what hears of them later would let the next scenario have its
/// whole time, and a grade would depend on what ran when.
final class TimeoutBudget: Sendable {
  private struct State {
    var timeouts = 0
    /// What is run again, with its whole time.
    var again: Set<String> = []
  }

  private let limits: TimeLimits
  private let state = Mutex(State())

  init(_ limits: TimeLimits) { self.limits = limits }

  /// The same time for every scenario, whatever happened to the others.
  convenience init(each timeout: Duration) {
    self.init(TimeLimits(packs: [:], otherwise: timeout / .seconds(1)))
  }

  /// How long a scenario may run now, in seconds.
  func limit(_ scenario: String) -> Double {
    state.withLock { state in
      state.again.contains(scenario)
        ? limits.whole(scenario) : limits.limit(scenario, after: state.timeouts)
    }
  }

  func countTimeout() { state.withLock { $0.timeouts += 1 } }

  /// From now on these have their whole time.
  func grantWholeTime(_ scenarios: [String]) { state.withLock { $0.again.formUnion(scenarios) } }
}
