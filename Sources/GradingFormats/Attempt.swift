/// What an earlier run gave another file of the same student's.
public struct Attempt: Sendable, Equatable, Codable {
  /// SHA-256 of the file, in hexadecimal.
  public var contentHash: String
  /// ISO 8601, where the export said it.
  public var submittedAt: String?
  /// In the pack's weights.
  public var score: Double
  /// The most that it could come to.
  public var maximum: Double
  /// The first check that did not hold, by id.
  public var firstRed: String?
  /// The known mistake that it looked like.
  public var mistake: String?

  /// What a grade came to, for the time line.
  public init(_ grade: Grade, submittedAt: String?) {
    contentHash = grade.contentHash
    self.submittedAt = submittedAt
    score = grade.score
    maximum = grade.maximum
    firstRed = grade.firstRed
    mistake = grade.diagnosis?.mistake
  }
}
