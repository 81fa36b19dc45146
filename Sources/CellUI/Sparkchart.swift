/// A curve as rows of blocks, filled from below; eight heights to a cell.
public struct Sparkchart: Equatable, Sendable {
  /// In their order; those that are not finite are left out of the scale and drawn as nothing.
  public var values: [Double]
  /// How many values there will be: the curve takes its share of the width.
  public var total: Int

  /// A curve of the values so far; a `total` below their count is raised to it.
  public init(values: [Double], of total: Int) {
    self.values = values
    self.total = max(total, values.count)
  }

  /// The largest finite value, the top of the scale; 0 where there is none.
  public var highest: Double { values.lazy.filter(\.isFinite).max() ?? 0 }
  /// The smallest finite value, the bottom of the scale; 0 where there is none.
  public var lowest: Double { values.lazy.filter(\.isFinite).min() ?? 0 }

  /// `height` rows of at most `width` columns, from the top. A column is the mean of what falls in it.
  public func rows(width: Int, height: Int, unicode: Bool) -> [String] {
    guard width > 0, height > 0, !values.isEmpty else { return [] }
    let levels = columns(width).map { level($0, of: height * 8) }
    return (0..<height).map { row in
      let floor = (height - 1 - row) * 8
      return String(levels.map { Self.glyph(min(8, max(0, $0 - floor)), unicode: unicode) })
    }
  }

  private func columns(_ width: Int) -> [Double] {
    let count = max(1, min(width, total) * values.count / max(1, total))
    return (0..<count).map { column in
      let from = column * values.count / count
      let to = max(from + 1, (column + 1) * values.count / count)
      let part = values[from..<to].filter(\.isFinite)
      return part.isEmpty ? .nan : part.reduce(0, +) / Double(part.count)
    }
  }

  /// At least one level, so that the lowest point is seen too.
  private func level(_ value: Double, of levels: Int) -> Int {
    guard value.isFinite else { return 0 }
    let span = highest - lowest
    let place = span > 0 ? (value - lowest) / span : 0.5
    return 1 + Int((place * Double(levels - 1)).rounded())
  }

  private static func glyph(_ level: Int, unicode: Bool) -> Character {
    if level == 0 { return " " }
    guard unicode else { return level < 4 ? "." : level < 7 ? "o" : "#" }
    return Array(" ▁▂▃▄▅▆▇█")[level]
  }
}
