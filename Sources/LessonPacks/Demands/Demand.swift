/// Something that a lesson's text asks of the student's code, by the mark at its sentence.
public struct Demand: Sendable, Equatable {
  /// As the mark names it, for example `base_dtype`.
  public var id: String
  /// The block whose text says it first.
  public var block: String
  /// The sentence, where it is said first, in the pack's first language.
  public var sentence: String
  /// Every place where it is said, in every language, in the order of the texts.
  public var places: [Place]
  /// The checks that hold the student's code to it, by id.
  public var checks: [String] = []
  /// The wrong solutions that break it, by name.
  public var brokenBy: [String] = []

  /// A sentence as one line of a list has room for it: its first 59 characters and `…`, if it is longer
  /// than 60.
  public static func start(of sentence: String) -> String {
    sentence.count > 60 ? sentence.prefix(59) + "…" : sentence
  }

  /// A line of one of the pack's texts.
  public struct Place: Sendable, Equatable, CustomStringConvertible {
    /// Relative to the pack's folder.
    public var file: String
    /// From 1.
    public var line: Int

    /// `text/en/A.md:12`.
    public var description: String { "\(file):\(line)" }
  }
}

/// Everything that the marks of a pack's texts say.
public struct Demands: Sendable, Equatable {
  /// In the order of the texts; empty if no sentence is marked.
  public var all: [Demand] = []
  /// Sentences of the first language that sound like a demand, and of which the author says why they
  /// are none.
  public var excused: [Excuse] = []
  /// How many sentences of the first language say a demand.
  public var sentenceCount = 0
  /// Marks that cannot be read, or say nothing.
  public var problems: [PackProblem] = []

  /// Nothing is demanded.
  public init() {}

  /// A sentence that sounds like a demand and is called none.
  public struct Excuse: Sendable, Equatable {
    /// Where the sentence ends and the mark stands.
    public var place: Demand.Place
    /// The sentence as a student reads it.
    public var sentence: String
    /// The author's reason, as the mark gives it.
    public var why: String
  }
}
