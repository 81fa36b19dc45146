import CellUI
import LessonPacks
import Reports

extension Painter {
  /// The result of the selected check beside the text: what is said of it, and below a small picture.
  mutating func drawResult() {
    guard let area = layout.result else { return }
    let joins = layout.lesson.map { $0.x == area.x } ?? false
    _ = box(area, StyledLine(resultTitle, theme.title), joinsAbove: joins)
    let text = area.textArea
    let lines = ResultText(model, width: text.width, isWhole: false).lines
    guard model.hasPicture else {
      return scrolled(lines, from: model.diff.scroll, in: text)
    }
    let room = max(0, text.height - min(lines.count, max(3, text.height - 6)))
    let (above, below) = text.splitTop(text.height - room)
    scrolled(lines, from: 0, in: above)
    if let strip = HeatStrip(model, in: below) { drawStrip(strip) }
  }

  /// The check's name, or that the compiler speaks.
  var resultTitle: String {
    if model.detailIsBuild { return "\(say(.compiler)) · \(model.pack.work.name)" }
    guard let check = model.selectedCheck else { return say(.result) }
    let isOld =
      model.run.current == nil && model.results[check.id] != nil && !model.fresh.contains(check.id)
    return isOld ? "\(check.id) · \(say(.earlierRun))" : check.id
  }

  mutating func drawStrip(_ strip: HeatStrip) {
    for (row, line) in strip.head.enumerated() { put(line, row, in: strip.area) }
    for panel in strip.panels { drawPanel(panel, cursor: nil) }
  }

  /// One array: its title, its axes if it has any, its cells.
  mutating func drawPanel(_ panel: HeatPanel, cursor: Int?) {
    write(
      StyledLine(panel.title, theme.title).clipped(to: panel.area.width, marker: theme.ellipsis),
      panel.area.x, panel.area.y)
    drawAxes(panel)
    screen.drawHeat(
      panel.window.scaled(panel.cells), limit: panel.limit, noise: panel.noise, in: panel.grid,
      capabilities: model.capabilities)
    if let cursor { drawCursor(panel, at: cursor) }
  }

  /// The numbers of rows and columns, as many as there is room for.
  private mutating func drawAxes(_ panel: HeatPanel) {
    for label in panel.axisLabels { write(StyledLine(label.text, theme.dim), label.x, label.y) }
  }

  /// The cell that is read.
  private mutating func drawCursor(_ panel: HeatPanel, at cursor: Int) {
    let window = panel.window
    let place = panel.picture.place(of: cursor)
    let at = window.cell(row: place.row, column: place.column)
    let x = panel.grid.x + at.column * window.scaleX
    let y = panel.grid.y + at.row * window.scaleY / (window.halves ? 2 : 1)
    guard panel.grid.contains(Point(x: x, y: y)) else { return }
    let isLower = window.halves && (at.row * window.scaleY) % 2 == 1
    screen.markHeat(
      at: Point(x: x, y: y), isLower: isLower, capabilities: model.capabilities)
  }
}
