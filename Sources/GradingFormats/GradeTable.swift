import Foundation
import LessonPacks
import Reports

/// A class as CSV (RFC 4180): one row a submission, and one row a check of each.
public enum GradeTable {
  public static let header =
    "submission,score,maximum,percent,status,passed,checks,sandbox,content_hash,note"
  public static let checksHeader =
    "submission,block,check,visibility,status,reason,weight,score"

  /// The row of a submission. Its status is `green`, `graded`, or how it did not build.
  public static func row(_ grade: Grade) -> String {
    let status =
      grade.green ? "green" : grade.build.status == "built" ? "graded" : grade.build.status
    return fields([
      grade.submission, NumberText.short(grade.score), NumberText.short(grade.maximum),
      percent(grade), status, String(grade.checks.count { $0.passed }),
      String(grade.checks.count), grade.sandbox, grade.contentHash,
      grade.build.status == "built" ? "" : grade.build.sentence,
    ])
  }

  /// The row of a submission that could not be graded, for a reason that is not the student's.
  public static func row(ungraded submission: String, reason: String) -> String {
    fields([submission, "", "", "", "ungraded", "", "", "", "", reason])
  }

  public static func checkRows(_ grade: Grade) -> [String] {
    grade.checks.map { check in
      fields([
        grade.submission, check.block, check.id, check.isHidden ? "hidden" : "visible",
        check.status, check.reason ?? "", NumberText.short(check.weight),
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

  /// A spreadsheet runs a field that begins as a formula does: an apostrophe keeps it a text.
  private static func field(_ text: String, _ limit: Int) -> String {
    var shown = VisibleText.line(text, limit: limit)
    if let first = shown.first, "=+-@".contains(first) { shown = "'" + shown }
    guard shown.contains(where: { ",\"".contains($0) }) else { return shown }
    return "\"\(shown.replacing("\"", with: "\"\""))\""
  }
}
