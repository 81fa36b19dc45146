import CellUI
import LessonPacks

/// A question with its answers; once one was given, which is right, and why.
struct QuestionText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    guard let open = model.shownQuestion else { return [] }
    let question = open.question
    let answers = question.answers.enumerated().flatMap { number, answer in
      line(number, answer[model.language], open.given, question)
    }
    return content.markdown(question.ask[model.language]) + [StyledLine()] + answers
      + [StyledLine()] + verdict(open.given, question)
  }

  private func line(
    _ number: Int, _ text: String, _ given: Int?, _ question: Question
  ) -> [StyledLine] {
    var mark = StyledLine("  ")
    if given != nil, number == question.right {
      mark = StyledLine(theme.glyph(.passed) + " ", theme.good)
    } else if number == given {
      mark = StyledLine(theme.glyph(.wrong) + " ", theme.bad)
    }
    let lead = mark + StyledLine("\(number + 1)  ", theme.key)
    return hanging(
      lead, MarkdownInline.line(text, theme: theme.markdown), width: content.width)
  }

  func verdict(_ given: Int?, _ question: Question) -> [StyledLine] {
    guard let given else {
      let how = model.asking == .keys ? Phrase.questionPress : .questionType
      return wrap(StyledLine(content.say(how), theme.dim), width: content.width)
    }
    let right = question.answers[question.right][model.language]
    let head =
      given == question.right
      ? StyledLine(content.say(.questionRight), theme.good)
      : StyledLine(content.say(.questionWrong(right)), theme.title)
    return wrap(head, width: content.width) + content.markdown(question.because[model.language])
  }
}
