import CellUI
import LessonPacks
import Reports

/// Draws one model. Each pane's part is an extension in a file of its own.
struct Painter {
  let model: Model
  let theme: Theme
  let layout: Layout
  var screen: Screen

  init(_ model: Model) {
    self.model = model
    theme = Theme(capabilities: model.capabilities)
    layout = Layout(model)
    screen = Screen(size: model.size)
  }

  var language: Language { model.language }
  func say(_ phrase: Phrase) -> String { phrase[language] }

  mutating func box(
    _ area: Rect, _ title: StyledLine, joinsAbove: Bool = false
  ) -> Rect {
    let fitted = title.clipped(to: max(0, area.width - 4), marker: theme.ellipsis)
    return screen.drawBox(
      area, title: fitted, style: theme.border, borders: theme.borders, joinsAbove: joinsAbove)
  }

  mutating func write(_ line: StyledLine, _ x: Int, _ y: Int, clip: Rect? = nil) {
    screen.write(line, x: x, y: y, clip: clip)
  }

  /// One line, cut with a sign where it does not fit.
  mutating func put(_ line: StyledLine, _ row: Int, in area: Rect) {
    guard row >= 0, row < area.height else { return }
    let fitted = line.clipped(to: area.width, marker: theme.ellipsis)
    write(fitted, area.x, area.y + row, clip: area)
  }

  /// Two lines on one row: the right one is kept whole if anything is.
  mutating func put(_ left: StyledLine, right: StyledLine, _ row: Int, in area: Rect) {
    let room = max(0, area.width - right.width - (right.isEmpty ? 0 : 1))
    put(left.clipped(to: room, marker: theme.ellipsis).padded(to: room), row, in: area)
    guard row >= 0, row < area.height, right.width <= area.width else { return }
    write(right, area.maxX - right.width, area.y + row, clip: area)
  }

  /// Lines from `scroll` on, and on the right edge how far they go.
  mutating func scrolled(_ lines: [StyledLine], from scroll: Int, in area: Rect) {
    let start = min(max(0, scroll), max(0, lines.count - area.height))
    for (row, line) in lines.dropFirst(start).prefix(area.height).enumerated() {
      put(line, row, in: area)
    }
    drawScrollMark(start: start, shown: area.height, of: lines.count, in: area)
  }

  mutating func drawScrollMark(start: Int, shown: Int, of count: Int, in area: Rect) {
    guard count > shown, area.height > 0 else { return }
    let up = model.capabilities.unicode ? "↑" : "^"
    let down = model.capabilities.unicode ? "↓" : "v"
    if start > 0 { write(StyledLine(up, theme.accent), area.maxX, area.y) }
    if start + shown < count {
      write(StyledLine(down, theme.accent), area.maxX, area.maxY - 1)
    }
  }
}
