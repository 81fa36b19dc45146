import Testing

@testable import TensorKit

/// One operation on inputs of given shapes, with what it should compute. Its gradient needs no
/// entry: that is held against differences of the operation itself.
struct OperationCase: Sendable, CustomTestStringConvertible {
  typealias Body = @Sendable ([Tensor]) -> Tensor
  /// The element of the result at an index.
  typealias Element = @Sendable (_ inputs: [Grid], _ index: [Int]) -> Double

  let name: String
  let shapes: [[Int]]
  /// Where the values of the inputs lie.
  let range: ClosedRange<Double>
  /// The shape of the result.
  let result: [Int]
  let body: Body
  let element: Element

  init(
    _ name: String, _ shapes: [[Int]], in range: ClosedRange<Double> = -2...2, gives result: [Int],
    _ body: @escaping Body, _ element: @escaping Element
  ) {
    (self.name, self.shapes, self.range, self.result) = (name, shapes, range, result)
    (self.body, self.element) = (body, element)
  }

  var testDescription: String {
    "\(name) of \(shapes.map { "\($0)" }.joined(separator: " and "))"
  }

  /// Values for input `position`: spread over the range in no order, so that no two are equal and
  /// none lies where a slope jumps.
  func values(_ position: Int) -> Tensor {
    let shape = shapes[position]
    let count = shape.reduce(1, *)
    let order = Tensor.randperm(count, generator: Generator(seed: UInt64(position + 1))).ints()
    let width = range.upperBound - range.lowerBound
    let values = order.map {
      range.lowerBound + width * (Double($0) + 0.45 + 0.07 * Double(position)) / Double(count)
    }
    return Tensor(values, shape: shape, dtype: .float64)
  }
}

/// The operations of one name, made from a rule and a list of shapes.
enum Cases {
  /// Shapes of none to four dimensions, among them empty ones and ones of a single element.
  static let shapes: [[Int]] = [
    [], [1], [7], [0], [2, 3], [1, 1], [3, 0], [2, 3, 2], [2, 0, 3], [2, 1, 3, 2], [1, 1, 1, 1],
  ]

  static let pairs: [[[Int]]] = [
    [[], []], [[3], [3]], [[1], [1]], [[2, 3], [2, 3]], [[], [4]], [[2, 3], [3]],
    [[2, 3], [2, 1]],
    [[4, 1, 3], [2, 1]], [[2, 1, 1, 3], [2, 2, 1]], [[3], [2, 1, 1, 3]], [[0], [1]],
    [[2, 0], [2, 1]],
    [[0, 3], [3]],
  ]

  static func pointwise(
    _ name: String, in range: ClosedRange<Double> = -2...2,
    _ body: @escaping @Sendable (Tensor) -> Tensor,
    _ value: @escaping @Sendable (Double) -> Double
  ) -> [OperationCase] {
    shapes.map { shape in
      OperationCase(name, [shape], in: range, gives: shape, { body($0[0]) }) { value($0[0][$1]) }
    }
  }

  static func binary(
    _ name: String, in range: ClosedRange<Double> = -2...2,
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ value: @escaping @Sendable (Double, Double) -> Double
  ) -> [OperationCase] {
    pairs.map { pair in
      OperationCase(
        name, pair, in: range, gives: Grid.stretched(pair[0], pair[1]), { body($0[0], $0[1]) }
      ) { value($0[0].stretched($1), $0[1].stretched($1)) }
    }
  }

  /// What makes one number of each fiber along dimensions.
  static func reduction(
    _ name: String, emptyToo: Bool = true,
    _ body: @escaping @Sendable (_ x: Tensor, _ axes: [Int], _ keepDim: Bool) -> Tensor,
    _ value: @escaping @Sendable ([Double]) -> Double
  ) -> [OperationCase] {
    let tried: [([Int], [Int])] = [
      ([7], [0]), ([1], [0]), ([2, 3], [0]), ([2, 3], [1]), ([2, 3], [-1]), ([2, 3, 4], [1]),
      ([2, 3, 2, 2], [2]), ([3, 1], [1]), ([3, 2, 0], [1]),
    ]
    return tried.filter { emptyToo || !$0.0.contains(0) }.flatMap { shape, axes in
      [false, true].map { reduced(name, shape, axes, $0, body, value) }
    }
  }

  static func reduced(
    _ name: String, _ shape: [Int], _ axes: [Int], _ keepDim: Bool,
    _ body: @escaping @Sendable (_ x: Tensor, _ axes: [Int], _ keepDim: Bool) -> Tensor,
    _ value: @escaping @Sendable ([Double]) -> Double
  ) -> OperationCase {
    let gone = axes.map { $0 < 0 ? $0 + shape.count : $0 }
    let kept = shape.indices.map { gone.contains($0) ? 1 : shape[$0] }
    let left = shape.indices.filter { !gone.contains($0) }
    return OperationCase(
      "\(name) along \(axes)\(keepDim ? ", kept" : "")", [shape],
      gives: keepDim ? kept : left.map { shape[$0] }, { body($0[0], axes, keepDim) }
    ) { grids, index in
      var whole = [Int](repeating: 0, count: shape.count)
      for (position, axis) in (keepDim ? Array(shape.indices) : left).enumerated() {
        whole[axis] = index[position]
      }
      return value(grids[0].fiber(whole, gone))
    }
  }

  /// What makes of each fiber along a dimension another of the same length.
  static func along(
    _ name: String, _ body: @escaping @Sendable (_ x: Tensor, _ axis: Int) -> Tensor,
    _ value: @escaping @Sendable (_ fiber: [Double], _ position: Int) -> Double
  ) -> [OperationCase] {
    let tried: [([Int], Int)] = [
      ([7], 0), ([1], -1), ([0], 0), ([2, 3], -1), ([2, 3], 0), ([2, 3, 4], 1), ([2, 2, 3, 2], 1),
      ([3, 1], 1), ([0, 3], 1), ([3, 0], 1), ([3, 0], 0),
    ]
    return tried.map { shape, axis in
      let at = axis < 0 ? axis + shape.count : axis
      return OperationCase(
        "\(name) along \(axis)", [shape], gives: shape, { body($0[0], axis) }
      ) { value($0[0].fiber($1, [at]), $1[at]) }
    }
  }
}
