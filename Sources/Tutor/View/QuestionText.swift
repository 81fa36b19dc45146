import CellUI
import LessonPacks

/// A question with its answers; once one was given, which is right, and why.
struct QuestionText {
  let content: OverlayContent
  let index: Int

  private var model: Model { content.model }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    guard model.questions.indices.contains(index) else { return [] }
    let question = model.questions[index]
    let given = model.answer(to: question)
    let ask = content.markdown(question.ask[model.language])
    let answers = question.answers.enumerated().flatMap { number, answer in
      line(number, answer[model.language], given, question)
    }
    return ask + [StyledLine()] + answers + [StyledLine()] + verdict(given, question)
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

  private func verdict(_ given: Int?, _ question: Question) -> [StyledLine] {
    guard let given else { return [StyledLine(content.strings[.questionPress], theme.dim)] }
    let isRight = given == question.right
    let head = StyledLine(
      content.strings[isRight ? .questionRight : .questionWrong], isRight ? theme.good : theme.title
    )
    return [head] + content.markdown(question.because[model.language])
  }
}
