/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// What is drawn; a space where the cell is empty.
  public var glyph: Character
  /// How it is drawn.
  public var style: Style
  /// The right half of the wide glyph in the cell before.
  public var isContinuation = false

  /// A cell of one glyph; an empty one if none is given.
  public init(_ glyph: Character = " ", _ style: Style = .plain) {
    self.glyph = glyph
    self.style = style
  }
}

/// A picture of the whole terminal, as a value. Nothing can be drawn outside of it.
public struct Screen: Hashable, Sendable {
  /// Its extent in cells.
  public let size: Size
  private var cells: [Cell]

  /// A picture of empty cells.
  public init(size: Size) {
    self.size = size
    self.cells = [Cell](repeating: Cell(), count: size.width * size.height)
  }

  /// All of it as a rectangle, from 0, 0.
  public var bounds: Rect { Rect(size) }

  /// The cell at a place; setting one outside of the screen does nothing.
  public subscript(x: Int, y: Int) -> Cell {
    get { bounds.contains(Point(x: x, y: y)) ? cells[y * size.width + x] : Cell() }
    set {
      guard bounds.contains(Point(x: x, y: y)) else { return }
      cells[y * size.width + x] = newValue
    }
  }

  /// Writes text on one row, cut at the edges of `clip`, and returns the columns it took.
  ///
  /// A wide glyph that would be cut in half is left out; control characters become spaces; marks
  /// join the glyph before them.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, clip: Rect? = nil
  ) -> Int {
    let area = clip.map { bounds.intersection($0) } ?? bounds
    var column = x
    for glyph in DisplayWidth.glyphs(of: text, from: 0) {
      let width = DisplayWidth.of(glyph)
      let fits = column >= area.x && column + width <= area.maxX
      if fits, (area.y..<area.maxY).contains(y) { put(glyph, width: width, column, y, style) }
      column += width
    }
    return column - x
  }

  /// Writes a line in its own styles on one row, cut at the edges of `clip`, and returns the
  /// columns it took.
  @discardableResult
  public mutating func write(_ line: StyledLine, x: Int, y: Int, clip: Rect? = nil) -> Int {
    var column = x
    for span in line.spans {
      column += write(span.text, x: column, y: y, style: span.style, clip: clip)
    }
    return column - x
  }

  /// Writes lines downwards from the top of `area`, and returns how many fitted.
  @discardableResult
  public mutating func write(_ lines: [StyledLine], in area: Rect) -> Int {
    let count = min(lines.count, area.height)
    for index in 0..<count { write(lines[index], x: area.x, y: area.y + index, clip: area) }
    return count
  }

  /// Puts the same cell everywhere in an area; what lies outside of the screen is left out.
  public mutating func fill(_ area: Rect, with cell: Cell = Cell()) {
    let area = bounds.intersection(area)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { self[x, y] = cell }
    }
  }

  /// A wide glyph half overwritten would leave its other half behind.
  private mutating func put(_ glyph: Character, width: Int, _ x: Int, _ y: Int, _ style: Style) {
    if self[x, y].isContinuation { self[x - 1, y].glyph = " " }
    if self[x + width, y].isContinuation { self[x + width, y] = Cell() }
    self[x, y] = Cell(glyph, style)
    if width == 2 {
      var rest = Cell(" ", style)
      rest.isContinuation = true
      self[x + 1, y] = rest
    }
  }

  /// The rows as text, without spaces at their ends.
  public var picture: String {
    (0..<size.height).map { y in
      var row = ""
      for x in 0..<size.width where !self[x, y].isContinuation { row.append(self[x, y].glyph) }
      while row.last == " " { row.removeLast() }
      return row
    }.joined(separator: "\n")
  }

  /// A second layer beside the picture: one letter for each style, and what each stands for.
  public var styleMap: String {
    var letters: [Style: Character] = [.plain: " "]
    var legend: [String] = []
    var rows: [String] = []
    for y in 0..<size.height {
      var row = ""
      for x in 0..<size.width {
        let style = self[x, y].style
        if letters[style] == nil {
          let letter = Self.letters[(letters.count - 1) % Self.letters.count]
          letters[style] = letter
          legend.append("\(letter) \(style)")
        }
        row.append(letters[style] ?? "?")
      }
      while row.last == " " { row.removeLast() }
      rows.append(row)
    }
    return (rows + legend).joined(separator: "\n")
  }

  private static let letters = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}
