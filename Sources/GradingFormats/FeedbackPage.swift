import HTMLMarkup
import LessonPacks
import Reports
import UntrustedText

extension GradeFormat {
  /// One page a student, for a mail or a platform's file of feedback.
  public static let html = GradeFormat("html", fileName: "feedback.html", text: FeedbackPage.html)
  /// The same as Markdown.
  public static let markdown = GradeFormat(
    "markdown", fileName: "feedback.md", text: FeedbackPage.markdown)
}

/// What a student is told of a grade, on a page that loads nothing: the mark, what each block comes to, the
/// known mistake, and of each check that does not hold what was found.
enum FeedbackPage {
  static func html(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    let red = shown(grade)
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="\(grade.language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <title>\(grade.title)</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <style>\(style)</style>
      </head>
      <body>
      <h1>\(grade.title)</h1>
      <p class="total">\(feedback.total)</p>
      \(feedback.head.map { line -> Markup in "<p class=\"head\">\(line)</p>\n" })
      <table><tbody>
      \(grade.blocks.map { row($0, feedback) })</tbody></table>
      \(red.map { item($0, feedback) })\(rest(grade).map { line -> Markup in "<p>\(line)</p>\n" })
      </body>
      </html>
      """
    return page.text
  }

  static func markdown(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    var lines = ["# \(plain(grade.title))", "", plain(feedback.total), ""]
    lines += feedback.head.flatMap { [plain($0), ""] }
    lines += grade.blocks.map { "- \(plain($0.id + " · " + $0.title)): \(points($0, feedback))" }
    for check in shown(grade) {
      lines += ["", "## \(AutolabFormat.mark(check)) \(plain(feedback.title(check)))", ""]
      lines += feedback.lines(check).map { "- \(plain($0))" }
    }
    let rest = rest(grade)
    return (lines + (rest.isEmpty ? [] : [""] + rest.map(plain))).joined(separator: "\n")
  }

  private static var policy: String { "default-src 'none'; style-src 'unsafe-inline'" }

  private static let style: Markup = """
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin: 1.4rem 0 0.3rem; }
    .total { font-size: 1.25rem; font-weight: 700; } .head { border-left: 3px solid #2c6dae; padding-left: 0.8rem; }
    table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid #ccc; }
    ul { margin: 0; padding-left: 1.2rem; } @media print { h2, li { break-inside: avoid; } }
    """

  /// What does not hold and has something to say; where nothing was run there is one reason for all.
  private static func shown(_ grade: Grade) -> [GradedCheck] {
    grade.isRunnable ? grade.checks.filter { $0.status == .wrong || $0.status == .broken } : []
  }

  /// How many were not run.
  private static func rest(_ grade: Grade) -> [String] {
    let count = grade.checks.count { $0.status == .notRun }
    guard count > 0 else { return [] }
    return [
      Phrase(
        en: "\(count) \(count == 1 ? "check was" : "checks were") not run.",
        es: count == 1
          ? "1 comprobación no se ejecutó." : "\(count) comprobaciones no se ejecutaron.")[
          grade.language]
    ]
  }

  private static func row(_ block: GradedBlock, _ feedback: Feedback) -> Markup {
    "<tr><th scope=\"row\">\(block.id) · \(block.title)</th><td>\(points(block, feedback))</td></tr>\n"
  }

  private static func points(_ block: GradedBlock, _ feedback: Feedback) -> String {
    "\(feedback.number(block.score)) / \(feedback.number(block.maximum))"
  }

  private static func item(_ check: GradedCheck, _ feedback: Feedback) -> Markup {
    let lines = feedback.lines(check).map { line -> Markup in "<li>\(line)</li>\n" }
    let list: Markup = lines.isEmpty ? .none : "<ul>\n\(lines)</ul>\n"
    return "<h2>\(AutolabFormat.mark(check)) \(feedback.title(check))</h2>\n\(list)"
  }

  /// What Markdown would take for a mark of its own is a letter: a student's words make no link and no
  /// heading.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "\\`*_{}[]<>#|!~$&".unicodeScalars.contains(scalar) { plain.append("\\") }
      plain.append(scalar)
    }
    return String(plain)
  }
}
