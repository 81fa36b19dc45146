/// A matrix of numbers, ready to be drawn in few cells.
public struct HeatGrid: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Row-major.
  public let values: [Double]

  /// Precondition: `values` holds rows · columns numbers.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      values.count == rows * columns,
      "a grid of \(rows) × \(columns) holds \(rows * columns) values, not \(values.count)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// The largest finite magnitude: the end of a symmetric scale.
  public var limit: Double { values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0 }

  /// At most `height` × `width` cells, each the value of largest magnitude of those it stands for; a
  /// NaN or an infinity is never hidden.
  public func pooled(height: Int, width: Int) -> HeatGrid {
    let newRows = min(rows, max(0, height))
    let newColumns = min(columns, max(0, width))
    guard newRows > 0, newColumns > 0 else { return HeatGrid(rows: 0, columns: 0, values: []) }
    if newRows == rows, newColumns == columns { return self }
    var pooled: [Double] = []
    pooled.reserveCapacity(newRows * newColumns)
    for row in 0..<newRows {
      let fromRow = row * rows / newRows
      let toRow = max(fromRow + 1, (row + 1) * rows / newRows)
      for column in 0..<newColumns {
        let fromColumn = column * columns / newColumns
        let toColumn = max(fromColumn + 1, (column + 1) * columns / newColumns)
        pooled.append(strongest(fromRow..<toRow, fromColumn..<toColumn))
      }
    }
    return HeatGrid(rows: newRows, columns: newColumns, values: pooled)
  }

  private func strongest(_ rows: Range<Int>, _ columns: Range<Int>) -> Double {
    var best = 0.0
    for row in rows {
      for column in columns {
        let value = self[row, column]
        if value.isNaN { return value }
        if value.magnitude > best.magnitude { best = value }
      }
    }
    return best
  }
}

extension Screen {
  /// Draws a grid at the top left of `area`, pooled to fit, and returns what it covers in cells.
  ///
  /// With 256 colours two rows share one cell, as half blocks; otherwise each value is one glyph.
  @discardableResult
  public mutating func drawHeat(
    _ grid: HeatGrid, limit: Double, noise: Double = 0, in area: Rect, capabilities: Capabilities
  ) -> Rect {
    let halves = capabilities.depth == .full256 && capabilities.unicode
    let shown = grid.pooled(height: halves ? area.height * 2 : area.height, width: area.width)
    for row in 0..<shown.rows where !halves || row.isMultiple(of: 2) {
      for column in 0..<shown.columns {
        let y = area.y + (halves ? row / 2 : row)
        if halves {
          let below = row + 1 < shown.rows ? shown[row + 1, column] : nil
          self[area.x + column, y] = halfBlock(shown[row, column], below, limit: limit)
        } else {
          self[area.x + column, y] = glyphCell(shown[row, column], limit, capabilities)
        }
      }
    }
    let height = halves ? (shown.rows + 1) / 2 : shown.rows
    return Rect(x: area.x, y: area.y, width: shown.columns, height: height)
  }

  private func halfBlock(_ above: Double, _ below: Double?, limit: Double) -> Cell {
    let top = Heat.color(above, limit: limit, depth: .full256) ?? .standard
    let bottom =
      below.flatMap { Heat.color($0, limit: limit, depth: .full256) } ?? .standard
    // What is no number must be readable without its colour.
    for value in [above, below ?? 0] where !value.isFinite {
      return Cell(value.isNaN ? "?" : "!", Style(foreground: .ansi(15), background: .ansi(5)))
    }
    // Exactly nothing looks like nothing else.
    if above == 0, (below ?? 0) == 0 {
      return Cell("·", Style(foreground: .ansi(0), background: top))
    }
    return Cell("▀", Style(foreground: top, background: bottom))
  }

  private func glyphCell(_ value: Double, _ limit: Double, _ capabilities: Capabilities) -> Cell {
    let color = Heat.color(value, limit: limit, depth: capabilities.depth)
    return Cell(
      Heat.glyph(value, limit: limit, unicode: capabilities.unicode),
      Style(foreground: color ?? .standard))
  }
}
