import CellUI
import LessonPacks
import Reports

/// When every check is green: what was checked, what was measured, and what is left.
struct FinishText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    heading(.finishChecked) + checked + measured + [StyledLine()] + heading(.finishLeft) + left
  }

  private func heading(_ phrase: Phrase) -> [StyledLine] {
    [StyledLine(content.say(phrase), theme.title)]
  }

  private var checked: [StyledLine] {
    model.pack.blocks.flatMap { block in
      bullet("\(block.id) \(block.title[model.language]) · \(model.greenCount(of: block))")
    } + bullet(content.say(.finishCount(model.checkCount, model.pack.work.name)))
  }

  private var measured: [StyledLine] {
    guard let values = model.report?.measures, !values.isEmpty else { return [] }
    let rows = values.flatMap { value in
      let label = model.pack.measures.first { $0.id == value.id }?.label[model.language]
      return bullet("\(label ?? value.id): \(value.value[model.language])")
    }
    return [StyledLine()] + heading(.finishMeasured) + rows
  }

  private var left: [StyledLine] {
    let conditions = model.stopConditions
    var lines: [StyledLine] = []
    if !model.pack.checks.contains(where: { $0.kind == .strict }) {
      lines += paragraph(.finishStrict)
    }
    lines += paragraph(
      conditions.notesMeasured ? .finishNothing(model.asking) : .finishNotes(model.asking))
    if let next = model.nextLesson {
      let lesson = model.lessons[next]
      lines += paragraph(
        .finishNext(lesson.name(model.language), id: lesson.id, model.asking))
    }
    return lines
  }

  private func bullet(_ text: String) -> [StyledLine] {
    hanging(
      StyledLine(theme.glyph(.passed) + " ", theme.good), StyledLine(text), width: content.width)
  }

  private func paragraph(_ phrase: Phrase) -> [StyledLine] {
    wrap(StyledLine(content.say(phrase)), width: content.width)
  }
}
