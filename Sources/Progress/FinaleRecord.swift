import LessonPacks
import Reports

/// What is kept of a finale that ran to its end.
public struct FinaleRecord: Sendable, Equatable, Codable {
  /// A question, and what the model answered, in the order in which it did.
  public struct Answers: Sendable, Equatable, Codable {
    /// What it was asked.
    public var question: String
    /// Never empty: the first and the last, or one for each state that the lesson compares.
    public var said: [Said]
  }

  /// One answer.
  public struct Said: Sendable, Equatable, Codable {
    /// After how many steps it was given, or in which state of those that the pack has labels for.
    public var step: Int, state: String?
    /// What was answered.
    public var text: String
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

  private static let most = (losses: 200, answers: 60, states: 8, facts: 40, scalars: 4000)

  /// What is kept of a show. A path on the student's machine is not.
  public init(_ show: FinaleShow, pack: Pack) {
    func short(_ text: String) -> String {
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.most.scalars)))
    }
    model = show.model.map(short)
    before = show.before.map(short)
    after = show.after.map(short)
    answers = show.questions.prefix(Self.most.answers).map { answers in
      Answers(
        question: short(answers[0].question),
        said: answers.prefix(Self.most.states).map {
          Said(step: $0.step, state: $0.state, text: short($0.answer))
        })
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
