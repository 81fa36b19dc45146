@testable import TensorKit

/// A tensor's values as plain numbers: what the references of the operation table compute with, so
/// that they share no code with the operations that they judge.
struct Grid {
  let shape: [Int]
  let values: [Double]

  init(_ tensor: Tensor) {
    shape = tensor.shape
    values = tensor.detach().doubles()
  }

  subscript(index: [Int]) -> Double {
    values[zip(shape, index).reduce(0) { $0 * $1.0 + $1.1 }]
  }

  /// The element that index `index` of a shape this one is stretched to sees.
  func stretched(_ index: [Int]) -> Double {
    self[zip(shape, index.suffix(shape.count)).map { $0 == 1 ? 0 : $1 }]
  }

  /// The elements that differ from `index` in the dimensions `axes` alone, in row-major order.
  func fiber(_ index: [Int], _ axes: [Int]) -> [Double] {
    var extents = shape
    for d in extents.indices where !axes.contains(d) { extents[d] = 1 }
    return Grid.indices(extents).map { offsets in
      self[offsets.indices.map { axes.contains($0) ? offsets[$0] : index[$0] }]
    }
  }

  /// Every index of `shape`, in row-major order.
  static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { heads, extent in
      heads.flatMap { head in (0..<extent).map { head + [$0] } }
    }
  }

  /// The shape two shapes are stretched to.
  static func stretched(_ a: [Int], _ b: [Int]) -> [Int] {
    let rank = max(a.count, b.count)
    let (x, y) = (padded(a, rank), padded(b, rank))
    return zip(x, y).map { $0 == 1 ? $1 : $0 }
  }

  private static func padded(_ shape: [Int], _ rank: Int) -> [Int] {
    Array(repeating: 1, count: rank - shape.count) + shape
  }
}
