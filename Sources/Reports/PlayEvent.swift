/// What is heard of a playground while it is compiled and run; `failed`, `unreadable` or `ended` is
/// the last, unless it was cancelled.
public enum PlayEvent: Sendable, Equatable {
  case compiling
  /// It did not compile: the errors in the student's file, then those in the playground, each in the
  /// order of its lines.
  case failed([Diagnostic])
  /// One of the two files, by its name, is no source.
  case unreadable(file: String, UnreadableSource)
  /// All that it printed: control characters removed, head and tail kept. Not empty.
  case output(String)
  case ended(PlayEnding)
}

/// How a playground came to its end.
public enum PlayEnding: Sendable, Equatable {
  /// Time in its process, in milliseconds.
  case finished(milliseconds: Double)
  /// It called `exit`.
  case exited(status: Int)
  /// It was stopped, or died; the file that a crash's line is in.
  case broken(Breakage, file: String?)

  /// What the runtime says before an error of a `try` outside of any function.
  public static let uncaught = "Error raised at top level: "

  /// Whether it came to an end of its own.
  public var isGood: Bool {
    switch self {
    case .finished, .exited(status: 0): true
    case .exited, .broken: false
    }
  }
}
