import HTMLMarkup
import LessonPacks
import Progress

/// The checks that took longest, and what they looked like when they were last red.
struct StruggleSection {
  let page: StudentPage

  var markup: Markup {
    let struggles = page.struggles
    guard !struggles.isEmpty else { return .none }
    let hasPicture = struggles.contains { $0.struggle.picture != nil }
    let legend = hasPicture ? HeatPicture.legend(page) : .none
    return page.section(
      "struggles", .struggles, lead: "<p class=\"lead\">\(page.say(.strugglesLead))</p>\n",
      "\(struggles.map { item($0.struggle, $0.isRed) })\(legend)")
  }

  private func item(_ struggle: Struggle, _ isRed: Bool) -> Markup {
    let check = page.pack.checks.first { $0.id == struggle.check }
    let statement = check.map { $0.statement[page.language] } ?? struggle.check
    let took = page.time(struggle.seconds)
    let found = struggle.found[page.language.rawValue] ?? struggle.found.values.sorted().first ?? ""
    return """
      <article>
      <p class="kicker">\(page.say(isRed ? .stillRed(took) : .wasRed(took)))\(place(of: check))</p>
      <h3>\(InlineMarkdown(statement).markup)</h3>
      <p class="found" dir="auto">\(InlineMarkdown(found).markup)</p>
      \(struggle.picture.map { HeatPicture(page: page, picture: $0).markup } ?? .none)
      </article>

      """
  }

  private func place(of check: Check?) -> Markup {
    guard let check else { return .none }
    let step = check.step.map { " · " + page.say(.step($0)) } ?? ""
    return " · \(page.say(.block(check.block)) + step)"
  }
}
