import Foundation
import LessonPacks
import Reports
import UntrustedText

extension GradeFormat {
  /// One table of a whole class, a row a check: for the instructor alone.
  public static let csv = GradeFormat(
    "csv", fileName: "checks.csv", isForStudents: false,
    text: { ([GradeTable.checksHeader] + GradeTable.checkRows($0)).joined(separator: "\n") })
}

/// A class as CSV (RFC 4180): one row a submission, and one row a check of each.
public enum GradeTable {
  /// The columns of `grades.csv`, a row a submission.
  public static let header =
    "submission,score,maximum,percent,status,passed,checks,sandbox,content_hash,note"
  /// The columns of `checks.csv`, a row a check.
  public static let checksHeader =
    "submission,block,check,visibility,status,reason,weight,score"

  /// The row of a submission. Its status is `green`, `graded`, or how it did not build.
  public static func row(_ grade: Grade) -> String {
    let status =
      grade.green
      ? "green" : grade.build.status == .built ? "graded" : grade.build.status.rawValue
    return fields([
      grade.submission, NumberText.short(grade.score), NumberText.short(grade.maximum),
      percent(grade), status, String(grade.checks.count { $0.passed }),
      String(grade.checks.count), grade.sandbox, grade.contentHash,
      note(grade),
    ])
  }

  /// How it did not build, and what was odd about its wrapping.
  public static func note(_ grade: Grade) -> String {
    let build = grade.build.status == .built ? [] : [grade.build.sentence]
    return (build + (grade.notes ?? [])).joined(separator: "; ")
  }

  /// The row of a submission that could not be graded, for a reason that is not the student's.
  public static func row(ungraded submission: String, reason: String) -> String {
    fields([submission, "", "", "", "ungraded", "", "", "", "", reason])
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

  /// A row of fields, each cut after `limit` characters.
  public static func fields(_ texts: [String], limit: Int = 500) -> String {
    texts.map { field($0, limit) }.joined(separator: ",")
  }

  /// A spreadsheet runs a field that begins as a formula does, whatever blanks or quotes it passes over
  /// and whatever mark follows: an apostrophe keeps it a text. By scalars, as a reader of CSV reads: a
  /// quote with an accent behind it ends a field, and is a `Character` of its own.
  private static func field(_ text: String, _ limit: Int) -> String {
    var shown = VisibleText.line(text, limit: limit)
    let start = shown.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\"" }
    if let start, formulaStarts.contains(start) { shown = "'" + shown }
    guard shown.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return shown }
    return "\"" + VisibleText.replacing("\"", in: shown, with: "\"\"") + "\""
  }

  /// Those that are as wide as an East Asian character begin a formula too.
  private static let formulaStarts = "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
}
