/// A program that could not be started, or whose run was cancelled.
package enum ContainmentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The reason is a sentence without its full stop.
  case cannotRun(program: String, reason: String)
  /// The task was cancelled; what was started is gone.
  case cancelled

  package var description: String {
    switch self {
    case .cannotRun(let program, let reason):
      "cannot run \(program): \(reason). `byhand doctor` shows what is found on this machine."
    case .cancelled: "the run was cancelled."
    }
  }
}
