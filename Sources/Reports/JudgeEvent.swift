import LessonPacks

/// What the judge says while it works, in order; `completed` is the last, unless it was cancelled.
public enum JudgeEvent: Sendable, Equatable {
  /// These bytes, by hash, are being compiled.
  case compiling(sourceHash: String)
  case built(BuildOutcome)
  case started(check: String)
  case finished(CheckResult)
  case completed(Report)
}
