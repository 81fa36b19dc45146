import Synchronization

/// What one file may take for all its checks, in seconds.
///
/// Only what its programs do is counted, from when they are loaded, and what loading takes beyond what
/// it always takes: how long a busy machine lets a compiler or a new process wait is no file's fault.
final class TimeBudget: Sendable {
  /// A right file takes half a second. One whose checks all run into their limits is through with
  /// this.
  static let perFile = 25.0
  /// What each process has for being loaded before it counts.
  static let loading = 0.15

  let seconds: Double
  private let spent = Mutex(0.0)

  /// `workers` run side by side.
  init(workers: Int = 1, seconds: Double = TimeBudget.perFile) {
    self.seconds = seconds * Double(workers)
  }

  /// No bounds but those of each check.
  static func endless() -> TimeBudget { TimeBudget(seconds: .infinity) }

  func spend(_ seconds: Double) { spent.withLock { $0 += max(0, seconds) } }

  /// Whether nothing is left, with what a program has spent that still runs.
  func isSpent(besides running: Double = 0) -> Bool {
    spent.withLock { $0 + running > seconds }
  }
}
