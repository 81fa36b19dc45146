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
    let words = PictureWords(model, picture)
    head = [StyledLine(), words.summary]
    let (_, room) = area.splitTop(2)
    let tabs = Self.order(picture)
    // With rows to spare the axes are numbered.
    let hasAxes = room.height >= 16
    let places = HeatPlaces(picture, hasAxes: hasAxes, model.capabilities)
      .places(tabs.count, in: room)
    let shown = places.count == tabs.count ? tabs : [picture.tab(.difference)]
    panels = zip(shown, places).map { tab, place in
      HeatPanel(model, picture, tab, title: words.name(of: tab), in: place, hasAxes: hasAxes)
    }
  }

  /// Yours first: what was made, what should be, and what lies between.
  static func order(_ picture: Picture) -> [DiffView.Tab] {
    picture.expected == nil ? [.yours] : [.yours, .expected, .difference]
  }
}
