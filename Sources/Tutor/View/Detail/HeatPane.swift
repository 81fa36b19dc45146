import CellUI
import LessonPacks
import Reports

/// The detail of a check whose finding is an array: what stands above and below the heatmap, and
/// where the heatmap lies. `update` asks it what the cursor moves over.
struct HeatPane: Equatable {
  let picture: Picture
  let tab: DiffView.Tab
  let cursor: Int
  let above: [StyledLine]
  let below: [StyledLine]
  let keys: [StyledLine]
  let grid: Rect
  let window: HeatWindow
  /// What is drawn, and the end of its scale.
  let cells: HeatGrid
  let limit: Double

  /// Nil where the detail is not shown, or is text.
  init?(_ model: Model, _ layout: Layout) {
    guard let picture = model.picture, let box = layout.detail else { return nil }
    let area = box.textArea
    self.picture = picture
    tab = picture.tab(model.diff.tab)
    cursor = picture.offset(model.diff.cursor)
    var key = model.heatKey(tab)
    limit = model.heatMemo.limit(key) { [tab] in picture.limit(tab) }
    let text = HeatText(
      model, picture, tab: tab, cursor: cursor, limit: limit, width: area.width)
    let room = area.height
    let legend = text.legend
    let reading = text.reading
    let fixed = legend.count + reading.count
    keys = model.pane == .detail && room > fixed + 6 ? [text.keys] : []
    let free = max(0, room - fixed - keys.count - 3)
    let conclusion = Array(text.conclusion.prefix(max(1, min(8, free))))
    let statement = text.statement.prefix(max(0, min(2, free - conclusion.count)))
    above = statement + legend
    below = reading + conclusion
    let height = max(0, room - above.count - below.count - keys.count)
    let gridArea = Rect(x: area.x, y: area.y + above.count, width: area.width, height: height)
    window = HeatWindow(
      picture, cursor: cursor, isZoomed: model.diff.isZoomed, in: gridArea, model.capabilities)
    grid = Rect(
      x: gridArea.x, y: gridArea.y, width: min(window.size.width, gridArea.width),
      height: min(window.size.height, gridArea.height))
    let slice = picture.place(of: cursor).slice
    (key.slice, key.rows, key.columns) = (slice, window.cellRows, window.cellColumns)
    cells =
      window.isPooled
      ? model.heatMemo.grid(key) { [window, tab] in window.cells(of: picture, tab, slice: slice) }
      : window.cells(of: picture, tab, slice: slice)
  }

  /// The offset that the cursor stands on after it was moved by so many cells.
  func moved(rows: Int, columns: Int) -> Int {
    let place = picture.place(of: cursor)
    let at = window.cell(row: place.row, column: place.column)
    return offset(row: at.row + rows, column: at.column + columns)
  }

  /// The same place so many slices on.
  func moved(slices: Int) -> Int {
    let place = picture.place(of: cursor)
    let slice = min(max(0, place.slice + slices), picture.slices - 1)
    return picture.offset(slice: slice, row: place.row, column: place.column)
  }

  /// The offset under a place on the screen; nil outside of the heatmap.
  func offset(at point: Point) -> Int? {
    guard grid.contains(point) else { return nil }
    let y = (point.y - grid.y) * (window.halves ? 2 : 1)
    return offset(row: y / window.scaleY, column: (point.x - grid.x) / window.scaleX)
  }

  /// While zoomed, a step beyond the edge moves the window: elements are stepped over, not cells.
  private func offset(row: Int, column: Int) -> Int {
    let slice = picture.place(of: cursor).slice
    guard window.isPooled else {
      let y = min(max(0, window.top + row), picture.rows - 1)
      let x = min(max(0, window.left + column), picture.columns - 1)
      return picture.offset(slice: slice, row: y, column: x)
    }
    return window.offset(row: row, column: column, slice: slice, of: picture, tab)
  }
}

extension Painter {
  mutating func drawHeat(_ pane: HeatPane, in area: Rect) {
    for (row, line) in pane.above.enumerated() { put(line, row, in: area) }
    screen.drawHeat(
      pane.window.scaled(pane.cells), limit: pane.limit, in: pane.grid,
      capabilities: model.capabilities)
    drawCursor(pane)
    let rest = area.splitTop(pane.grid.maxY - area.y).1
    for (row, line) in pane.below.enumerated() { put(line, row, in: rest) }
    for (row, line) in pane.keys.enumerated() {
      put(line, area.height - pane.keys.count + row, in: area)
    }
  }

  /// The cell that is read, reversed; half blocks cannot be, and get a cross on their colour.
  private mutating func drawCursor(_ pane: HeatPane) {
    let window = pane.window
    let place = pane.picture.place(of: pane.cursor)
    let at = window.cell(row: place.row, column: place.column)
    let x = pane.grid.x + at.column * window.scaleX
    let y = pane.grid.y + at.row * window.scaleY / (window.halves ? 2 : 1)
    guard pane.grid.contains(Point(x: x, y: y)) else { return }
    let cell = screen[x, y]
    guard window.halves else {
      screen[x, y].style = cell.style.reverse().bold()
      return
    }
    let isLower = (at.row * window.scaleY) % 2 == 1
    let color = isLower ? cell.style.background : cell.style.foreground
    screen[x, y] = Cell("╋", Style(foreground: .ansi(0), background: color).bold())
  }
}
