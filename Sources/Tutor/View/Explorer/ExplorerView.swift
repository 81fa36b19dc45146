import CellUI
import LessonPacks

extension Painter {
  /// One check's result on the whole screen.
  mutating func drawExplorer() {
    drawHeader()
    guard let area = layout.result else { return }
    _ = box(area, StyledLine(resultTitle, theme.accent))
    let text = area.textArea
    guard let explorer = Explorer(model, in: text) else {
      return scrolled(
        ResultText(model, width: text.width, isWhole: true).lines, from: model.diff.scroll, in: text
      )
    }
    for (row, line) in explorer.above.enumerated() { put(line, row, in: text) }
    for panel in explorer.panels { drawPanel(panel, cursor: explorer.cursor) }
    let (_, below) = text.splitTop(text.height - explorer.below.count)
    for (row, line) in explorer.below.enumerated() { put(line, row, in: below) }
  }
}
