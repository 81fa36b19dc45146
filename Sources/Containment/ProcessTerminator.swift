import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stops a running program and all that it started, from any task.
package final class ProcessTerminator: Sendable {
  /// How long byhand-jail may take to kill a tree.
  static let grace = Duration.seconds(10)

  private struct State {
    var process: pid_t?
    var wasStopped = false
    var hasEnded = false
    /// Runs from the first stop until the program has ended.
    var killTimer: Alarm?

    func askToEnd() {
      guard let process else { return }
      kill(process, SIGTERM)
      // A program of the same user may have stopped its own jail, where no level forbids that.
      kill(process, SIGCONT)
    }

    mutating func cancelTimer() {
      killTimer?.cancel()
      killTimer = nil
    }
  }

  private let state = Mutex(State())

  /// Knows of no program yet.
  package init() {}

  /// Asks byhand-jail to end the whole tree, also what left its session. Called before the program
  /// runs, it will not live; called after its end, it does nothing.
  package func stop() {
    state.withLock { state in
      guard !state.hasEnded else { return }
      state.wasStopped = true
      state.askToEnd()
      // One timer, however often it is stopped: each would be kept for as long.
      if state.killTimer == nil { state.killTimer = Alarm(after: Self.grace) { self.forceKill() } }
    }
  }

  /// It was asked to end, by us.
  package var wasStopped: Bool { state.withLock { $0.wasStopped } }

  /// Will kill the program if it does not end.
  var isWaiting: Bool { state.withLock { $0.killTimer != nil } }

  /// Stops the program after `timeout`, unless cancelled.
  package func alarm(after timeout: Duration) -> Alarm { Alarm(after: timeout) { self.stop() } }

  func started(_ identifier: pid_t) {
    state.withLock { state in
      state.process = identifier
      if state.wasStopped { state.askToEnd() }
    }
  }

  /// The program has ended, and the number may be reused.
  func ended() {
    state.withLock { state in
      state.process = nil
      state.hasEnded = true
      state.cancelTimer()
    }
  }

  /// The program has started and has ended, whether or not that has been taken notice of.
  package var hasExited: Bool {
    state.withLock { state in
      guard !state.hasEnded else { return true }
      guard let process = state.process else { return false }
      var news = siginfo_t()
      let outcome = waitid(P_PID, id_t(process), &news, WEXITED | WNOHANG | WNOWAIT)
      return outcome != 0 || news.si_signo == SIGCHLD
    }
  }

  private func forceKill() {
    state.withLock { state in
      if let process = state.process { kill(-process, SIGKILL) }
      state.cancelTimer()
    }
  }
}
