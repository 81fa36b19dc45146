import GradingFormats
import HTMLMarkup
import LessonPacks

/// The mistakes that the class makes, with an example each and the lesson's sentence.
struct MisconceptionSection {
  let report: ClassReport

  var markup: Markup {
    let all = report.misconceptions.map(item)
    let none: Markup = "<p>\(report.say(.noMisconception))</p>"
    return report.section(
      "misconceptions", .misconceptions, .misconceptionsLead,
      (all.isEmpty ? none : all.joined()) + unnamed)
  }

  private func item(_ one: Misconception) -> Markup {
    """
    <article class="mistake">
    <h3>\(InlineMarkdown(one.sentence).markup)</h3>
    <p><span class="count">\(
      report.say(.share(one.submissions.count, report.figures.graded)))</span> <span class="name">\(
      one.mistake)</span></p>
    \(said(one.lesson))\(example(one.example))<details open="open"><summary>\(
      report.say(.whoHasIt))</summary><p>\(
      report.list(one.submissions.map { report.name(of: $0) }))</p></details>
    </article>

    """
  }

  private func said(_ lesson: GradedLesson?) -> Markup {
    guard let lesson else { return .none }
    return """
      <p class="place">\(report.say(.lessonSays)), \(lesson.place):</p>
      <blockquote>\(InlineMarkdown(lesson.sentence).markup)</blockquote>

      """
  }

  private func example(_ code: String?) -> Markup {
    guard let code, !code.isEmpty else { return .none }
    return "<p class=\"place\">\(report.say(.example)):</p>\n<pre><code>\(code)</code></pre>\n"
  }

  /// Red files that look like nothing that the lesson knows, by their first red check.
  private var unnamed: Markup {
    let red = report.grades.grades.filter {
      !$0.green && $0.isRunnable && $0.diagnosis == nil
    }
    guard !red.isEmpty else { return .none }
    let firsts = Dictionary(red.compactMap(\.firstRed).map { ($0, 1) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let statements = Dictionary(
      report.grades.grades.flatMap(\.checks).map { ($0.id, $0.statement) },
      uniquingKeysWith: { first, _ in first })
    let rows = firsts.map { check, count -> Markup in
      """
      <tr><th scope="row"><code>\(check)</code></th><td>\(
        InlineMarkdown(statements[check] ?? "").markup)</td><td>\(count)</td></tr>

      """
    }
    return """
      <h3>\(report.say(.unnamed)): \(report.say(.share(red.count, report.figures.graded)))</h3>
      <table><tbody>
      \(rows)</tbody></table>

      """
  }
}
