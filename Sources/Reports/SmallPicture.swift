import Foundation
import LessonPacks
import Observations

/// What a finding's arrays looked like, small enough to be kept for years: at most 24 rows and 48
/// columns of each.
public struct SmallPicture: Sendable, Equatable, Codable {
  /// The most rows and columns that a grid has.
  public static let most = (rows: 24, columns: 48)

  /// The observation's name.
  public var name: String
  /// What it was held against, where that is not the reference: the name of another observation, or a
  /// number.
  public var against: String?
  /// The shape of the whole arrays.
  public var shape: [Int]
  /// Which matrix of more than one is shown, from 0: the one with the worst element.
  public var slice: Int?
  /// How many rows each grid has.
  public var rows: Int
  /// How many columns each grid has.
  public var columns: Int
  /// What the student's code recorded.
  public var yours: SmallGrid
  /// What it should have been, on the scale of `yours`; nil where only bounds were asked for.
  public var expected: SmallGrid?
  /// `yours` − `expected`; what the check takes for rounding is 0.
  public var difference: SmallGrid?

  /// The picture of a finding; nil for one that is not about arrays with several elements.
  public init?(_ finding: Finding) {
    switch finding.kind {
    case .values(let comparison):
      let noise = finding.rule?.allowance(for: comparison.expected) ?? 0
      self.init(
        comparison.yours, comparison.expected, name: comparison.name, at: comparison.worst,
        noise: noise)
      against = comparison.against.name
    case .outOfBounds(let name, let array, let low, let high, _):
      let worst = array.values.indices.max { left, right in
        Self.excess(array.values[left], low, high) < Self.excess(array.values[right], low, high)
      }
      self.init(array, nil, name: name, at: worst ?? 0, noise: 0)
    case .shapes, .names, .value, .gradients, .same, .accepted, .threw, .notStrict: return nil
    }
  }

  private init?(
    _ yours: ObservedArray, _ expected: ObservedArray?, name: String, at worst: Int, noise: Double
  ) {
    guard yours.values.count > 1 else { return nil }
    let matrix = Matrix(yours, at: worst)
    self.name = name
    shape = yours.shape
    slice = matrix.count > 1 ? matrix.slice : nil
    (rows, columns) = (matrix.gridRows, matrix.gridColumns)
    guard let expected, expected.values.count == yours.values.count else {
      self.yours = SmallGrid(matrix.pooled(yours.values), limit: nil)
      return
    }
    let (left, right) = (matrix.pooled(yours.values), matrix.pooled(expected.values))
    let limit = max(SmallGrid.limit(left), SmallGrid.limit(right))
    self.yours = SmallGrid(left, limit: limit)
    self.expected = SmallGrid(right, limit: limit)
    let distances = matrix.elements.map { index -> Double in
      let (left, right) = (yours.values[index], expected.values[index])
      let distance = left == right || (left.isNaN && right.isNaN) ? 0 : left - right
      return distance.magnitude <= noise ? 0 : distance
    }
    difference = SmallGrid(matrix.pooled(distances, from: 0), limit: nil)
  }

  /// How far outside of its bounds a value is; no number is farthest.
  private static func excess(_ value: Double, _ low: Double?, _ high: Double?) -> Double {
    value.isNaN
      ? .infinity
      : max(low.map { $0 - value } ?? -.infinity, high.map { value - $0 } ?? -.infinity)
  }
}

/// Numbers as shares of the largest, in 255 steps.
public struct SmallGrid: Sendable, Equatable, Codable {
  /// The magnitude that the strongest steps stand for; finite.
  public var limit: Double
  /// A signed byte for each element, row by row, in base 64: −127 to 127 are −limit to limit, and −128
  /// is what is no finite number. Only 0 is 0.
  public var steps: String

  init(_ values: [Double], limit: Double?) {
    let limit = limit ?? Self.limit(values)
    self.limit = limit
    steps = Data(values.map { UInt8(bitPattern: Self.step($0, limit)) }).base64EncodedString()
  }

  /// The steps, row by row; nil where they are not `count` of them, as in a file that was changed.
  public func levels(count: Int) -> [Int8]? {
    guard let bytes = Data(base64Encoded: steps), bytes.count == count else { return nil }
    return bytes.map { Int8(bitPattern: $0) }
  }

  static func limit(_ values: [Double]) -> Double {
    values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
  }

  private static func step(_ value: Double, _ limit: Double) -> Int8 {
    guard value.isFinite else { return -128 }
    guard value != 0, limit > 0 else { return 0 }
    let share = (value / limit * 127).rounded()
    let strongest = min(127, max(-127, share))
    return strongest == 0 ? (value < 0 ? -1 : 1) : Int8(strongest)
  }
}

/// One matrix of an array, and the grid that it is pooled into: the last dimension goes across, the one
/// before it down.
private struct Matrix {
  let rows: Int
  let columns: Int
  let slice: Int
  let count: Int

  init(_ array: ObservedArray, at offset: Int) {
    columns = max(1, array.shape.last ?? 1)
    rows = max(1, array.shape.count > 1 ? array.shape[array.shape.count - 2] : 1)
    count = array.values.count / (rows * columns)
    slice = offset / (rows * columns)
  }

  var gridRows: Int { min(rows, SmallPicture.most.rows) }
  var gridColumns: Int { min(columns, SmallPicture.most.columns) }

  /// The offsets of its elements in the whole array.
  var elements: Range<Int> { slice * rows * columns..<(slice + 1) * rows * columns }

  /// Each cell is the element of largest magnitude of those that it stands for; one that is no finite
  /// number is never hidden. The matrix begins at `from`, by default at its place in the whole array.
  func pooled(_ values: [Double], from start: Int? = nil) -> [Double] {
    let start = start ?? elements.lowerBound
    var cells = [Double](repeating: 0, count: gridRows * gridColumns)
    for row in 0..<rows {
      let cellRow = row * gridRows / rows
      for column in 0..<columns {
        let cell = cellRow * gridColumns + column * gridColumns / columns
        let value = values[start + row * columns + column]
        if !cells[cell].isFinite { continue }
        if !value.isFinite || value.magnitude > cells[cell].magnitude { cells[cell] = value }
      }
    }
    return cells
  }
}

extension Comparison.Counterpart {
  fileprivate var name: String? {
    switch self {
    case .reference: nil
    case .observation(let name): name
    case .constant(let number): NumberText.short(number)
    }
  }
}

extension Rule {
  /// Up to which difference from an expected array the rule sees rounding.
  fileprivate func allowance(for expected: ObservedArray) -> Double {
    switch self {
    case .reference(_, let within), .equal(_, _, let within), .exactly(_, _, let within):
      within.allowance(for: expected)
    case .bounded, .differs, .names, .rejects, .accepts: 0
    }
  }
}
