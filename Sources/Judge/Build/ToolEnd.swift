import Containment

/// How a program of the toolchain ended, and what it printed on both streams, up to a megabyte.
struct ToolEnd: Sendable {
  /// The processor time it may use, in seconds: a hundred times what a lesson's file takes.
  static let processorLimit = 12
  /// What all compilers of one file have together on the clock, in seconds; each of them has 3 s of
  /// processor time at least.
  static let secondsForAll = 20.0

  /// What a program may use that is started so many seconds after the first one.
  static func processorLimit(after seconds: Double) -> Int {
    max(3, min(processorLimit, Int(secondsForAll - seconds)))
  }
  /// After so many seconds on the clock it is stopped. More than its processor time: what is stopped
  /// here has waited for the machine.
  static let timeout = Duration.seconds(40)

  var status: TerminationStatus
  var text: String
  /// It was stopped by the judge, for the time it took.
  var wasStopped = false

  /// Why it did not do what it was asked to.
  enum Failure: Sendable, Equatable {
    /// It said no by itself.
    case refused
    /// It used up the processor time that it may have.
    case overran
    /// It was stopped by the clock.
    case stalled
    /// Something that is not the judge killed it.
    case killed
    /// It crashed.
    case crashed(signal: Int)
  }

  /// Nil where it did what it was asked to.
  var failure: Failure? {
    switch status {
    case .exited(0): nil
    case .exited: wasStopped ? .stalled : .refused
    case .signalled(Self.processorSignal): .overran
    case .signalled where wasStopped: .stalled
    case .signalled(9): .killed
    case .signalled(let signal): .crashed(signal: signal)
    case .notStarted: .killed
    }
  }

  /// SIGXCPU, on Linux and on macOS.
  private static let processorSignal = 24
}
