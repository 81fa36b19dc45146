import Dispatch

/// Does something once after a while, unless cancelled. A sleeping task would be kept until its time,
/// cancelled or not: hundreds of them where verdicts come fast.
package final class Alarm: @unchecked Sendable {
  private let timer: any DispatchSourceTimer

  /// Starts the clock.
  init(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + (delay / .seconds(1)))
    timer.setEventHandler(handler: action)
    timer.resume()
  }

  /// After this it does nothing; a timer may be cancelled from any thread, and more than once.
  package func cancel() { timer.cancel() }
}
