import CellUI
import LessonPacks
import Progress

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
    } else if self.place == .home {
      move(rows: step.signum(), columns: 0)
    } else if layout.lesson?.contains(place) == true {
      scrollLesson(by: step)
    } else if layout.result?.contains(place) == true {
      if hasPicture, self.place == .explorer {
        move(rows: step.signum(), columns: 0)
      } else {
        scrollDetail(by: step)
      }
    } else if layout.list.contains(place) {
      selectRow(by: step.signum())
    }
  }

  private mutating func click(_ place: Point, _ layout: Layout) -> [Effect] {
    awaitsSecondReset = false
    if overlay != nil { return clickPanel(place) }
    if layout.footer.contains(place) { return clickFooter(place, layout) }
    switch self.place {
    case .home: return clickHome(place, layout)
    case .lesson: return clickLesson(place, layout)
    case .explorer:
      if let explorer = Explorer(self), let offset = explorer.offset(at: place) {
        diff.cursor = offset
      }
      return []
    }
  }

  private mutating func clickHome(_ place: Point, _ layout: Layout) -> [Effect] {
    let index = place.y - layout.list.inset(by: 1).y
    guard layout.list.inset(by: 1).contains(place), lessons.indices.contains(index) else {
      return []
    }
    if index == homeIndex { return openSelectedLesson() }
    homeIndex = index
    return []
  }

  private mutating func clickLesson(_ place: Point, _ layout: Layout) -> [Effect] {
    if layout.header.contains(place) {
      if let block = BlockDots(self).block(at: place.x, width: layout.header.width) {
        select(block: block)
      }
      return []
    }
    let list = layout.list.inset(by: 1)
    if list.contains(place) {
      let rows = rows
      let index = firstListRow(in: list.height) + place.y - list.y
      guard rows.indices.contains(index) else { return [] }
      guard let selection = rows[index].selection else { return openFinale() }
      settle(on: selection)
    } else if layout.result?.contains(place) == true, canExplore {
      self.place = .explorer
    }
    return []
  }

  /// The label of a key is a button.
  private mutating func clickFooter(_ place: Point, _ layout: Layout) -> [Effect] {
    let inside = Point(x: place.x - layout.footer.x, y: place.y - layout.footer.y)
    guard let item = Footer(self).item(at: inside, width: layout.footer.width) else { return [] }
    return item.isButton ? perform(item.action) : []
  }

  /// So is one on a panel's edge; beside the panel a click closes it.
  private mutating func clickPanel(_ place: Point) -> [Effect] {
    let panel = OverlayPanel(self)
    guard panel.box.contains(place) else { return perform(.close) }
    guard let item = panel.keyRow.first(where: { $0.place.contains(place) })?.item, item.isButton
    else { return [] }
    return perform(item.action)
  }
}
