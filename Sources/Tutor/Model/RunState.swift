/// Whether checks are being run.
public enum RunState: Equatable, Sendable {
  case idle
  case running(Run)

  /// The run that is going on; nil while none is.
  public var current: Run? {
    if case .running(let run) = self { run } else { nil }
  }
}

/// A run that has not come to its end.
public struct Run: Equatable, Sendable {
  /// As the effect that asked for it says.
  public let number: Int
  /// False while the student's file is being compiled.
  public var isBuilt = false
  /// The check that runs now.
  public var check: String?
  /// Seconds since it was asked for.
  public var elapsed = 0.0

  /// A run that was asked for just now.
  public init(number: Int) { self.number = number }
}
