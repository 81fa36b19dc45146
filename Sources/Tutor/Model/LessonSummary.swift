import LessonPacks

/// One lesson as the course's page shows it.
public struct LessonSummary: Equatable, Sendable {
  /// The pack's folder name.
  public var id: String
  /// The lesson's name, without its number.
  public var title: LocalizedText
  /// What it builds, if its pack says so.
  public var about: LocalizedText?
  /// How many minutes it takes, if its pack says so.
  public var minutes: ClosedRange<Int>?
  /// Those that its texts exist in.
  public var languages: [Language]
  /// How many of its checks are green.
  public var green: Int
  /// How many checks it has.
  public var checkCount: Int
  /// Where the student was, for example `D · Merge`; nil before the lesson was begun.
  public var position: LocalizedText?
  /// Seconds since the student was last there; nil before the lesson was begun.
  public var secondsAgo: Double?
  /// Seconds in which the student was at work in it.
  public var activeSeconds: Double
  /// The lessons that are best done before it, by their packs' names; one need not be here.
  public var after: [String]
  /// Whether an instructor's pack was added, in place of one that ships.
  public var isAdded: Bool

  /// A lesson as the course's page shows it; not begun, unless a position and a time are given.
  public init(
    id: String, title: LocalizedText, about: LocalizedText? = nil, minutes: ClosedRange<Int>? = nil,
    languages: [Language] = Language.allCases, green: Int = 0, checkCount: Int,
    position: LocalizedText? = nil, secondsAgo: Double? = nil, activeSeconds: Double = 0,
    after: [String] = [], isAdded: Bool = false
  ) {
    self.activeSeconds = activeSeconds
    self.after = after
    self.id = id
    self.title = title
    self.about = about
    self.minutes = minutes
    self.languages = languages
    self.green = green
    self.checkCount = checkCount
    self.position = position
    self.secondsAgo = secondsAgo
    self.isAdded = isAdded
  }

  /// The lesson's number, if its name begins with one, and its title.
  func name(_ language: Language) -> String { Self.name(id, title, language) }

  static func name(_ id: String, _ title: LocalizedText, _ language: Language) -> String {
    let number = id.prefix { $0.isNumber }
    return number.isEmpty ? title[language] : "\(number) \(title[language])"
  }

  /// Whether the student was ever there.
  public var isBegun: Bool { secondsAgo != nil }
  var isFinished: Bool { checkCount > 0 && green == checkCount }
}

extension LessonSummary {
  /// The lesson to go on with: the one last worked on that is not finished, else what comes next, else
  /// the first.
  public static func toGoOnWith(_ lessons: [LessonSummary]) -> Int {
    CourseWay(lessons).offered?.lesson ?? 0
  }

  /// Whether the lesson that was worked on last, of all of them, is this one and is not finished: then
  /// the tutor opens there, and not on the course's page.
  public static func toGoBackTo(_ lessons: [LessonSummary]) -> Int? {
    guard let last = CourseWay.last(of: lessons), !lessons[last].isFinished else { return nil }
    return last
  }
}
