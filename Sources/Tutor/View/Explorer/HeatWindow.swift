import CellUI

/// Which part of a matrix is drawn in an area, and how many cells each value takes.
struct HeatWindow: Equatable {
  /// First row and column shown.
  let top: Int
  let left: Int
  /// Rows and columns of the matrix that are shown.
  let height: Int
  let width: Int
  /// Rows and columns of cells that they are pooled into; the same where all fit.
  let cellRows: Int
  let cellColumns: Int
  /// How often each is repeated, so that a small matrix can be seen.
  let scaleY: Int
  let scaleX: Int
  /// Two rows of cells in one row of the screen.
  let halves: Bool

  init(_ picture: Picture, cursor: Int, isZoomed: Bool, in area: Rect, _ capabilities: Capabilities)
  {
    halves = capabilities.hasHalfBlocks
    let roomY = max(1, halves ? area.height * 2 : area.height)
    let roomX = max(1, area.width)
    if isZoomed {
      height = min(picture.rows, roomY)
      width = min(picture.columns, roomX)
      let at = picture.place(of: cursor)
      top = firstRow(showing: at.row, of: picture.rows, in: height)
      left = firstRow(showing: at.column, of: picture.columns, in: width)
    } else {
      (top, left, height, width) = (0, 0, picture.rows, picture.columns)
    }
    cellRows = min(height, roomY)
    cellColumns = min(width, roomX)
    let isWhole = cellRows == height && cellColumns == width
    let largestX = isWhole ? min(4, roomX / cellColumns) : 1
    let largestY = isWhole ? min(4, roomY / cellRows) : 1
    // A half block is about as wide as it is high; a whole cell is twice as high. Two halves make one
    // row of the screen, which one number on the axis can name.
    let across =
      halves ? min(largestX, max(1, 2 * largestY)) : min(largestX, 2 * largestY)
    scaleX = across
    scaleY =
      halves
      ? [4, 2, 1].first { $0 <= min(largestY, 2 * across) } ?? 1
      : max(1, min(largestY, across / 2))
  }

  var isPooled: Bool { cellRows < height || cellColumns < width }

  /// Rows and columns of the screen that it takes.
  var size: Size {
    let rows = cellRows * scaleY
    return Size(width: cellColumns * scaleX, height: halves ? (rows + 1) / 2 : rows)
  }

  /// The cell that holds an element.
  func cell(row: Int, column: Int) -> (row: Int, column: Int) {
    (
      ((row - top + 1) * cellRows - 1) / max(1, height),
      ((column - left + 1) * cellColumns - 1) / max(1, width)
    )
  }

  /// The offset of the element of largest magnitude that a cell stands for: the one it shows.
  func offset(row: Int, column: Int, slice: Int, of picture: Picture, _ tab: DiffView.Tab) -> Int {
    let rows = range(of: row, height, cellRows)
    let columns = range(of: column, width, cellColumns)
    var best = picture.offset(
      slice: slice, row: top + rows.lowerBound, column: left + columns.lowerBound)
    var strongest = picture.value(tab, at: best)
    for y in rows {
      for x in columns {
        let offset = picture.offset(slice: slice, row: top + y, column: left + x)
        let value = picture.value(tab, at: offset)
        if value.isNaN { return offset }
        if value.magnitude > strongest.magnitude { (best, strongest) = (offset, value) }
      }
    }
    return best
  }

  private func range(of cell: Int, _ extent: Int, _ cells: Int) -> Range<Int> {
    let cell = min(max(0, cell), cells - 1)
    let from = cell * extent / cells
    return from..<max(from + 1, (cell + 1) * extent / cells)
  }

  /// The shown part of a slice in cells, before any is repeated.
  func cells(of picture: Picture, _ tab: DiffView.Tab, slice: Int) -> HeatGrid {
    var values: [Double] = []
    values.reserveCapacity(cellRows * cellColumns)
    for row in 0..<cellRows {
      for column in 0..<cellColumns {
        let strongest = offset(row: row, column: column, slice: slice, of: picture, tab)
        values.append(picture.value(tab, at: strongest))
      }
    }
    return HeatGrid(rows: cellRows, columns: cellColumns, values: values)
  }

  /// Each cell repeated by the scale.
  func scaled(_ cells: HeatGrid) -> HeatGrid {
    guard scaleX > 1 || scaleY > 1 else { return cells }
    var values: [Double] = []
    for row in 0..<cellRows * scaleY {
      for column in 0..<cellColumns * scaleX {
        values.append(cells[row / scaleY, column / scaleX])
      }
    }
    return HeatGrid(rows: cellRows * scaleY, columns: cellColumns * scaleX, values: values)
  }
}
