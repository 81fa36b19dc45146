import GradingFormats
import LessonPacks

/// A known mistake that somebody in a class makes, and who.
public struct Misconception: Sendable, Equatable {
  /// The mistake's name: that of the pack's wrong solution.
  public var mistake: String
  /// What is wrong, as students are told it.
  public var sentence: String
  /// The red check that it is named after most often, by id.
  public var check: String?
  /// The block that the check belongs to.
  public var block: String?
  /// The sentence of the lesson that it goes against.
  public var lesson: GradedLesson?
  /// How many files it accounts for wholly, and how many in most.
  public var sure: Int
  /// See `sure`.
  public var likely: Int
  /// The rows that have it, by name.
  public var submissions: [String]
  /// What of one of those files shows it, the shortest of them.
  public var example: String?

  /// Those of a class, the commonest first, and by name where as many have them.
  public static func all(in grades: ClassGrades) -> [Misconception] {
    let known = grades.grades.compactMap { grade in grade.diagnosis.map { (grade, $0) } }
    return Dictionary(grouping: known) { $0.1.mistake }.map { mistake, files in
      let checks = Dictionary(
        files.compactMap { $0.1.check }.map { ($0, 1) }, uniquingKeysWith: +)
      let examples = files.compactMap { $0.1.example }
      let check = checks.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      return Misconception(
        mistake: mistake, sentence: files[0].1.sentence, check: check,
        block: files[0].0.checks.first { $0.id == check }?.block,
        lesson: files.lazy.filter { $0.1.check == check }.compactMap(\.1.lesson).first,
        sure: files.count { $0.1.confidence == .sure },
        likely: files.count { $0.1.confidence == .likely },
        submissions: files.map(\.0.submission).sorted(),
        example: examples.min { ($0.count, $0) < ($1.count, $1) })
    }.sorted { ($1.submissions.count, $0.mistake) < ($0.submissions.count, $1.mistake) }
  }

  /// `mistakes.csv`, a row a mistake; `share` is of all that have a grade, in percent.
  static func table(
    _ all: [Misconception], graded: Int, name: (String) -> String
  ) -> String {
    let header = GradeTable.fields([
      "mistake", "sentence", "block", "check", "sure", "likely", "count", "share", "students",
    ])
    let rows = all.map { one in
      let share = graded > 0 ? 1000 * one.submissions.count / graded : 0
      return GradeTable.fields(
        [
          one.mistake, one.sentence, one.block ?? "", one.check ?? "", String(one.sure),
          String(one.likely),
          String(one.submissions.count), "\(share / 10).\(share % 10)",
          one.submissions.map(name).joined(separator: "; "),
        ], limit: 100_000)
    }
    return GradeTable.forPeople([header] + rows) + "\n"
  }
}
