import CellUI

extension Model {
  /// A click selects what it is on; the wheel scrolls what it is over.
  mutating func point(_ mouse: Mouse) -> [Effect] {
    let layout = Layout(self)
    guard !layout.isTooSmall else { return [] }
    switch mouse.kind {
    case .wheelUp: turnWheel(by: -3, at: mouse.position, layout)
    case .wheelDown: turnWheel(by: 3, at: mouse.position, layout)
    case .press: return click(mouse.position, layout)
    case .release: break
    }
    return []
  }

  private mutating func turnWheel(by step: Int, at place: Point, _ layout: Layout) {
    if overlay != nil {
      scrollOverlay(by: step)
    } else if layout.lesson?.contains(place) == true {
      scrollLesson(by: step)
    } else if layout.detail?.contains(place) == true {
      scrollDetail(by: step)
    } else if layout.checks.contains(place) {
      selectCheck(by: step.signum())
    }
  }

  private mutating func click(_ place: Point, _ layout: Layout) -> [Effect] {
    awaitsSecondReset = false
    if overlay != nil {
      return clickPanel(place)
    }
    if layout.footer.contains(place) { return clickFooter(place, layout) }
    let blocks = layout.blocks.inset(by: 1)
    let checks = layout.checks.inset(by: 1)
    if blocks.contains(place) {
      let first = firstRow(showing: blockIndex, of: pack.blocks.count, in: blocks.height)
      let index = first + place.y - blocks.y
      if index == pack.blocks.count { return openFinale() }
      select(block: index)
    } else if checks.contains(place), let all = selectedBlock?.checks {
      let first = firstRow(showing: checkIndex, of: all.count, in: checks.height)
      let index = first + place.y - checks.y
      if all.indices.contains(index) { select(check: index) }
    } else if let pane = HeatPane(self, layout), let offset = pane.offset(at: place) {
      self.pane = .detail
      diff.cursor = offset
    } else if layout.detail?.contains(place) == true {
      self.pane = .detail
    } else if layout.lesson?.contains(place) == true {
      self.pane = .lesson
    }
    return []
  }

  /// The label of a key is a button.
  private mutating func clickFooter(_ place: Point, _ layout: Layout) -> [Effect] {
    let inside = Point(x: place.x - layout.footer.x, y: place.y - layout.footer.y)
    guard let item = Footer(self).item(at: inside, width: layout.footer.width) else { return [] }
    return item.pressed.map { press($0) } ?? []
  }

  /// So is one on a panel's edge; beside the panel a click closes it.
  private mutating func clickPanel(_ place: Point) -> [Effect] {
    let panel = OverlayPanel(self)
    guard panel.box.contains(place) else {
      overlay = nil
      return []
    }
    let item = panel.keyRow.first { $0.place.contains(place) }?.item
    return item?.pressed.map { press($0) } ?? []
  }
}
