import Foundation

/// Stops a running program and all that it started, from any task.
final class ProcessStopper: @unchecked Sendable {
  /// How long byhand-jail may take to kill a tree, in seconds.
  static let patience = 10.0

  private let lock = NSLock()
  private var process: pid_t?
  private var isStopped = false

  /// Asks byhand-jail to end the whole tree, also what left its session. Called before the program
  /// runs, it will not live.
  func stop() {
    lock.withLock {
      isStopped = true
      askToEnd()
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { self.insist() }
  }

  /// Stops the program after so many seconds, unless cancelled. A sleeping task would be kept until
  /// its time, cancelled or not: hundreds of them where verdicts come fast.
  func alarm(after seconds: Double) -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + seconds)
    timer.setEventHandler { self.stop() }
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
  func ended() { lock.withLock { process = nil } }

  private func askToEnd() {
    guard let process else { return }
    kill(process, SIGTERM)
    // A program of the same user may have stopped its own jail, where no level forbids that.
    kill(process, SIGCONT)
  }

  private func insist() {
    lock.withLock {
      if let process { kill(-process, SIGKILL) }
    }
  }
}
