import HTMLMarkup
import LessonPacks
import Progress

/// The whole page: what stands around its sections, and their order.
struct PageShell {
  let page: StudentPage

  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="\(page.language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8"/>
    <title>\(title)</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="generator" content="byhand export"/>
    <meta name="color-scheme" content="light dark"/>
    <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
    <link rel="icon" href="data:,"/>
    <style>
    \(PageStyle.sheet)
    </style>
    </head>
    <body>
    <header>
    \(PageOpening(page: page).markup)
    </header>
    <main>
    \(sections)
    </main>
    <footer><p>\(page.say(.madeWith))</p></footer>
    </body>
    </html>

    """
  }

  private var title: String { page.pack.title[page.language] }

  /// A browser that obeys it loads nothing and runs nothing, whatever the page says.
  private var policy: String { "default-src 'none'; style-src 'unsafe-inline'; img-src data:" }

  private var sections: [Markup] {
    [
      NotesSection(page: page).markup, FinaleSection(page: page).markup,
      StruggleSection(page: page).markup, PredictionSection(page: page).markup,
      MeasureSection(page: page).markup, CodeSection(page: page).markup,
    ]
  }
}

extension StudentPage {
  /// A part of the page under a heading.
  func section(_ id: Markup, _ heading: Phrase, lead: Markup = .none, _ content: Markup) -> Markup {
    """
    <section id="\(id)">
    <h2>\(say(heading))</h2>
    \(lead)\(content)
    </section>

    """
  }
}

/// The lesson's name, what it builds, and the figures.
struct PageOpening {
  let page: StudentPage

  var markup: Markup {
    """
    <p class="kicker">\(page.say(.aLesson))</p>
    <h1>\(page.pack.title[page.language])</h1>
    \(about)\(figures)\(blocks)
    """
  }

  private var about: Markup {
    guard let about = page.pack.about else { return .none }
    return "<p class=\"lede\">\(InlineMarkdown(about[page.language]).markup)</p>\n"
  }

  private var figures: Markup {
    guard page.hasProgress else { return .none }
    let checks = page.pack.checks
    let green = checks.count(where: page.isGreen)
    let predictions = page.predictions
    let held = predictions.count(where: \.held)
    var all = [figure(.checksGreen, page.share(green, of: checks.count))]
    if let seconds = page.secondsSpent { all.append(figure(.timeSpent, page.time(seconds))) }
    if !predictions.isEmpty {
      all.append(figure(.predictionsHeld, page.share(held, of: predictions.count)))
    }
    if page.progress.runs > 0 {
      all.append(figure(.runsOfChecks, page.whole(page.progress.runs)))
    }
    return "<dl class=\"figures\">\(all)</dl>\n"
  }

  private func figure(_ name: Phrase, _ value: String) -> Markup {
    "<div><dt>\(page.say(name))</dt><dd>\(value)</dd></div>"
  }

  /// What was built, block by block, with a bar of its green checks.
  private var blocks: Markup {
    guard page.hasProgress else { return .none }
    let rows = page.pack.blocks.map { block -> Markup in
      let green = block.checks.count(where: page.isGreen)
      let count = page.share(green, of: block.checks.count)
      return """
        <li><span class="letter">\(block.id)</span> <span class="what">\(
          InlineMarkdown(block.title[page.language]).markup)</span> <span class="count">\(
          count)</span></li>

        """
    }
    return "<ol class=\"blocks\">\n\(rows)</ol>\n"
  }
}

/// What the checks measured.
struct MeasureSection {
  let page: StudentPage

  var markup: Markup {
    let measures = page.measures
    guard !measures.isEmpty else { return .none }
    let rows = measures.map { label, value -> Markup in
      """
      <tr><th scope="row">\(InlineMarkdown(label).markup)</th><td dir="auto">\(value)</td></tr>

      """
    }
    return page.section(
      "measures", .measured, "<table class=\"measures\"><tbody>\n\(rows)</tbody></table>")
  }
}
