import CellUI
import LessonPacks

/// One array of a picture in its place on the screen: a title, the numbers of its axes, its cells.
struct HeatPanel: Equatable {
  struct AxisLabel: Equatable {
    var text: String
    var x: Int
    var y: Int
  }

  let picture: Picture
  let tab: DiffView.Tab
  let title: String
  /// Title and axes with it.
  let area: Rect
  let window: HeatWindow
  let grid: Rect
  let cells: HeatGrid
  let limit: Double
  /// What is drawn dim, as rounding.
  var noise: Double { tab == .difference ? picture.noise : 0 }
  private let hasAxes: Bool

  /// Columns that the row numbers take, and rows that title and column numbers take.
  static func margin(of picture: Picture, hasAxes: Bool) -> (left: Int, top: Int) {
    hasAxes ? (String(max(0, picture.rows - 1)).count + 1, 2) : (0, 1)
  }

  init(
    _ model: Model, _ picture: Picture, _ tab: DiffView.Tab, title: String, in area: Rect,
    hasAxes: Bool
  ) {
    self.picture = picture
    self.tab = tab
    self.title = title
    self.area = area
    self.hasAxes = hasAxes
    let margin = Self.margin(of: picture, hasAxes: hasAxes)
    let room = Rect(
      x: area.x + margin.left, y: area.y + margin.top, width: area.width - margin.left,
      height: area.height - margin.top)
    let cursor = picture.offset(model.diff.cursor)
    let window = HeatWindow(
      picture, cursor: cursor, isZoomed: hasAxes && model.diff.isZoomed, in: room,
      model.capabilities)
    self.window = window
    grid = Rect(
      x: room.x, y: room.y, width: min(window.size.width, room.width),
      height: min(window.size.height, room.height))
    var key = model.heatKey(tab)
    limit = model.heatMemo.limit(key) { picture.limit(tab) }
    let slice = picture.place(of: cursor).slice
    (key.slice, key.rows, key.columns) = (slice, window.cellRows, window.cellColumns)
    cells =
      window.isPooled
      ? model.heatMemo.grid(key) { window.cells(of: picture, tab, slice: slice) }
      : window.cells(of: picture, tab, slice: slice)
  }

  var axisLabels: [AxisLabel] {
    guard hasAxes, !grid.isEmpty else { return [] }
    return columnLabels + rowLabels
  }

  private var columnLabels: [AxisLabel] {
    let widest = String(max(0, window.left + window.width - 1)).count
    var labels: [AxisLabel] = []
    var free = grid.x
    for cell in 0..<window.cellColumns {
      let x = grid.x + cell * window.scaleX
      guard x >= free, labels.isEmpty || cell % step(window.cellColumns, widest) == 0 else {
        continue
      }
      let text = String(window.left + cell * window.width / max(1, window.cellColumns))
      guard x + text.count <= max(grid.maxX, grid.x + text.count), x + text.count <= area.maxX
      else {
        break
      }
      labels.append(AxisLabel(text: text, x: x, y: grid.y - 1))
      free = x + text.count + 1
    }
    return labels
  }

  /// Numbers at round distances: 1, 2, 5, 10, 20 …
  private func step(_ count: Int, _ widest: Int) -> Int {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    return steps.first { $0 * window.scaleX >= widest + 2 } ?? max(1, count)
  }

  private var rowLabels: [AxisLabel] {
    let width = grid.x - area.x - 1
    var labels: [AxisLabel] = []
    var last: Int?
    for cell in 0..<window.cellRows {
      let y = grid.y + cell * window.scaleY / (window.halves ? 2 : 1)
      guard y < grid.maxY, y != last else { continue }
      let text = String(window.top + cell * window.height / max(1, window.cellRows))
      labels.append(
        AxisLabel(
          text: String(repeating: " ", count: max(0, width - text.count)) + text, x: area.x, y: y))
      last = y
    }
    return labels
  }

  /// The offset under a place on the screen; nil outside of the cells.
  func offset(at point: Point, cursor: Int) -> Int? {
    guard grid.contains(point) else { return nil }
    let y = (point.y - grid.y) * (window.halves ? 2 : 1)
    return offset(
      row: y / window.scaleY, column: (point.x - grid.x) / window.scaleX, cursor: cursor)
  }

  /// While zoomed, a step beyond the edge moves the window: elements are stepped over, not cells.
  func offset(row: Int, column: Int, cursor: Int) -> Int {
    let slice = picture.place(of: cursor).slice
    guard window.isPooled else {
      let y = min(max(0, window.top + row), picture.rows - 1)
      let x = min(max(0, window.left + column), picture.columns - 1)
      return picture.offset(slice: slice, row: y, column: x)
    }
    return window.offset(row: row, column: column, slice: slice, of: picture, tab)
  }
}
