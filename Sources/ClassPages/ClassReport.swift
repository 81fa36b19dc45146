import GradingFormats
import HTMLMarkup
import LessonPacks

/// What a class believes, on one page that loads nothing, and as a table of its mistakes.
public struct ClassReport {
  let grades: ClassGrades
  let figures: ClassFigures
  let misconceptions: [Misconception]

  /// A page about a class.
  public init(_ grades: ClassGrades) {
    self.grades = grades
    figures = ClassFigures(grades)
    misconceptions = Misconception.all(in: grades)
  }

  /// `report.html` and `mistakes.csv`.
  public var files: [ClassFile] {
    [
      ClassFile(path: "report.html", text: markup.text),
      ClassFile(
        path: "mistakes.csv",
        text: Misconception.table(
          misconceptions, graded: figures.graded,
          name: { name(of: $0) })),
    ]
  }

  func say(_ phrase: Phrase) -> String { phrase[grades.language] }

  /// A browser that obeys it loads nothing and runs nothing, whatever the page says.
  private var policy: String { "default-src 'none'; style-src 'unsafe-inline'; img-src data:" }

  /// Well-formed as XML too.
  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="\(grades.language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8"/>
    <title>\(grades.title)</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
    <link rel="icon" href="data:,"/>
    <style>
    \(ReportStyle.sheet)
    </style>
    </head>
    <body>
    <header>
    <p class="kicker">\(say(.aClass)) · \(grades.pack)</p>
    <h1>\(grades.title)</h1>
    \(opening)
    </header>
    <main>
    \([
      DistributionSection(report: self).markup, MisconceptionSection(report: self).markup,
      PassRateSection(report: self).markup, StuckSection(report: self).markup,
      AttemptSection(report: self).markup, WithoutGradeSection(report: self).markup,
    ])
    </main>
    <footer><p>\(say(.madeWith))</p></footer>
    </body>
    </html>

    """
  }

  private var opening: Markup {
    var all = [
      figure(.rows, "\(figures.rows)"), figure(.graded, "\(figures.graded)"),
      figure(.green, "\(figures.green)"),
    ]
    for (phrase, count) in [
      (Phrase.ungraded, figures.ungraded), (.absent, figures.absent), (.late, figures.late),
    ] where count > 0 {
      all.append(figure(phrase, "\(count)"))
    }
    if let median = figures.quantile(0.5), let low = figures.quantile(0.25),
      let high = figures.quantile(0.75)
    {
      all.append(figure(.median, percent(median)))
      all.append(figure(.quartiles, "\(Int(low.rounded()))–\(percent(high))"))
    }
    return "<dl class=\"figures\">\(all)</dl>"
  }

  private func figure(_ name: Phrase, _ value: String) -> Markup {
    "<div><dt>\(say(name))</dt><dd>\(value)</dd></div>"
  }

  func percent(_ value: Double) -> String { "\(Int(value.rounded())) %" }

  /// A part of the page under a heading.
  func section(_ id: Markup, _ heading: Phrase, _ lead: Phrase? = nil, _ content: Markup) -> Markup
  {
    let words: Markup = lead.map { "<p class=\"lead\">\(say($0))</p>\n" } ?? .none
    return """
      <section id="\(id)" class="long">
      <h2>\(say(heading))</h2>
      \(words)\(content)
      </section>

      """
  }

  /// What a row is called for people: its student's name beside its own, where they differ.
  func name(of row: ClassGrades.Row) -> String {
    let names = row.people.compactMap(\.name).joined(separator: ", ")
    return names.isEmpty || names == row.submission
      ? row.submission : "\(names) (\(row.submission))"
  }

  func name(of submission: String) -> String {
    grades.rows.first { $0.submission == submission }.map { name(of: $0) } ?? submission
  }

  func list(_ names: [String]) -> Markup { "\(names.joined(separator: " · "))" }
}
