extension Screen {
  /// Draws a grid at the top left of `area`, pooled to fit, and returns what it covers in cells.
  ///
  /// With 256 colours two rows share one cell, as half blocks; otherwise each value is one glyph.
  /// Zero is the terminal's ground, and values no larger than `noise` do not glow.
  @discardableResult
  public mutating func drawHeat(
    _ grid: HeatGrid, limit: Double, noise: Double = 0, in area: Rect, capabilities: Capabilities
  ) -> Rect {
    let halves = capabilities.hasHalfBlocks
    let shown = grid.pooled(height: halves ? area.height * 2 : area.height, width: area.width)
    let heat = HeatCells(limit: limit, noise: noise, capabilities: capabilities)
    for row in 0..<shown.rows where !halves || row.isMultiple(of: 2) {
      for column in 0..<shown.columns {
        let y = area.y + (halves ? row / 2 : row)
        let below = row + 1 < shown.rows ? shown[row + 1, column] : nil
        self[area.x + column, y] =
          halves ? heat.halfBlock(shown[row, column], below) : heat.glyph(shown[row, column])
      }
    }
    let height = halves ? (shown.rows + 1) / 2 : shown.rows
    return Rect(x: area.x, y: area.y, width: shown.columns, height: height)
  }

  /// Marks the value that is read: the cell reversed where it is one value, and a cross on the value's
  /// own colour where it is half a cell, the upper or the lower one.
  public mutating func markHeat(at point: Point, isLower: Bool, capabilities: Capabilities) {
    let cell = self[point.x, point.y]
    guard capabilities.hasHalfBlocks else {
      self[point.x, point.y].style = cell.style.dim(false).reverse().bold()
      return
    }
    let color =
      switch cell.glyph {
      case "▀": isLower ? cell.style.background : cell.style.foreground
      case "▄": isLower ? cell.style.foreground : cell.style.background
      default: cell.style.background
      }
    let cross = Style(foreground: Heat.ink, background: color).bold()
    self[point.x, point.y] = Cell("╋", color == .standard ? Style.plain.reverse().bold() : cross)
  }
}

/// One or two values as a cell.
private struct HeatCells {
  let limit: Double
  let noise: Double
  let capabilities: Capabilities

  func glyph(_ value: Double) -> Cell {
    Cell(
      Heat.glyph(value, limit: limit, noise: noise, unicode: capabilities.unicode),
      Heat.style(value, limit: limit, noise: noise, capabilities: capabilities))
  }

  func halfBlock(_ above: Double, _ below: Double?) -> Cell {
    // What is no number must be readable without its colour.
    for value in [above, below ?? 0] where !value.isFinite {
      return Cell(value.isNaN ? "?" : "!", Style(foreground: Heat.ink, background: .ansi(5)).bold())
    }
    let top = color(above)
    let bottom = below.map(color) ?? .standard
    switch (top, bottom) {
    case (.standard, .standard):
      // Exactly nothing looks like nothing else; what is as good as nothing can be told from it.
      let largest = max(above.magnitude, below?.magnitude ?? 0)
      return glyph(largest)
    case (.standard, _): return Cell("▄", Style(foreground: bottom))
    case (.ansi, _), (.indexed, _): return Cell("▀", Style(foreground: top, background: bottom))
    }
  }

  private func color(_ value: Double) -> Color {
    Heat.color(value, limit: limit, noise: noise, depth: .full256) ?? .standard
  }
}
