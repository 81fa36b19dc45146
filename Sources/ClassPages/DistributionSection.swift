import HTMLMarkup
import LessonPacks

/// The marks as a histogram.
struct DistributionSection {
  let report: ClassReport

  private static let (width, height, foot) = (640, 200, 24)

  var markup: Markup {
    let bins = report.figures.bins
    guard let highest = bins.max(), highest > 0 else { return .none }
    let step = Self.width / bins.count
    let bars = bins.enumerated().map { index, count -> Markup in
      let tall = count * (Self.height - 20) / highest
      let x = index * step
      let label: Markup = index == 10 ? "100" : "\(10 * index)–"
      return """
        <rect class="bar" x="\(x + 4)" y="\(Self.height - tall)" width="\(step - 8)" height="\(tall)"/>
        <text x="\(x + step / 2)" y="\(Self.height - tall - 5)" text-anchor="middle">\(count)</text>
        <text class="soft" x="\(x + step / 2)" y="\(
          Self.height + 17)" text-anchor="middle">\(label)</text>

        """
    }
    let words = bins.enumerated().filter { $0.element > 0 }.map { index, count in
      "\(index == 10 ? "100" : "\(10 * index)–\(10 * index + 9)") %: \(count)"
    }.joined(separator: ", ")
    return report.section(
      "distribution", .distribution, .distributionLead,
      """
      <svg role="img" aria-label="\(words)" viewBox="0 0 \(Self.width) \(Self.height + Self.foot)">
      \(bars)</svg>
      \(sections)
      """)
  }

  /// A row a section, where the class has several.
  private var sections: Markup {
    let named = report.grades.rows.compactMap { row in
      row.people.compactMap(\.section).first.map { ($0, row) }
    }
    let groups = Dictionary(grouping: named) { $0.0 }
    guard groups.count > 1 else { return .none }
    let rows = groups.keys.sorted().map { section -> Markup in
      let grades = report.grades.with((groups[section] ?? []).map(\.1))
      let figures = ClassFigures(grades)
      let median = figures.quantile(0.5).map { report.percent($0) } ?? "–"
      return """
        <tr><th scope="row">\(section)</th><td>\(figures.graded) \(report.say(.graded))</td><td>\(
          figures.green) \(report.say(.green))</td><td>\(report.say(.median)) \(median)</td></tr>

        """
    }
    return "<table><tbody>\n\(rows)</tbody></table>"
  }
}

/// How many pass each block and each check.
struct PassRateSection {
  let report: ClassReport

  var markup: Markup {
    let blocks = PassRate.blocks(report.grades.grades)
    guard !blocks.isEmpty else { return .none }
    let parts = blocks.map { block, green, all, checks -> Markup in
      """
      <h3>\(block.id) · \(InlineMarkdown(block.title).markup): \(report.say(.share(green, all)))</h3>
      <ul class="rates">
      \(checks.map(item))</ul>

      """
    }
    return report.section("rates", .passRates, .passRatesLead, parts.joined())
  }

  private func item(_ rate: PassRate) -> Markup {
    let percent = rate.of > 0 ? 100 * rate.passed / rate.of : 0
    let mark: Markup = rate.isHidden ? " (\(report.say(.hidden)))" : .none
    return """
      <li><span>\(InlineMarkdown(rate.statement).markup)\(mark)</span> <span class="number">\(
        rate.passed) / \(rate.of)</span><span class="meter"><span style="width: \(
        percent)%"></span></span></li>

      """
  }
}
