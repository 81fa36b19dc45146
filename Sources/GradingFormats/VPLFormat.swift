import Foundation
import Reports
import UntrustedText

extension GradeFormat {
  /// For Moodle's Virtual Programming Lab.
  public static let vpl = GradeFormat("vpl", fileName: "vpl.txt") { grade, platform in
    VPLFormat.render(grade, marks: platform.vplMarks)
  }
}

/// What an evaluation prints for Moodle's Virtual Programming Lab: comments, and the grade in the
/// activity's own marks.
///
/// VPL takes the last line that begins with its grade tag. Every line here begins with a tag of ours,
/// what comes from the student cannot hold one, and the grade stands last. A line that begins with `-`
/// is the title of a comment, so what belongs to one has none: of a file that does not compile there
/// is one comment.
enum VPLFormat {
  /// `marks` is nil for an activity that has no grade: then none is printed.
  static func render(_ grade: Grade, marks: ClosedRange<Double>?) -> String {
    let feedback = Feedback(grade: grade)
    var lines = comments(["-" + feedback.total] + (feedback.head + feedback.summary).map(body))
    for check in grade.checks where check.status != .notRun {
      lines += comments(["-\(AutolabFormat.mark(check)) \(feedback.title(check))"])
      lines += comments(feedback.lines(check).map { ">" + $0 })
    }
    lines += comments(feedback.notRun.map { "-⚠ " + $0 })
    guard let marks else { return lines.joined(separator: "\n") }
    let mark = marks.lowerBound + grade.fraction * (marks.upperBound - marks.lowerBound)
    let number = String(format: "%.2f", locale: Locale(identifier: "C"), mark)
    return (lines + ["Grade :=>> \(number)"]).joined(separator: "\n")
  }

  /// The compiler's own lines are set in, and shown as they are.
  private static func body(_ line: String) -> String {
    if line.hasPrefix("  ") { return ">" + line.dropFirst(2) }
    return line.hasPrefix("-") ? " " + line : line
  }

  private static func comments(_ lines: [String]) -> [String] {
    lines.map { "Comment :=>>" + VisibleText.replacing(":=>>", in: $0, with: ":=> >") }
  }
}
