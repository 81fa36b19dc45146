import Foundation
import LessonPacks
import Reports
import UntrustedText

extension GradeFormat {
  /// One table of a whole class, a row a check: for the instructor alone.
  public static let csv = GradeFormat(
    "csv", fileName: "checks.csv", isForStudents: false,
    text: { GradeTable.forPeople([GradeTable.checksHeader] + GradeTable.checkRows($0)) })
}

/// A class as CSV (RFC 4180): one row a submission, and one row a check of each.
public enum GradeTable {
  /// The columns of `grades.csv`, a row a submission: `blocks` are the pack's, by id. `results` is the
  /// name of its folder in `results/`, and of its record.
  public static func header(blocks: [String]) -> String {
    fields(
      [
        "submission", "id", "name", "email", "section", "score", "maximum", "percent", "status",
        "passed", "checks", "first_red", "mistake", "diagnosis",
      ] + blocks.map { "block_\($0)" } + [
        "submitted", "late", "sandbox", "content_hash", "results", "note",
      ])
  }

  /// The columns of `checks.csv`, a row a check.
  public static let checksHeader =
    "submission,block,check,visibility,status,reason,weight,score"

  /// A row of the class. Its status is `green`, `graded`, how it did not build, `ungraded` or `absent`;
  /// without a grade it has no number in it.
  public static func row(_ row: ClassGrades.Row, blocks: [String]) -> String {
    let (grade, status, note) = standing(of: row)
    let points = blocks.map { id in
      grade?.blocks.first { $0.id == id }.map { NumberText.short($0.score) } ?? ""
    }
    let marks: [String] = [
      grade.map { NumberText.short($0.score) } ?? "",
      grade.map { NumberText.short($0.maximum) } ?? "",
      grade.map(percent) ?? "", status, grade.map { String($0.checks.count { $0.passed }) } ?? "",
      grade.map { String($0.checks.count) } ?? "", grade?.firstRed ?? "",
      grade?.diagnosis?.mistake ?? "", grade?.diagnosis?.sentence ?? "",
    ]
    let late = row.delivery?.isLate.map { $0 ? "late" : "in time" }
    return fields(
      [row.submission] + person(row.people) + marks + points + [
        row.delivery?.submittedAt ?? "", late ?? "", grade?.sandbox ?? "", grade?.contentHash ?? "",
        grade == nil ? "" : row.folder, note,
      ])
  }

  private static func standing(of row: ClassGrades.Row) -> (Grade?, status: String, note: String) {
    switch row.outcome {
    case .graded(let grade):
      let status =
        grade.green
        ? "green" : grade.build.status == .built ? "graded" : grade.build.status.rawValue
      return (grade, status, note(grade))
    case .ungraded(let reason): return (nil, "ungraded", reason)
    case .absent: return (nil, "absent", "nothing was handed in")
    }
  }

  /// Of a group, what each is called, with a semicolon between.
  private static func person(_ people: [Participant]) -> [String] {
    [\Participant.id, \.name, \.email, \.section].map { part in
      let known = people.compactMap { $0[keyPath: part] }
      let distinct = known.enumerated().filter { known.firstIndex(of: $0.element) == $0.offset }
      return distinct.map(\.element).joined(separator: "; ")
    }
  }

  /// How it did not build, and what was odd about its wrapping.
  public static func note(_ grade: Grade) -> String {
    let build = grade.build.status == .built ? [] : [grade.build.sentence]
    return (build + (grade.notes ?? [])).joined(separator: "; ")
  }

  /// One row for each check of a submission, in the pack's order.
  public static func checkRows(_ grade: Grade) -> [String] {
    grade.checks.map { check in
      fields([
        grade.submission, check.block, check.id, check.visibility.rawValue,
        check.status.rawValue, check.reason?.rawValue ?? "", NumberText.short(check.weight),
        NumberText.short(check.score),
      ])
    }
  }

  /// `87.5`.
  public static func percent(_ grade: Grade) -> String {
    String(format: "%.1f", locale: Locale(identifier: "C"), 100 * grade.fraction)
  }

  /// A whole table for people, without a line end after its last row: the mark that Excel needs to take
  /// it for UTF-8 stands before it. Readers of CSV take it, Python's with `utf-8-sig`. Tables that a
  /// platform imports are made without it.
  public static func forPeople(_ rows: [String]) -> String {
    "\u{FEFF}" + rows.joined(separator: "\n")
  }

  /// A row of fields, each cut after `limit` characters.
  public static func fields(_ texts: [String], limit: Int = 500) -> String {
    texts.map { field($0, limit) }.joined(separator: ",")
  }

  /// A spreadsheet runs a field that begins as a formula does, whatever blanks or quotes it passes over
  /// and whatever mark follows: an apostrophe keeps it a text. By scalars, as a reader of CSV reads: a
  /// quote with an accent behind it ends a field, and is a `Character` of its own.
  private static func field(_ text: String, _ limit: Int) -> String {
    let shown = harmless(text, limit: limit)
    guard shown.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return shown }
    return "\"" + VisibleText.replacing("\"", in: shown, with: "\"\"") + "\""
  }

  /// The same without the quotes that CSV needs.
  static func harmless(_ text: String) -> String { harmless(text, limit: 500) }

  private static func harmless(_ text: String, limit: Int) -> String {
    let shown = VisibleText.line(text, limit: limit)
    let start = shown.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\"" }
    return start.map(formulaStarts.contains) ?? false ? "'" + shown : shown
  }

  /// Those that are as wide as an East Asian character begin a formula too.
  private static let formulaStarts = "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
}
