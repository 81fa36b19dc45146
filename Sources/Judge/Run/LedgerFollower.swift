import Foundation
import Observations
import Reports

/// Feeds a ledger from several tasks, and stops the process when the ledger says so.
final class LedgerFollower: @unchecked Sendable {
  private let lock = NSLock()
  private var ledger: RunLedger
  private let stopper: ProcessStopper
  private let onBegin: @Sendable (String) -> Void
  private let onObservation: @Sendable (Observation) -> Void
  private let onFinish: @Sendable (ScenarioOutcome) -> Void

  init(
    _ ledger: RunLedger, stopper: ProcessStopper, onBegin: @escaping @Sendable (String) -> Void,
    onObservation: @escaping @Sendable (Observation) -> Void,
    onFinish: @escaping @Sendable (ScenarioOutcome) -> Void
  ) {
    self.onObservation = onObservation
    self.ledger = ledger
    self.stopper = stopper
    self.onBegin = onBegin
    self.onFinish = onFinish
  }

  static func now() -> Double { ProcessInfo.processInfo.systemUptime }

  /// What counts of the time that the process has had, in seconds.
  var seconds: Double { lock.withLock { ledger.seconds(at: Self.now()) } }
  var stack: [UInt64] { lock.withLock { ledger.stack } }
  var output: String { lock.withLock { ledger.output } }

  func takeFrames(_ bytes: [UInt8]) { step { $0.takeFrames(bytes, at: Self.now()) } }

  func takeOutput(_ bytes: [UInt8]) { step { $0.takeOutput(bytes) } }

  func checkTime(limit: (String) -> Double) {
    step { $0.checkTime(Self.now(), limit: limit) }
  }

  func stop(_ reason: Breakage) { step { $0.stop(reason) } }

  func stopForTime() { step { $0.stopForTime(Self.now()) } }

  /// What a process left to be done when it ended.
  struct Rest {
    var scenarios: [String]
    /// The build was never loaded, and this is how that ended.
    var loadFailure: Breakage?
    /// Something that is not the judge killed it, and no outcome is known of this scenario.
    var wasKilled: Bool
    var killedScenario: String?
    /// What it printed last.
    var output: String
  }

  func end(_ ending: ProcessEnding, studentFile: String, place: CrashPlace) -> Rest {
    step { $0.end(ending, studentFile: studentFile, place: place) }
    return lock.withLock {
      Rest(
        scenarios: ledger.remaining, loadFailure: ledger.loadFailure,
        wasKilled: ledger.wasKilled, killedScenario: ledger.killedScenario, output: ledger.output)
    }
  }

  /// The callbacks run under the lock: what is told is told one after the other, in its order.
  private func step(_ change: (inout RunLedger) -> Void) {
    lock.withLock {
      change(&ledger)
      let news = ledger.takeNews()
      for id in news.begun { onBegin(id) }
      for observation in news.observed { onObservation(observation) }
      for outcome in news.finished { onFinish(outcome) }
      if ledger.mustStop { stopper.stop() }
    }
  }
}
