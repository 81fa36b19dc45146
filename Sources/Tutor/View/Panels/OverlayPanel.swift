import CellUI
import LessonPacks

/// The panel over the screen: its place, its title, its lines and the keys that work in it.
struct OverlayPanel {
  let title: String
  let lines: [StyledLine]
  let keys: [Footer.Item]
  let box: Rect
  var text: Rect { box.textArea }

  /// Where the keys stand: on the lower edge, in sight however long the text is. Empty where they do
  /// not fit.
  var keyRow: [(item: Footer.Item, place: Rect)] {
    let width = keys.reduce(0) { $0 + $1.width + 2 }
    guard box.height >= 2, width <= box.width - 4 else { return [] }
    var x = box.maxX - 2 - width
    return keys.map { item in
      defer { x += item.width + 2 }
      return (item, Rect(x: x, y: box.maxY - 1, width: item.width + 2, height: 1))
    }
  }

  init(_ model: Model) {
    let size = model.size
    let width = max(0, min(100, size.width - 4))
    let content = OverlayContent(model, width: max(0, width - 4))
    let overlay = model.overlay
    title = overlay.map(content.title) ?? ""
    lines = overlay.map(content.lines) ?? []
    keys = overlay == nil ? [] : content.keys
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
    for (item, place) in panel.keyRow {
      let key = StyledLine(" " + item.key, item.isEnabled ? theme.key : theme.dim)
      let label = StyledLine(" \(item.label) ", item.isEnabled ? .plain : theme.dim)
      write(key + label, place.x, place.y)
    }
  }
}
