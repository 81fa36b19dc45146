import Testing

@testable import TensorKit

/// Copies between tensors of any strides, against the elements taken one by one.
@Suite struct CopyTests {
  /// Values that no other element has, in a type of each width.
  private static let types: [DType] = [.bool, .float32, .int64]

  private func counted(_ shape: [Int], _ dtype: DType) -> Tensor {
    let count = shape.reduce(1, *)
    if dtype == .bool {
      // No period that an exchange of two elements could hide behind.
      return Tensor(bools: (0..<count).map { ($0 &* 2_654_435_761) >> 7 & 1 == 1 }, shape: shape)
    }
    return Tensor(ints: Array(0..<count), shape: shape).to(dtype)
  }

  /// The elements of the window, read one by one.
  private func elements(_ x: Tensor) -> [Double] {
    let memory = x.alias(shape: [x.storage.count], strides: [1], offset: 0).doubles()
    let places = zip(x.shape, x.strides).reduce([x.offset]) { places, dimension in
      places.flatMap { place in (0..<dimension.0).map { place + $0 * dimension.1 } }
    }
    return places.map { memory[$0] }
  }

  /// Sizes below, at and beyond the edge of a tile.
  private static let shapes: [[Int]] = [
    [], [1], [5], [3, 4], [15, 17], [16, 16], [33, 47], [2, 16, 40], [3, 64, 5], [2, 3, 16, 19],
    [70, 1, 65], [0, 3],
  ]

  @Test(arguments: types) func everyOrderOfDimensions(dtype: DType) {
    for shape in Self.shapes {
      let x = counted(shape, dtype)
      for order in orders(shape.count) {
        let permuted = x.permute(order)
        let expected = elements(permuted)
        #expect(permuted.clone().doubles() == expected, "\(shape) in order \(order)")
        // Into a target in that order, which lies in a larger tensor.
        let room = Tensor.zeros(order.map { shape[$0] + 2 }, dtype: dtype)
        var (target, whole) = (room, expected.filter { $0 != 0 }.count)
        for d in shape.indices { target = target.narrow(dim: d, start: 1, length: shape[order[d]]) }
        CopyKernel.run(from: permuted, to: target)
        #expect(elements(target) == expected, "\(shape) in order \(order) into a window")
        whole -= room.doubles().filter { $0 != 0 }.count
        #expect(whole == 0, "\(shape) in order \(order) beside the window")
        // And the other way: a dense source for a permuted target.
        let back = Tensor.zeros(shape, dtype: dtype)
        CopyKernel.run(from: permuted.contiguous(), to: back.permute(order))
        #expect(back.equal(x), "\(shape) in order \(order) and back")
      }
    }
  }

  /// Enough elements for several threads, each with its part of the longest dimension.
  @Test(arguments: [[300, 310], [2, 260, 270], [3, 5, 5000], [100_000]], types)
  func large(shape: [Int], dtype: DType) {
    let x = counted(shape, dtype)
    let back = Tensor.zeros(shape, dtype: dtype)
    CopyKernel.run(
      from: x.permute(x.shape.indices.reversed()).clone().permute(x.shape.indices.reversed()),
      to: back)
    #expect(back.equal(x))
    #expect(x.clone().equal(x))
    let turned = x.permute(x.shape.indices.reversed())
    #expect(turned.clone().doubles() == elements(turned))
  }

  @Test(arguments: types) func stretched(dtype: DType) {
    for (shape, target) in [
      ([3, 1], [3, 40]), ([1, 40], [3, 40]), ([20, 1, 18], [20, 17, 18]), ([], [2, 3]),
      ([1, 300, 1], [5, 300, 60]),
    ] as [([Int], [Int])] {
      let x = counted(shape, dtype).expand(target)
      #expect(x.clone().doubles() == elements(x))
      #expect(x.transposed().clone().doubles() == elements(x.transposed()))
    }
  }

  @Test func moreDimensionsThanAPlanHolds() {
    let x = counted([2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2], .float32)
    let turned = x.permute((0..<11).reversed())
    #expect(turned.clone().doubles() == elements(turned))
    let room = Tensor.zeros([Int](repeating: 3, count: 10))
    let window = room.alias(shape: [Int](repeating: 2, count: 10), strides: room.strides, offset: 0)
    CopyKernel.run(from: x.squeeze().permute((0..<10).reversed()), to: window)
    #expect(elements(window) == elements(turned))
  }

  /// The orders in which `rank` dimensions can stand.
  private func orders(_ rank: Int) -> [[Int]] {
    (0..<rank).reduce([[]]) { found, d in
      found.flatMap { order in (0...order.count).map { Array(order[..<$0] + [d] + order[$0...]) } }
    }
  }
}
