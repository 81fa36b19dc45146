import Foundation

/// The clock that runs are timed on: it does not jump when the time of day is set.
enum Uptime {
  /// Seconds since the machine was started.
  static func now() -> Double { ProcessInfo.processInfo.systemUptime }
}
