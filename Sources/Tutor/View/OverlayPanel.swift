import CellUI
import LessonPacks

/// The panel over the screen: its place, its title, its lines and the keys that work in it.
struct OverlayPanel {
  let title: String
  let lines: [StyledLine]
  let keys: [Footer.Item]
  let box: Rect
  var text: Rect { box.textArea }

  init(_ model: Model) {
    let size = model.size
    let width = max(0, min(100, size.width - 4))
    let content = OverlayContent(model, width: max(0, width - 4))
    let overlay = model.overlay
    title = overlay.map(content.title) ?? ""
    lines = overlay.map(content.lines) ?? []
    keys = overlay.map(content.keys) ?? []
    let height = min(lines.count + 2, max(0, size.height - 2))
    box = Rect(
      x: (size.width - width) / 2, y: max(0, (size.height - height) / 2), width: width,
      height: height)
  }
}

extension Painter {
  mutating func drawOverlay() {
    guard let overlay = model.overlay else { return }
    let panel = OverlayPanel(model)
    screen.fill(panel.box)
    _ = box(panel.box, StyledLine(panel.title, theme.accent))
    scrolled(panel.lines, from: overlay.scroll, in: panel.text)
    drawKeys(panel)
  }

  /// On the lower edge, where they are in sight however long the text is.
  private mutating func drawKeys(_ panel: OverlayPanel) {
    var line = StyledLine()
    for item in panel.keys {
      line += StyledLine(" ")
      line += StyledLine(item.key, item.isEnabled ? theme.key : theme.dim)
      line += StyledLine(" \(item.label) ", item.isEnabled ? .plain : theme.dim)
    }
    guard panel.box.height >= 2, line.width <= panel.box.width - 4 else { return }
    write(line, panel.box.maxX - 2 - line.width, panel.box.maxY - 1)
  }
}
