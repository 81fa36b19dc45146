import HTMLMarkup
import LessonPacks

/// What the student predicted before the checks said it, and whether it held.
struct PredictionSection {
  let page: StudentPage

  var markup: Markup {
    let predictions = page.predictions
    guard !predictions.isEmpty else { return .none }
    return page.section(
      "predictions", .predictions, lead: "<p class=\"lead\">\(page.say(.predictionsLead))</p>\n",
      "<ol class=\"predictions\">\n\(predictions.map(item))</ol>")
  }

  private func item(_ prediction: Prediction) -> Markup {
    """
    <li class="\(prediction.held ? "held" : "failed")">
    <p class="ask">\(inline(prediction.question.ask))</p>
    <p class="answer"><span class="mark" aria-hidden="true">\(prediction.held ? "✔" : "✘")</span> \(
      answer(prediction))</p>
    <p class="because">\(inline(prediction.question.because))</p>
    </li>

    """
  }

  private func answer(_ prediction: Prediction) -> Markup {
    let given = inline(prediction.question.answers[prediction.given])
    guard !prediction.held else {
      return "<b>\(given)</b> <span class=\"verdict\">\(page.say(.itHeld))</span>"
    }
    let right = inline(prediction.question.answers[prediction.question.right])
    return """
      <s>\(given)</s> <span class="verdict">\(page.say(.itDidNotHold))</span> <b>\(right)</b>
      """
  }

  private func inline(_ text: LocalizedText) -> Markup {
    InlineMarkdown(text[page.language]).markup
  }
}
