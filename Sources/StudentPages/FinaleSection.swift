import HTMLMarkup
import LessonPacks
import Progress
import Reports

/// The student's layer at work: what a model wrote before it was trained with it, and after.
struct FinaleSection {
  let page: StudentPage

  var markup: Markup {
    guard let finale = page.progress.page?.finale else { return .none }
    let title = page.pack.finale.map { $0.title[page.language] }
    let facts = finale.facts.compactMap { $0[page.language.rawValue] }
    return page.section(
      "finale", title.map { .same($0) } ?? .finale, lead: lead(finale),
      """
      \(texts(finale))\(answers(finale))\(curve(finale))
      \(facts.isEmpty ? .none : "<ul class=\"facts\">\(facts.map(fact))</ul>")
      """)
  }

  private func fact(_ sentence: String) -> Markup { "<li dir=\"auto\">\(sentence)</li>" }

  private func lead(_ finale: FinaleRecord) -> Markup {
    let took = page.time(finale.seconds)
    let stop = finale.stop.flatMap(TrainingStop.init).map {
      Wording(page.language, pack: page.pack).sentence(for: $0)
    }
    let model = finale.model.map { page.say(.trainedModel($0, took)) }
    let words = [model ?? page.say(.trainedSmall(took)), stop].compactMap { $0 }
    return "<p class=\"lead\">\(words.joined(separator: " "))</p>\n"
  }

  private func texts(_ finale: FinaleRecord) -> Markup {
    let both = [(Phrase.before, finale.before, "then"), (.after, finale.after, "now")]
    let shown = both.compactMap { name, text, kind -> Markup? in
      text.map {
        """
        <figure class="\(kind)"><figcaption>\(page.say(name))</figcaption><blockquote dir="auto">\(
          $0)</blockquote></figure>

        """
      }
    }
    return shown.isEmpty ? .none : "<div class=\"pair\">\n\(shown)</div>\n"
  }

  private func answers(_ finale: FinaleRecord) -> Markup {
    guard !finale.answers.isEmpty else { return .none }
    return "<div class=\"answers\">\n\(finale.answers.map(answer))</div>\n"
  }

  private func answer(_ answers: FinaleRecord.Answers) -> Markup {
    let wording = Wording(page.language, pack: page.pack)
    let said = answers.said.enumerated().map { index, said -> Markup in
      let moment = wording.moment(
        of: FinaleAnswer(
          step: said.step, state: said.state, question: answers.question, answer: said.text))
      let kind = index == 0 ? "then" : "now"
      return """
        <div class="\(kind)"><dt>\(moment)</dt><dd dir="auto">\(said.text)</dd></div>

        """
    }
    return """
      <article><h3 dir="auto">\(answers.question)</h3>
      <dl class="pair">\(said)</dl></article>

      """
  }

  private func curve(_ finale: FinaleRecord) -> Markup {
    LossCurve(page: page, losses: finale.losses, steps: finale.steps, known: finale.known).markup
  }
}
