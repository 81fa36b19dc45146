import LessonPacks

/// A known mistake that a student's run looks like.
public struct Diagnosis: Sendable, Equatable {
  /// How sure it is.
  public enum Confidence: String, Sendable, Equatable, Codable {
    /// The same checks are red, in the same way.
    case sure
    /// Most of it is the same.
    case likely
  }

  /// The known mistake's name.
  public var name: String
  /// What is wrong, as one sentence to the student.
  public var sentence: LocalizedText
  /// How much of the run it accounts for.
  public var confidence: Confidence
  /// The red checks that the mistake accounts for.
  public var explains: Set<String>
  /// The check that the mistake is named after: the first of those that must catch it, of the red ones.
  public var lead: String?

  /// `name` is the wrong solution's that the run looks like.
  public init(
    name: String, sentence: LocalizedText, confidence: Confidence, explains: Set<String> = [],
    lead: String? = nil
  ) {
    self.lead = lead
    self.explains = explains
    self.name = name
    self.sentence = sentence
    self.confidence = confidence
  }
}

/// What a table of known mistakes makes of a run.
public enum Recognition: Sendable, Equatable {
  case named(Diagnosis)
  /// These fit, and say different things: none of them is named.
  case alike([String])
  /// None fits.
  case unknown
  /// One fits, by a single symptom that says nothing in particular: others may show the same.
  case tooLittle(nearest: String)
  /// Nothing that was begun is red.
  case nothingRed
  case notBuilt
}
