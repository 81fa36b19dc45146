import LessonPacks
import Progress
import Reports

/// A student's work in one lesson, as one page that can be shown: HTML that is well-formed XML too,
/// without a script and without anything that is loaded from elsewhere.
public struct StudentPage: Sendable {
  /// One of the student's files.
  public struct File: Sendable, Equatable {
    /// Its name, without a folder.
    public var name: String
    /// What it holds; nil where it could not be read.
    public var text: String?
    /// What is wrong with it, if anything is.
    public var trouble: FileTrouble?

    /// A file of the student's.
    public init(name: String, text: String?, trouble: FileTrouble? = nil) {
      self.name = name
      self.text = text
      self.trouble = trouble
    }
  }

  /// Why a file is not on the page as it is.
  public enum FileTrouble: Sendable, Equatable {
    /// It is not there.
    case missing
    /// A folder, a link or a pipe has its name.
    case noFile
    /// The system does not give it; why.
    case unreadable(String)
    /// It holds bytes that are no text.
    case notText
    /// It is longer than the page shows.
    case cut
  }

  /// The lesson.
  public var pack: Pack
  /// What the student has done in it.
  public var progress: StudentProgress
  /// Whether the progress could be read; without, the page says nothing of checks.
  public var hasProgress: Bool
  /// That of every sentence of the page.
  public var language: Language
  /// The student's own words, as Markdown; nil while there are none.
  public var notes: String?
  /// What the notes say was measured, by measure: where the progress has kept no values.
  public var measured: [String: String]
  /// In the order of the work.
  public var files: [File]
  /// How long the student was at work, in active seconds; nil where that was not counted.
  public var secondsSpent: Double?

  /// A page of these.
  public init(
    pack: Pack, progress: StudentProgress, hasProgress: Bool = true, language: Language,
    notes: String? = nil, measured: [String: String] = [:], files: [File],
    secondsSpent: Double? = nil
  ) {
    self.pack = pack
    self.progress = progress
    self.hasProgress = hasProgress
    self.language = language
    self.notes = notes
    self.measured = measured
    self.files = files
    self.secondsSpent = secondsSpent
  }

  /// The page. Pure: the same values give the same bytes.
  public var html: String { PageShell(page: self).markup.text }

  func say(_ phrase: Phrase) -> String { phrase[language] }
}

extension StudentPage {
  /// So many struggles are shown.
  static let mostStruggles = 3
  /// Red for less than so many active seconds, a check was no struggle.
  static let leastSeconds = 10.0

  var struggles: [(struggle: Struggle, isRed: Bool)] {
    progress.longestStruggles(Self.mostStruggles, least: Self.leastSeconds)
  }

  /// Every question that was answered, in the lesson's order.
  var predictions: [Prediction] {
    pack.blocks.flatMap { block in
      block.questions.compactMap { question in
        let given = progress.blocks[block.id]?.answers[question.id]
        return given.flatMap { Prediction(block: block, question: question, given: $0) }
      }
    }
  }

  var questionCount: Int { pack.blocks.reduce(0) { $0 + $1.questions.count } }

  func isGreen(_ check: Check) -> Bool { progress.checks[check.id]?.state == .passed }

  /// What was measured, with its label; nil where nothing was.
  var measures: [(label: String, value: String)] {
    pack.measures.compactMap { measure in
      let kept = progress.page?.measured[measure.id]
      let value = kept?[language.rawValue] ?? kept?.values.sorted().first ?? measured[measure.id]
      return value.map { (measure.label[language], $0) }
    }
  }
}

/// What a student predicted.
struct Prediction {
  var block: Block
  var question: Question
  /// From 0.
  var given: Int

  /// Nil where the pack has no such answer any more.
  init?(block: Block, question: Question, given: Int) {
    guard question.answers.indices.contains(given),
      question.answers.indices.contains(question.right)
    else { return nil }
    (self.block, self.question, self.given) = (block, question, given)
  }

  var held: Bool { given == question.right }
}
