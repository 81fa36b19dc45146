import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns the signals that would end this program into a call, so that it can end what it started. A
/// program that has not ended some time later ends all the same.
final class EndingSignals {
  private let sources: [any DispatchSourceSignal]

  /// What a program may take to end what it started, in seconds: a jail may take ten.
  private static let patience = 15.0

  init(_ onSignal: @escaping @Sendable () -> Void) {
    // Of its own: a task that computes may have every thread that others share.
    let queue = DispatchQueue(label: "ending", qos: .userInteractive)
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        onSignal()
        queue.asyncAfter(deadline: .now() + Self.patience) { _exit(128 + number) }
      }
      source.resume()
      return source
    }
  }

  /// The signals end this program again.
  func stop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
