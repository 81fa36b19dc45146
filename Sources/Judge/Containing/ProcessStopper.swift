import Foundation

/// Stops a running program and all that it started, from any task.
final class ProcessStopper: @unchecked Sendable {
  /// How long byhand-jail may take to kill a tree, in seconds.
  static let patience = 10.0

  private let lock = NSLock()
  private var process: pid_t?
  private var isStopped = false
  private var hasEnded = false
  /// Runs from the first stop until the program has ended.
  private var insistence: (any DispatchSourceTimer)?

  /// Asks byhand-jail to end the whole tree, also what left its session. Called before the program
  /// runs, it will not live; called after its end, it does nothing.
  func stop() {
    lock.withLock {
      guard !hasEnded else { return }
      isStopped = true
      askToEnd()
      // One timer, however often it is stopped: each would be kept for as long.
      if insistence == nil { insistence = Self.timer(after: Self.patience) { self.insist() } }
    }
  }

  /// It was asked to end, by us.
  var wasStopped: Bool { lock.withLock { isStopped } }

  /// Will kill the program if it does not end.
  var isWaiting: Bool { lock.withLock { insistence != nil } }

  /// Stops the program after so many seconds, unless cancelled. A sleeping task would be kept until
  /// its time, cancelled or not: hundreds of them where verdicts come fast.
  func alarm(after seconds: Double) -> any DispatchSourceTimer {
    Self.timer(after: seconds) { self.stop() }
  }

  private static func timer(
    after seconds: Double, _ action: @escaping @Sendable () -> Void
  ) -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + seconds)
    timer.setEventHandler(handler: action)
    timer.resume()
    return timer
  }

  func started(_ identifier: pid_t) {
    lock.withLock {
      process = identifier
      if isStopped { askToEnd() }
    }
  }

  /// The program has ended, and the number may be reused.
  func ended() {
    lock.withLock {
      process = nil
      hasEnded = true
      stopWaiting()
    }
  }

  /// The program has started and has ended, whether or not that has been taken notice of.
  var isGone: Bool {
    lock.withLock {
      guard !hasEnded else { return true }
      guard let process else { return false }
      var news = siginfo_t()
      let outcome = waitid(P_PID, id_t(process), &news, WEXITED | WNOHANG | WNOWAIT)
      return outcome != 0 || news.si_signo == SIGCHLD
    }
  }

  private func stopWaiting() {
    insistence?.cancel()
    insistence = nil
  }

  private func askToEnd() {
    guard let process else { return }
    kill(process, SIGTERM)
    // A program of the same user may have stopped its own jail, where no level forbids that.
    kill(process, SIGCONT)
  }

  private func insist() {
    lock.withLock {
      if let process { kill(-process, SIGKILL) }
      stopWaiting()
    }
  }
}
