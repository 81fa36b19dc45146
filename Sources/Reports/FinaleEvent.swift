import Observations

/// What is heard of a finale while it runs; `ended` is the last, unless it was cancelled.
public enum FinaleEvent: Sendable, Equatable {
  case compiling
  /// The scenario runs.
  case begun
  case observed(Observation)
  case ended(FinaleEnding)
}

/// How a finale came to its end.
public enum FinaleEnding: Sendable, Equatable {
  case finished
  case broken(Breakage)
  /// The student's file did not build.
  case notBuilt(BuildOutcome)
  /// One line through the file takes so many seconds that the training would not come to an end.
  case tooSlow(seconds: Double)
  /// The pack has none.
  case noFinale
}
