/// The lines that a box is drawn with.
public struct BorderSet: Hashable, Sendable {
  var horizontal: Character
  var vertical: Character
  /// Top left and right, bottom left and right, and where a box hangs below another.
  var corners: [Character]

  /// Thin lines, for a terminal that draws Unicode.
  public static let light = BorderSet(
    horizontal: "─", vertical: "│", corners: ["┌", "┐", "└", "┘", "├", "┤"])
  /// Hyphens, bars and plus signs, for a terminal that draws ASCII alone.
  public static let ascii = BorderSet(
    horizontal: "-", vertical: "|", corners: ["+", "+", "+", "+", "+", "+"])
}

extension Screen {
  /// Draws a box with its title on the upper edge, and returns what is inside.
  ///
  /// With `joinsAbove` the upper edge is the lower edge of the box above, drawn as a division.
  @discardableResult
  public mutating func drawBox(
    _ area: Rect, title: StyledLine? = nil, style: Style = .plain, borders: BorderSet = .light,
    joinsAbove: Bool = false
  ) -> Rect {
    guard area.width >= 2, area.height >= 2 else { return area.inset(by: 1) }
    for x in area.x..<area.maxX {
      self[x, area.y] = Cell(borders.horizontal, style)
      self[x, area.maxY - 1] = Cell(borders.horizontal, style)
    }
    for y in area.y..<area.maxY {
      self[area.x, y] = Cell(borders.vertical, style)
      self[area.maxX - 1, y] = Cell(borders.vertical, style)
    }
    let corners = borders.corners
    self[area.x, area.y] = Cell(joinsAbove ? corners[4] : corners[0], style)
    self[area.maxX - 1, area.y] = Cell(joinsAbove ? corners[5] : corners[1], style)
    self[area.x, area.maxY - 1] = Cell(corners[2], style)
    self[area.maxX - 1, area.maxY - 1] = Cell(corners[3], style)
    if let title, !title.isEmpty, area.width > 4 {
      let shown = title.clipped(to: area.width - 4)
      write(StyledLine(" ") + shown + " ", x: area.x + 1, y: area.y)
    }
    return area.inset(by: 1)
  }
}
