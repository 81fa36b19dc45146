import Containment
import Observations
import Reports
import Synchronization

/// One process that runs scenarios: its pipes and the clock are heard here, in whichever task, and what
/// comes of it goes into the run's stream of events.
final class ProbeSession: Sendable {
  private let tracker: Mutex<ScenarioTracker>
  private let events: AsyncStream<ScenarioEvent>.Continuation
  private let terminator: ProcessTerminator
  private let timeouts: TimeoutBudget

  /// Stops the process through `terminator` when the tracker says so.
  init(
    _ tracker: ScenarioTracker, terminator: ProcessTerminator, timeouts: TimeoutBudget,
    events: AsyncStream<ScenarioEvent>.Continuation
  ) {
    self.tracker = Mutex(tracker)
    self.terminator = terminator
    self.timeouts = timeouts
    self.events = events
  }

  /// What counts of the time that the process has had, in seconds.
  var seconds: Double { tracker.withLock { $0.seconds(at: Uptime.now()) } }
  /// Where it was when it died.
  var stack: [UInt64] { tracker.withLock { $0.stack } }
  /// What it printed last.
  var output: String { tracker.withLock { $0.output } }

  func receiveFrames(_ bytes: [UInt8]) { step { $0.receiveFrames(bytes, at: Uptime.now()) } }

  func receiveOutput(_ bytes: [UInt8]) { step { $0.receiveOutput(bytes) } }

  func checkTime() { step { $0.checkTime(Uptime.now(), limit: timeouts.limit) } }

  func stop(_ reason: Breakage) { step { $0.stop(reason) } }

  func stopForTime() { step { $0.stopForTime(Uptime.now()) } }

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
    /// The scenarios that its probes declare; nil where it said nothing.
    var declared: Set<String>?
  }

  func end(_ status: TerminationStatus, studentFiles: Set<String>, location: CrashLocation) -> Rest
  {
    step { $0.end(status, studentFiles: studentFiles, location: location) }
    return tracker.withLock { tracker in
      Rest(
        scenarios: tracker.remaining, loadFailure: tracker.loadFailure,
        wasKilled: tracker.wasKilled, killedScenario: tracker.killedScenario,
        output: tracker.output, declared: tracker.declared)
    }
  }

  /// Yielding never waits, so it is done under the lock: the events keep the tracker's order.
  private func step(_ change: (inout ScenarioTracker) -> Void) {
    tracker.withLock { tracker in
      change(&tracker)
      for event in tracker.takeEvents() {
        if case .finished(let outcome) = event, case .timedOut = outcome.breakage {
          timeouts.countTimeout()
        }
        events.yield(event)
      }
      if tracker.mustStop { terminator.stop() }
    }
  }
}
