import CellUI
import LessonPacks
import Reports

/// A picture beside the lesson's text: the arrays small and side by side, and how far they are apart.
struct HeatStrip {
  let area: Rect
  let head: [StyledLine]
  let panels: [HeatPanel]

  /// Nil where there is no picture, or no room for one.
  init?(_ model: Model, in area: Rect) {
    guard let picture = model.picture, area.height >= 3, area.width >= 12 else { return nil }
    self.area = area
    head = [StyledLine(), PictureWords(model, picture).summary]
    let (_, room) = area.splitTop(2)
    let tabs = Self.order(picture)
    let gap = 2
    let width = (area.width - gap * (tabs.count - 1)) / tabs.count
    let words = PictureWords(model, picture)
    // Where three would be too small to see anything in, the difference has the room.
    guard width >= 16 || tabs.count == 1 else {
      panels = [
        HeatPanel(
          model, picture, picture.tab(.difference), title: words.name(of: picture.tab(.difference)),
          in: room, hasAxes: false)
      ]
      return
    }
    // One under the other they are whole where beside each other they are not.
    let halves = model.capabilities.depth == .full256 && model.capabilities.unicode
    let rows = (halves ? (picture.rows + 1) / 2 : picture.rows) + 2
    let isBelow = picture.columns > width && rows * tabs.count <= room.height
    let height = room.height / tabs.count
    panels = tabs.enumerated().map { index, tab in
      HeatPanel(
        model, picture, tab, title: words.name(of: tab),
        in: isBelow
          ? Rect(x: room.x, y: room.y + index * height, width: room.width, height: height - 1)
          : Rect(x: room.x + index * (width + gap), y: room.y, width: width, height: room.height),
        hasAxes: false)
    }
  }

  /// Yours first: what was made, what should be, and what lies between.
  static func order(_ picture: Picture) -> [DiffView.Tab] {
    picture.expected == nil ? [.yours] : [.yours, .expected, .difference]
  }
}
