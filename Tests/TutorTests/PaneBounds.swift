import CellUI

@testable import Tutor

/// Whether each pane of a model's picture keeps to its place.
struct PaneBounds {
  let model: Model
  let layout: Layout
  private let panel: Rect?

  init(_ model: Model) {
    self.model = model
    layout = Layout(model)
    panel = model.overlay == nil || layout.isTooSmall ? nil : OverlayPanel(model).box
  }

  private var boxes: [(name: String, area: Rect)] {
    let all: [(String, Rect?)] = [
      ("blocks", layout.blocks), ("conditions", layout.conditions), ("checks", layout.checks),
      ("lesson", layout.lesson), ("detail", layout.detail), ("output", layout.output),
    ]
    return all.compactMap { name, area in area.map { (name, $0) } }
  }

  /// The boxes whose left or right edge does not stand in the picture as it was drawn: a text that is
  /// too long for its box goes over it.
  func brokenEdges(of screen: Screen) -> [String] {
    guard !layout.isTooSmall else { return [] }
    let edge: Character = model.capabilities.unicode ? "│" : "|"
    var broken = boxes.filter { !isWhole($0.area, edge, screen, below: panel) }.map(\.name)
    if let panel, !isWhole(panel, edge, screen, below: nil) { broken.append("panel") }
    return broken
  }

  private func isWhole(_ box: Rect, _ edge: Character, _ screen: Screen, below: Rect?) -> Bool {
    guard box.width >= 2, box.height >= 2 else { return false }
    for y in box.y + 1..<box.maxY - 1 {
      for x in [box.x, box.maxX - 1] where below?.contains(Point(x: x, y: y)) != true {
        if screen[x, y].glyph != edge { return false }
      }
    }
    return true
  }

  /// The panes that change a cell outside of their place, each drawn over those before it; `another`
  /// draws nothing of its own.
  func strays(another: (inout Painter) -> Void = { _ in }) -> [String] {
    guard !layout.isTooSmall else { return [] }
    let nowhere = Rect(Size(width: 0, height: 0))
    var painter = Painter(model)
    var found: [String] = []
    func look(_ name: String, _ area: Rect?, _ draw: (inout Painter) -> Void) {
      let before = painter.screen
      draw(&painter)
      let area = area ?? nowhere
      for run in painter.screen.changes(from: before) {
        let isInside =
          area.contains(run.origin) && run.origin.x + run.cells.count <= area.maxX
        if !isInside { found.append("\(name) at (\(run.origin.x), \(run.origin.y))") }
      }
    }
    look("header", layout.header) { $0.drawHeader() }
    look("blocks", layout.blocks) { $0.drawBlocks() }
    look("conditions", layout.conditions) { $0.drawConditions() }
    look("checks", layout.checks) { $0.drawChecks() }
    look("lesson", layout.lesson) { $0.drawLesson() }
    look("detail", layout.detail) { $0.drawDetail() }
    look("output", layout.output) { $0.drawOutput() }
    look("status", layout.status) { $0.drawStatus() }
    look("footer", layout.footer) { $0.drawFooter() }
    look("panel", panel) { $0.drawOverlay() }
    look("another", nil, another)
    return found
  }
}
