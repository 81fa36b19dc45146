import CellUI
import LessonPacks
import Reports

/// When all is green: what was proved, what was measured, and what is left.
struct FinishText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var strings: Strings { content.strings }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    heading(.finishProved) + proved + measured + [StyledLine()] + heading(.finishLeft) + left
  }

  private func heading(_ key: UIText) -> [StyledLine] { [StyledLine(strings[key], theme.title)] }

  private var proved: [StyledLine] {
    let file = model.pack.studentFile
    let count = bullet(strings[.finishCount, "\(model.checkCount)", file])
    return model.pack.blocks.flatMap { block in
      bullet("\(block.id) \(block.title[model.language]) · \(model.greenCount(of: block))")
    } + count
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
    if !conditions.strictGreen { lines += paragraph(.finishStrict) }
    if !conditions.notesMeasured { lines += paragraph(.finishNotes) }
    return conditions.notesMeasured ? lines + paragraph(.finishNothing) : lines
  }

  private func bullet(_ text: String) -> [StyledLine] {
    hanging(
      StyledLine(theme.glyph(.passed) + " ", theme.good), StyledLine(text), width: content.width)
  }

  private func paragraph(_ key: UIText) -> [StyledLine] {
    wrap(StyledLine(strings[key]), width: content.width)
  }
}
