import Reports

extension GradeFormat {
  /// For Autolab.
  public static let autolab = GradeFormat(
    "autolab", fileName: "autolab.txt", text: AutolabFormat.render)
}

/// What an Autolab grader prints: feedback, and on the last line the scores, a problem a block. Checks
/// that were not run are one line, not one each.
enum AutolabFormat {
  static func render(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    var lines = ["\(feedback.grade.title): \(feedback.total)"] + feedback.head + feedback.summary
    for check in grade.checks where check.status != .notRun {
      lines.append("\(mark(check)) \(feedback.title(check))")
      lines += feedback.lines(check).map { "    " + $0 }
    }
    lines += feedback.notRun.map { "⚠ " + $0 }
    let scores = Dictionary(grade.checks.map { ($0.block, $0.score) }, uniquingKeysWith: +)
    return (lines.map(Feedback.line) + [JSONText.oneLine(["scores": scores])])
      .joined(separator: "\n")
  }

  static func mark(_ check: GradedCheck) -> String {
    switch check.status {
    case .passed: "✔"
    case .wrong: "✘"
    case .broken, .notRun: "⚠"
    }
  }
}
