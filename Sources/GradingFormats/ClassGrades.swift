import LessonPacks

/// A whole class after grading: what every table and page of a class is written from.
public struct ClassGrades: Sendable, Equatable {
  /// What one row of a class came to.
  public enum Outcome: Sendable, Equatable {
    /// Without what was printed and found in single checks: see `Grade.forClass`.
    case graded(Grade)
    /// Not judged, or of a kind that is not read, with the reason.
    case ungraded(reason: String)
    /// In the roster, and nothing was handed in.
    case absent
  }

  /// A submission, or somebody who handed in nothing.
  public struct Row: Sendable, Equatable {
    /// Unique in the class.
    public var submission: String
    /// The folder of its results and the stem of its record: what of the name a file may be called.
    public var folder: String
    /// Whose it is, where a roster or an export says so. Of a group, everybody.
    public var people: [Participant]
    /// How it came; nil where nothing says it.
    public var delivery: Delivery?
    /// What it came to.
    public var outcome: Outcome
    /// What earlier runs gave other files of theirs, the oldest first.
    public var attempts: [Attempt]

    /// A row of the table.
    public init(
      submission: String, folder: String, people: [Participant] = [], delivery: Delivery? = nil,
      outcome: Outcome, attempts: [Attempt] = []
    ) {
      self.attempts = attempts
      self.submission = submission
      self.folder = folder
      self.people = people
      self.delivery = delivery
      self.outcome = outcome
    }

    /// Nil where there is none.
    public var grade: Grade? {
      if case .graded(let grade) = outcome { grade } else { nil }
    }
  }

  /// The pack's folder name.
  public var pack: String
  /// The lesson's name.
  public var title: String
  /// That of all sentences.
  public var language: Language
  /// By name.
  public var rows: [Row]

  /// A class; `rows` are sorted here.
  public init(pack: String, title: String, language: Language, rows: [Row]) {
    self.pack = pack
    self.title = title
    self.language = language
    self.rows = rows.sorted { $0.submission < $1.submission }
  }

  /// A part of the class.
  public func with(_ rows: [Row]) -> ClassGrades {
    ClassGrades(pack: pack, title: title, language: language, rows: rows)
  }

  /// Those with a grade, by name.
  public var grades: [Grade] { rows.compactMap(\.grade) }
}

extension Grade {
  /// What a table of the class needs of it: a class of thousands is held in memory.
  public var forClass: Grade {
    var copy = self
    copy.build.complaints = []
    for index in copy.checks.indices {
      copy.checks[index].details = []
      copy.checks[index].output = nil
    }
    return copy
  }
}
