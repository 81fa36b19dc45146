import Foundation
import Reports
import UntrustedText

extension GradeFormat {
  /// For Moodle's Virtual Programming Lab.
  public static let vpl = GradeFormat(
    "vpl", fileName: "vpl.txt", text: VPLFormat.render)
}

/// What an evaluation prints for Moodle's Virtual Programming Lab: comments, and the grade out of 100.
///
/// VPL takes the last line that begins with its grade tag. Every line here begins with a tag of ours,
/// what comes from the student cannot hold one, and the grade stands last.
enum VPLFormat {
  static func render(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    var lines = comments(["-" + feedback.total] + feedback.head)
    for check in grade.checks {
      lines += comments(["-\(AutolabFormat.mark(check)) \(feedback.title(check))"])
      lines += comments(feedback.lines(check).map { ">" + $0 })
    }
    let number = String(format: "%.2f", locale: Locale(identifier: "C"), 100 * grade.fraction)
    return (lines + ["Grade :=>> \(number)"]).joined(separator: "\n")
  }

  private static func comments(_ lines: [String]) -> [String] {
    lines.map { "Comment :=>>" + VisibleText.replacing(":=>>", in: $0, with: ":=> >") }
  }
}
