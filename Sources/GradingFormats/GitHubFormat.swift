import LessonPacks
import Reports
import UntrustedText

extension GradeFormat {
  /// For a workflow of GitHub Actions, which shows them beside the student's lines.
  public static let github = GradeFormat(
    "github", fileName: "github.txt", text: GitHubFormat.render)
}

/// Workflow commands of GitHub Actions: an error for each red check, and a notice with the score, the
/// blocks, the known mistake and how many errors are not shown.
///
/// GitHub shows ten errors of a step, so the first ten are written. Of a file that cannot be run there
/// is one error, the compiler's words. Source: Workflow commands for GitHub Actions, and
/// `packages/core/src/command.ts` of actions/toolkit for what is escaped.
enum GitHubFormat {
  static let mostErrors = 10

  static func render(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    let red = grade.isRunnable ? grade.checks.filter { !$0.passed } : []
    var errors = red.prefix(mostErrors).map { check in
      var silent = check
      silent.output = nil
      let found = feedback.lines(silent)
      return command(
        "error", file: grade.file, line: check.line, title: feedback.title(check),
        lines: found.isEmpty ? [Feedback.line(check.statement)] : found)
    }
    if !grade.isRunnable {
      errors = [
        command(
          "error", file: grade.file, line: grade.build.line, title: grade.title,
          lines: feedback.head)
      ]
    }
    let notice = command(
      "notice", file: nil, line: nil, title: "\(grade.title): \(feedback.total)",
      lines: (grade.isRunnable ? feedback.head : []) + feedback.summary
        + more(red.count - mostErrors, grade.language))
    return (errors + [notice]).joined(separator: "\n")
  }

  private static func more(_ count: Int, _ language: Language) -> [String] {
    guard count > 0 else { return [] }
    let words =
      count == 1
      ? Phrase(
        en: "And one more red check, which is not shown here.",
        es: "Y una comprobación en rojo más, que aquí no se muestra.")
      : Phrase(
        en: "And \(count) more red checks, which are not shown here.",
        es: "Y \(count) comprobaciones en rojo más, que aquí no se muestran.")
    return [words[language]]
  }

  private static func command(
    _ name: String, file: String?, line: Int?, title: String, lines: [String]
  ) -> String {
    var properties: [String] = []
    if let file { properties.append("file=" + property(Feedback.line(file))) }
    if let line { properties.append("line=\(line)") }
    properties.append("title=" + property(Feedback.line(title)))
    return "::\(name) \(properties.joined(separator: ","))::"
      + data(lines.map(Feedback.line).joined(separator: "\n"))
  }

  private static func data(_ text: String) -> String {
    [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")].reduce(text) {
      VisibleText.replacing($1.0, in: $0, with: $1.1)
    }
  }

  private static func property(_ text: String) -> String {
    [(":", "%3A"), (",", "%2C")].reduce(data(text)) {
      VisibleText.replacing($1.0, in: $0, with: $1.1)
    }
  }
}
