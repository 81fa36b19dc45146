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
      ("list", layout.list.isEmpty ? nil : layout.list), ("conditions", layout.conditions),
      ("lesson", layout.lesson), ("result", layout.result),
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
    guard box.width >= 2, box.height >= 2, screen.bounds.intersection(box) == box else {
      return false
    }
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
    var painter = Painter(model)
    var found: [String] = []
    func look(_ name: String, _ areas: [Rect?], _ draw: (inout Painter) -> Void) {
      let before = painter.screen
      draw(&painter)
      for run in painter.screen.changes(from: before) {
        for x in run.origin.x..<run.origin.x + run.cells.count {
          let isInside = areas.contains { $0?.contains(Point(x: x, y: run.origin.y)) ?? false }
          if !isInside { found.append("\(name) at (\(x), \(run.origin.y))") }
        }
      }
    }
    let body = [layout.list, layout.conditions, layout.way, layout.lesson, layout.result]
    look("header", [layout.header]) { $0.drawHeader() }
    switch model.place {
    case .home: look("home", body + [layout.header]) { $0.drawHome() }
    case .lesson: look("lesson", body + [layout.header]) { $0.drawLesson() }
    case .explorer: look("explorer", [layout.result, layout.header]) { $0.drawExplorer() }
    }
    look("status", [layout.status]) { $0.drawStatus() }
    look("footer", [layout.footer]) { $0.drawFooter() }
    look("panel", [panel]) { $0.drawOverlay() }
    look("another", [], another)
    return found
  }
}
