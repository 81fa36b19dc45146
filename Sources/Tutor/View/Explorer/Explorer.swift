import CellUI
import LessonPacks
import Reports

/// One check's arrays on the whole screen: where each lies, and what stands around them. `update` asks
/// it what the cursor moves over.
struct Explorer: Equatable {
  let picture: Picture
  let cursor: Int
  let tabs: [DiffView.Tab]
  /// Whether all arrays are in sight.
  let isSideBySide: Bool
  let panels: [HeatPanel]
  let above: [StyledLine]
  let below: [StyledLine]
  let area: Rect

  /// Nil on another place, and where the result is text.
  ///
  /// `footerRows` are given where the bottom line itself is asking.
  init?(_ model: Model, footerRows: Int? = nil) {
    guard model.place == .explorer, let box = Layout(model, footerRows: footerRows).result else {
      return nil
    }
    self.init(model, in: box.textArea)
  }

  init?(_ model: Model, in area: Rect) {
    guard let picture = model.picture else { return nil }
    self.picture = picture
    self.area = area
    cursor = picture.offset(model.diff.cursor)
    tabs = HeatStrip.order(picture)
    let words = PictureWords(model, picture)
    let text = ResultText(model, width: area.width, isWhole: true)
    let theme = Theme(capabilities: model.capabilities)
    above =
      Array(text.statement.prefix(2)) + [
        Self.scale(model, picture, words, cursor: cursor), StyledLine(),
      ]
    let facts =
      words.reading(at: cursor, width: area.width).prefix(2)
      + words.statistics(width: area.width)
      + words.pattern.flatMap { wrap(StyledLine($0, theme.title), width: area.width) }
    let least = HeatPanel.margin(of: picture, hasAxes: true).top + 3
    let free = max(0, area.height - above.count - facts.count - least - 1)
    below = [StyledLine()] + facts + text.conclusion.prefix(free)
    let room = Rect(
      x: area.x, y: area.y + above.count, width: area.width,
      height: max(0, area.height - above.count - below.count))
    let places = HeatPlaces(picture, hasAxes: true, model.capabilities).places(tabs.count, in: room)
    isSideBySide = places.count == tabs.count
    let shown = isSideBySide ? tabs : [picture.tab(model.diff.tab)]
    panels = zip(shown, places).map { tab, place in
      HeatPanel(model, picture, tab, title: words.name(of: tab), in: place, hasAxes: true)
    }
  }

  /// Which array and slice it is, and the ends of the colours.
  private static func scale(
    _ model: Model, _ picture: Picture, _ words: PictureWords, cursor: Int
  ) -> StyledLine {
    let theme = Theme(capabilities: model.capabilities)
    let shape = picture.yours.shape.map(String.init).joined(separator: "×")
    var line = StyledLine("\(picture.name)  \(shape)", theme.code)
    let count = model.selectedFindings.count
    if count > 1 {
      line += StyledLine(
        "  " + model.say(.arrayNumber(model.findingIndex + 1, of: count)), theme.dim)
    }
    if picture.slices > 1 {
      let index = "\(picture.index(of: cursor).dropLast(2))"
      let at = picture.place(of: cursor).slice
      line += StyledLine("  " + model.say(.slice(index, at + 1, of: picture.slices)), theme.title)
    }
    return line + "   " + HeatScale(model, picture).line
  }

  /// The array in which the cursor moves: the last, which is the difference where there is one.
  private var main: HeatPanel? { panels.last }

  /// The offset that the cursor stands on after it was moved by so many cells.
  func moved(rows: Int, columns: Int) -> Int {
    guard let main else { return cursor }
    let place = picture.place(of: cursor)
    let at = main.window.cell(row: place.row, column: place.column)
    return main.offset(row: at.row + rows, column: at.column + columns, cursor: cursor)
  }

  /// The same place so many slices on.
  func moved(slices: Int) -> Int {
    let place = picture.place(of: cursor)
    let slice = min(max(0, place.slice + slices), picture.slices - 1)
    return picture.offset(slice: slice, row: place.row, column: place.column)
  }

  /// The offset under a place on the screen; nil outside of the arrays.
  func offset(at point: Point) -> Int? {
    panels.lazy.compactMap { $0.offset(at: point, cursor: cursor) }.first
  }
}

/// The ends of the difference's colours, and what lies between.
struct HeatScale {
  private let model: Model
  private let picture: Picture

  init(_ model: Model, _ picture: Picture) {
    self.model = model
    self.picture = picture
  }

  var line: StyledLine {
    let capabilities = model.capabilities
    let halves = capabilities.hasHalfBlocks
    let limit = picture.limit(picture.tab(.difference))
    let end = model.language.number(NumberText.short(limit))
    var line = StyledLine("\(capabilities.unicode ? "−" : "-")\(end) ")
    for step in -4...4 {
      let value = limit * Double(step) / 4
      let color = Heat.color(value, limit: limit, depth: capabilities.depth)
      if halves {
        line += StyledLine(" ", Style(background: color ?? .standard))
      } else {
        let glyph = Heat.glyph(value, limit: limit, unicode: capabilities.unicode)
        let style = Heat.style(value, limit: limit, capabilities: capabilities)
        line += StyledLine(String(glyph), style)
      }
    }
    return line + StyledLine(" +\(end)")
  }
}
