/// Cells of one row, side by side, that a terminal has to be sent.
public struct ChangedRun: Equatable, Sendable {
  /// Where the first of them stands.
  public var origin: Point
  /// From left to right.
  public var cells: [Cell]
}

extension Screen {
  /// What must be written over `other` to make it this picture; everything where there is none or its
  /// size is another.
  public func changes(from other: Screen?) -> [ChangedRun] {
    let before = other?.size == size ? other : nil
    var runs: [ChangedRun] = []
    for y in 0..<size.height {
      var run: ChangedRun?
      for x in 0..<size.width {
        if let before, before[x, y] == self[x, y] {
          if let finished = run { runs.append(finished) }
          run = nil
        } else {
          run = run ?? ChangedRun(origin: Point(x: x, y: y), cells: [])
          run?.cells.append(self[x, y])
        }
      }
      if let finished = run { runs.append(finished) }
    }
    return runs
  }
}
