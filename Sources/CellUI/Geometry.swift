/// A place on the screen, in cells from the top left corner.
public struct Point: Hashable, Sendable {
  /// The column, from 0 at the left.
  public var x: Int
  /// The row, from 0 at the top.
  public var y: Int

  /// The cell in column `x` of row `y`; both may lie outside of the screen.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// An extent in cells; never negative.
public struct Size: Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// An extent of so many columns and rows; less than nothing becomes 0.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A part of the screen, in cells. Its extent is never negative; it may lie outside of the screen.
public struct Rect: Hashable, Sendable {
  /// Its first column.
  public var x: Int
  /// Its first row.
  public var y: Int
  /// How many columns it has.
  public var width: Int
  /// How many rows it has.
  public var height: Int

  /// A rectangle by its top left cell and its extent; an extent below 0 becomes 0.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// A rectangle of this size at the top left corner.
  public init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

  /// The first column to the right of the rectangle.
  public var maxX: Int { x + width }
  /// The first row below the rectangle.
  public var maxY: Int { y + height }
  /// Its top left cell.
  public var origin: Point { Point(x: x, y: y) }
  /// Its extent without its place.
  public var size: Size { Size(width: width, height: height) }
  /// Whether it covers no cell at all.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether a cell lies in it; one on the first column or row to its right or below does not.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  /// What both rectangles cover; empty if they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }
}

extension Rect {
  /// The same rectangle with `amount` cells less on every side.
  public func inset(by amount: Int) -> Rect { inset(horizontally: amount, vertically: amount) }

  /// The same rectangle with so many columns and rows less on each side; empty in its own middle
  /// when it is too small.
  public func inset(horizontally columns: Int, vertically rows: Int) -> Rect {
    Rect(
      x: x + min(columns, width / 2), y: y + min(rows, height / 2),
      width: width - 2 * columns, height: height - 2 * rows)
  }

  /// The first `columns` columns, and the rest. More than there are takes them all.
  public func splitLeft(_ columns: Int) -> (Rect, Rect) {
    let taken = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: taken, height: height),
      Rect(x: x + taken, y: y, width: width - taken, height: height)
    )
  }

  /// The rest, and the last `columns` columns.
  public func splitRight(_ columns: Int) -> (Rect, Rect) { splitLeft(width - max(0, columns)) }

  /// The first `rows` rows, and the rest. More than there are takes them all.
  public func splitTop(_ rows: Int) -> (Rect, Rect) {
    let taken = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: taken),
      Rect(x: x, y: y + taken, width: width, height: height - taken)
    )
  }

  /// The rest, and the last `rows` rows.
  public func splitBottom(_ rows: Int) -> (Rect, Rect) { splitTop(height - max(0, rows)) }
}
