import Testing

@testable import TensorKit

/// Orders, best elements and running values: equal elements, NaN, other types, long lines.
@Suite struct OrderTests {
  @Test func notANumberIsTheLargest() {
    let x = Tensor([2, .nan, -.infinity, 1, .infinity])
    #expect(x.argsort().ints() == [2, 3, 0, 4, 1])
    #expect(x.argsort(descending: true).ints() == [1, 4, 0, 3, 2])
    #expect(x.topk(2).indices.ints() == [1, 4])
    #expect(x.topk(2, largest: false).indices.ints() == [2, 3])
    #expect(x.kthvalue(5).values.item().isNaN)
  }

  @Test func equalElementsKeepTheirOrder() {
    let x = Tensor([1, 0, 1, -0.0, 0])
    #expect(x.argsort().ints() == [1, 3, 4, 0, 2])
    #expect(x.argsort(descending: true).ints() == [0, 2, 1, 3, 4])
    #expect(x.sort().values.scalars.map(\.sign) == [.plus, .minus, .plus, .plus, .plus])
    #expect(Tensor(bools: [true, false, true]).sort().indices.ints() == [1, 0, 2])
  }

  /// Against Swift's own sort, in lengths around those at which the kernel changes its way.
  @Test(
    arguments: [1, 2, 40, 41, 300, 16_383, 16_385], [DType.float32, .float64, .int64, .bfloat16])
  func longLines(length: Int, dtype: DType) {
    let x = Tensor.randint(-500, 500, [length], generator: Generator(seed: 3)).to(dtype)
    let values = x.doubles()
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let (sorted, indices) = x.sort()
    #expect(indices.ints() == order)
    #expect(sorted.doubles() == order.map { values[$0] } && sorted.dtype == dtype)
    for k in [1, 7, 25, 200, length / 2, length] where k <= length {
      let best = x.topk(k)
      #expect(best.values.doubles() == order.reversed().prefix(k).map { values[$0] })
      #expect(x.gather(dim: 0, index: best.indices).equal(best.values))
      #expect(Set(best.indices.ints()).count == k)
    }
  }

  @Test func integersFarApart() {
    let x = Tensor(ints: [.max, .min, 0, -1, .max - 1])
    #expect(x.sort().values.ints() == [.min, -1, 0, .max - 1, .max])
    #expect(x.sort(descending: true).indices.ints() == [0, 4, 2, 3, 1])
    #expect(x.topk(2).values.ints() == [.max, .max - 1])
  }

  @Test func whatIsThereOnce() {
    let found = Tensor(ints: [3, 1, 3, 2], shape: [2, 2]).uniqueWithCounts()
    #expect(found.values.ints() == [1, 2, 3])
    #expect(found.inverse.ints() == [2, 0, 2, 1] && found.inverse.shape == [2, 2])
    #expect(found.counts.ints() == [1, 1, 2])
    #expect(Tensor([.nan, 1, .nan]).unique().count == 3, "no NaN is equal to another")
    #expect(Tensor(bools: [true, true]).unique().bools() == [true])
    #expect(Tensor.zeros(0).unique().count == 0)
  }

  /// float32 is added up in double precision: a hundred thousand tenths.
  @Test func runningSums() {
    let sums = Tensor.full([100_000], 0.1).cumsum(dim: 0)
    #expect(sums[-1].item() == Double(Float(Double(Float(0.1)) * 100_000)))
    #expect(Tensor(bools: [true, true]).cumsum(dim: 0).ints() == [1, 2])
    #expect(Tensor(ints: [100, 100]).to(.int8).cumsum(dim: 0).ints() == [100, 200])
    #expect(Tensor([1, 2]).to(.float16).cumsum(dim: 0).dtype == .float16)
    #expect(Tensor([1, .nan, 2]).cumsum(dim: 0).scalars[2].isNaN)
  }

  /// PyTorch's gradients of products with none, one and two zeros among the factors.
  @Test(arguments: [
    ([2.0, 3, 4], [16.0, 10, 6]), ([2, 0, 4], [1, 10, 0]), ([0, 3, 0], [4, 0, 0]),
  ])
  func theGradientOfProductsWithZeros(factors: [Double], expected: [Double]) {
    let x = Parameter(Tensor(factors, dtype: .float64))
    x.cumprod(dim: 0).sum().backward()
    #expect(x.grad?.doubles() == expected)
  }

  @Test func extremesSoFarAreTheLastOfEquals() {
    let x = Tensor([1, 3, 3, .nan, 4])
    #expect(x.cummax(dim: 0).indices.ints() == [0, 1, 2, 3, 3])
    #expect(x.cummin(dim: 0).indices.ints() == [0, 0, 0, 3, 3])
    #expect(Tensor([.nan, .nan]).cummax(dim: 0).indices.ints() == [0, 1])
    #expect(Tensor(bools: [false, true]).cummax(dim: 0).values.dtype == .bool)
    #expect(Tensor(bools: [false, true, true]).diff().bools() == [true, false])
  }
}
