import LessonPacks
import Reports

/// The known mistake that a graded submission looks like.
public struct GradedDiagnosis: Sendable, Equatable, Codable {
  /// The mistake's name: that of the pack's wrong solution.
  public var mistake: String
  /// What is wrong, as one sentence to the student.
  public var sentence: String
  /// The same with how sure it is, as `byhand check` says it.
  public var words: String
  /// How much of the run it accounts for.
  public var confidence: Diagnosis.Confidence
  /// The red check that the mistake is named after, by id.
  public var check: String?
  /// What of the student's file shows it, without comments; nil in the copy for students, who have
  /// the whole file.
  public var example: String?

  init(_ diagnosis: Diagnosis, _ wording: Wording, example: String?) {
    mistake = diagnosis.name
    sentence = diagnosis.sentence[wording.language]
    words = wording.sentence(for: diagnosis)
    confidence = diagnosis.confidence
    check = diagnosis.lead
    self.example = example
  }
}
