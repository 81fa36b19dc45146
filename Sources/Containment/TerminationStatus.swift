/// How a program ended.
package enum TerminationStatus: Sendable, Equatable {
  /// byhand-jail could not contain or start it, and said why on standard error.
  case notStarted
  /// By itself, with this exit status.
  case exited(Int)
  /// By this signal.
  case signalled(Int)
}
