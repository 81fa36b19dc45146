import LessonPacks
import Reports

/// What is kept of a finale that ran to its end.
public struct FinaleRecord: Sendable, Equatable, Codable {
  /// A question, and what the model answered first and last.
  public struct Answers: Sendable, Equatable, Codable {
    /// What it was asked.
    public var question: String
    /// The first answer, and after how many steps it was given.
    public var first: String, firstStep: Int
    /// The last answer, and after how many steps; nil where there was one alone.
    public var last: String?, lastStep: Int?
  }

  /// What the language model is called; nil for the lesson's own small one.
  public var model: String?
  /// What was written before the training, and after.
  public var before: String?, after: String?
  /// In the order in which they were asked.
  public var answers: [Answers]
  /// At most 200 of the losses, the first and the last among them.
  public var losses: [Double]
  /// How many steps there were.
  public var steps: Int
  /// How much the model still knew of what it had known, as `5/5`.
  public var known: String?
  /// A `TrainingStop`.
  public var stop: String?
  /// From the beginning to the last word, in seconds.
  public var seconds: Double
  /// Whatever else was measured, each as a sentence by language.
  public var facts: [[String: String]]

  private static let most = (losses: 200, answers: 60, facts: 40, scalars: 4000)

  /// What is kept of a show. A path on the student's machine is not.
  public init(_ show: FinaleShow, pack: Pack) {
    func short(_ text: String) -> String {
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.most.scalars)))
    }
    model = show.model.map(short)
    before = show.before.map(short)
    after = show.after.map(short)
    answers = show.questions.prefix(Self.most.answers).map { first, last in
      Answers(
        question: short(first.question), first: short(first.answer), firstStep: first.step,
        last: last.map { short($0.answer) }, lastStep: last?.step)
    }
    // No file of JSON holds what is no number.
    losses = Self.thinned(show.losses.filter(\.isFinite), to: Self.most.losses)
    steps = show.losses.count
    known = show.known.map(short)
    stop = show.stop?.rawValue
    let took = show.now - show.start
    seconds = took.isFinite ? max(0, took) : 0
    facts = show.facts.filter { FinaleValue(rawValue: $0.name) != .unsaved }.prefix(Self.most.facts)
      .map { fact in
        Dictionary(
          uniqueKeysWithValues: Language.allCases.map { language in
            (language.rawValue, short(Wording(language, pack: pack).line(for: fact)))
          })
      }
  }

  static func thinned(_ values: [Double], to count: Int) -> [Double] {
    guard values.count > count, count > 1 else { return values }
    return (0..<count).map { values[$0 * (values.count - 1) / (count - 1)] }
  }
}
