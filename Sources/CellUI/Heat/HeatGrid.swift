/// A matrix of numbers, ready to be drawn in few cells.
public struct HeatGrid: Equatable, Sendable {
  /// How many rows the matrix has.
  public let rows: Int
  /// How many columns the matrix has.
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

  /// The value in a row and a column, both from 0. Precondition: both are in range.
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
