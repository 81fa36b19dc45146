import Foundation

/// Reads `course.yml`.
struct CourseReader {
  static let keys = ["format", "title", "lessons", "roster", "late"]
  static let lessonKeys = [
    "pack", "after", "points", "opens", "due", "late", "checks", "submissions", "from",
  ]
  static let lateKeys = ["grace_minutes", "percent_per_day", "last_day", "floor_percent"]
  /// What `from` may be.
  static let platforms = ["moodle", "canvas", "gradescope", "brightspace", "github-classroom"]

  /// Nil if anything had to be reported to the value's log.
  static func plan(_ root: YamlValue) -> CoursePlan? {
    guard let mapping = root.mapping(keys) else { return nil }
    if let format = mapping.required("format")?.wholeNumber(minimum: 1),
      format > CoursePlan.currentFormat
    {
      root.report(
        "format \(format) is newer than this program, which reads up to \(CoursePlan.currentFormat)",
        hint: "Update the program")
      return nil
    }
    let title = mapping.required("title")?.text()
    let late = mapping.optional("late").map(self.late) ?? LatePolicy()
    let roster = mapping.optional("roster").map { $0.text() }
    guard let list = mapping.required("lessons")?.list() else { return nil }
    if list.isEmpty { root.report("`lessons` is empty", hint: "Name the packs of the course") }
    var lessons: [CourseLesson] = []
    for item in list {
      guard let lesson = lesson(item, late ?? LatePolicy(), before: lessons.map(\.pack)) else {
        continue
      }
      if lessons.contains(where: { $0.pack == lesson.pack }) {
        item.report("`\(lesson.pack)` is set twice", hint: "Name each pack once")
      }
      lessons.append(lesson)
    }
    guard let title, late != nil, lessons.count == list.count, !list.isEmpty else { return nil }
    return CoursePlan(title: title, lessons: lessons, roster: roster ?? nil)
  }

  private static func lesson(
    _ value: YamlValue, _ late: LatePolicy, before: [String]
  ) -> CourseLesson? {
    guard let mapping = value.mapping(lessonKeys),
      let pack = mapping.required("pack")?.text()
    else { return nil }
    var lesson = CourseLesson(pack: pack, late: late)
    var isWhole = true
    func read<T>(_ key: String, _ reader: (YamlValue) -> T?, _ take: (T) -> Void) {
      guard let stated = mapping.optional(key) else { return }
      if let read = reader(stated) { take(read) } else { isWhole = false }
    }
    read("after", { $0.texts() }) { lesson.after = $0 }
    read("points", { $0.number(minimum: 0) }) { lesson.points = $0 }
    read("opens", time) { lesson.opens = $0 }
    read("due", time) { lesson.due = $0 }
    read("late", self.late) { lesson.late = $0 }
    read("checks", visibility) { lesson.checks = $0 }
    read("submissions", { $0.text() }) { lesson.submissions = $0 }
    read("from", platform) { lesson.from = $0 }
    for earlier in lesson.after where !before.contains(earlier) {
      value.report(
        "`\(pack)` comes after `\(earlier)`, which does not stand above it",
        hint: "Put the lessons into the order in which they are set")
    }
    if let opens = lesson.opens, let due = lesson.due, due < opens {
      value.report("`\(pack)` is due before it opens", hint: "Look at `opens` and `due`")
      isWhole = false
    }
    return isWhole ? lesson : nil
  }

  private static func late(_ value: YamlValue) -> LatePolicy? {
    guard let mapping = value.mapping(lateKeys) else { return nil }
    var policy = LatePolicy()
    var isWhole = true
    func read(_ key: String, _ take: (Double) -> Void) {
      guard let stated = mapping.optional(key) else { return }
      if let number = stated.number(minimum: 0) { take(number) } else { isWhole = false }
    }
    read("grace_minutes") { policy.graceMinutes = $0 }
    read("percent_per_day") { policy.percentPerDay = $0 }
    read("floor_percent") { policy.floor = $0 }
    if let stated = mapping.optional("last_day") {
      policy.lastDay = stated.wholeNumber(minimum: 0)
      isWhole = isWhole && policy.lastDay != nil
    }
    for (key, number) in [
      ("percent_per_day", policy.percentPerDay), ("floor_percent", policy.floor),
    ] where number > 100 {
      value.report("`\(key)` is more than 100")
      isWhole = false
    }
    return isWhole ? policy : nil
  }

  private static func visibility(_ value: YamlValue) -> Visibility? {
    word(value, among: Visibility.allCases.map(\.rawValue)).flatMap(Visibility.init)
  }

  private static func platform(_ value: YamlValue) -> String? { word(value, among: platforms) }

  private static func word(_ value: YamlValue, among words: [String]) -> String? {
    guard let text = value.text() else { return nil }
    if words.contains(text) { return text }
    value.report(
      "`\(value.path)` is `\(text)`",
      hint: Spelling.suggestion(for: text, among: words, noun: "words"))
    return nil
  }

  /// With its zone: a time without one would be another in each place that grades.
  private static func time(_ value: YamlValue) -> Date? {
    guard let text = value.text() else { return nil }
    if let time = CourseTime.date(text) { return time }
    value.report(
      "`\(value.path)` is `\(text)`, which is no time with its zone",
      hint: "Write it like `2026-09-14T23:59:00+02:00`")
    return nil
  }
}

/// Times as `course.yml` and platforms write them.
public enum CourseTime {
  /// ISO 8601 with seconds or without, and with its zone; nil for anything else.
  public static func date(_ text: String) -> Date? {
    for formatted in [text, text.replacing(#/T(\d\d:\d\d)(Z|[+-])/#) { "T\($0.1):00\($0.2)" }] {
      if let date = try? Date(formatted, strategy: .iso8601) { return date }
    }
    return nil
  }
}

/// Reads a course's file.
public enum CourseLoader {
  /// `place` is `course.yml`, or the folder that it lies in.
  ///
  /// Throws everything that is wrong with it, not the first thing alone.
  public static func load(_ place: URL) throws(PackError) -> CoursePlan {
    var file = place.standardizedFileURL
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue
    {
      file.appendPathComponent(CoursePlan.file)
    }
    let folder = file.deletingLastPathComponent().path
    let log = ProblemLog()
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw PackError(
        folder: folder,
        PackProblem(
          file: file.lastPathComponent, message: "the file is missing, or no text",
          hint: "A course is a file `course.yml`; lessons/course.yml is an example"))
    }
    let plan = read(text, file: file.lastPathComponent, log)
    if let error = PackError(folder: folder, problems: log.problems) { throw error }
    guard let plan else {
      preconditionFailure("a course that could not be read left no problem in the log")
    }
    return plan
  }

  /// Pure.
  static func read(_ text: String, file: String, _ log: ProblemLog) -> CoursePlan? {
    YamlDocument.read(text, file: file, log: log).flatMap(CourseReader.plan)
  }
}
