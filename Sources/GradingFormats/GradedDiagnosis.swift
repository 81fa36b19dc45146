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
  /// The sentence of the lesson that it goes against, and where that stands; nil where none is known.
  public var lesson: GradedLesson?
  /// What of the student's file shows it, without comments; nil in the copy for students, who have
  /// the whole file.
  public var example: String?

  init(_ diagnosis: Diagnosis, _ wording: Wording, lesson: GradedLesson?, example: String?) {
    self.lesson = lesson
    mistake = diagnosis.name
    sentence = diagnosis.sentence[wording.language]
    words = wording.sentence(for: diagnosis)
    confidence = diagnosis.confidence
    check = diagnosis.lead
    self.example = example
  }
}

/// A sentence of a lesson.
public struct GradedLesson: Sendable, Equatable, Codable {
  /// The block and the step's heading.
  public var place: String
  /// As the text says it.
  public var sentence: String

  /// A sentence, and where it stands.
  public init(place: String, sentence: String) {
    self.place = place
    self.sentence = sentence
  }
}
