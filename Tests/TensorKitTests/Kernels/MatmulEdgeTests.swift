import Testing

@testable import TensorKit

@Suite struct MatmulEdgeTests {
  private static func random(_ shape: [Int], _ seed: UInt64) -> Tensor {
    Tensor.randn(shape, generator: Generator(seed: seed))
  }

  @Test func aSumOfNothingIsZero() {
    for (m, n) in [(1, 1), (13, 40), (4, 64)] {
      #expect(matmul(Tensor.ones(m, 0), Tensor.ones(0, n)).equal(Tensor.zeros(m, n)))
      let bias = Self.random([n], 1)
      #expect(linear(Tensor.ones(m, 0), Tensor.ones(n, 0), bias).equal(bias.expand(m, n)))
    }
  }

  @Test func aProductWithoutRowsOrColumnsIsEmpty() {
    #expect(matmul(Tensor.ones(0, 5), Tensor.ones(5, 7)).shape == [0, 7])
    #expect(matmul(Tensor.ones(7, 5), Tensor.ones(5, 0)).shape == [7, 0])
    #expect(matmul(Tensor.ones(0, 3, 5), Tensor.ones(0, 5, 2)).shape == [0, 3, 2])
    #expect(linear(Tensor.ones(0, 5), Tensor.ones(3, 5)).shape == [0, 3])
  }

  @Test(arguments: [[5, 7, 9], [33, 64, 65], [130, 270, 140]])
  func notANumberReachesItsRowAndColumnOnly(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.random([m, k], 1), Self.random([k, n], 2))
    let clean = matmul(a, b)
    let (row, column) = (m / 2, n - 1)
    a[row][k - 1].fill_(.nan)
    b[0][column].fill_(.nan)
    let found = matmul(a, b).scalars
    for i in 0..<m {
      for j in 0..<n {
        let value = found[i * n + j]
        if i == row || j == column {
          #expect(value.isNaN, "[\(i), \(j)] of \(shape)")
        } else {
          #expect(value == clean[i][j].scalars[0], "[\(i), \(j)] of \(shape)")
        }
      }
    }
  }

  @Test func infinityStaysAndTimesZeroIsNotANumber() {
    let (a, b) = (Tensor.ones(3, 20), Tensor.ones(20, 40))
    a[1][19].fill_(.infinity)
    b[19][7].fill_(0)
    let found = matmul(a, b).scalars
    for column in 0..<40 {
      let isHit = column == 7
      #expect(found[column] == (isHit ? 19 : 20))
      #expect(isHit ? found[40 + column].isNaN : found[40 + column] == .infinity)
      #expect(found[80 + column] == (isHit ? 19 : 20))
    }
  }

  @Test func batchesAreProductsOfTheirMatrices() {
    let (a, b) = (Self.random([3, 1, 17, 20], 1), Self.random([2, 20, 33], 2))
    let found = matmul(a, b)
    #expect(found.shape == [3, 2, 17, 33])
    for i in 0..<3 {
      for j in 0..<2 { #expect(found[i][j].equal(matmul(a[i][0], b[j])), "[\(i), \(j)]") }
    }
    let (heads, turned) = (
      Self.random([2, 9, 4, 8], 3).transposed(1, 2), Self.random([2, 4, 9, 8], 4)
    )
    let scores = matmul(heads, turned.transposed(-2, -1))
    for i in 0..<2 {
      for j in 0..<4 { #expect(scores[i][j].equal(matmul(heads[i][j], turned[i][j].T))) }
    }
  }

  @Test(arguments: [[1, 1, 1], [3, 5, 4], [17, 33, 9], [2, 0, 3], [1, 40, 30], [40, 30, 1]])
  func wholeNumbersWrapAround(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.huge([m, k], 1), Self.huge([k, n], 2))
    var expected: [Int] = []
    for i in 0..<m {
      for j in 0..<n {
        expected.append(
          (0..<k).reduce(0) { $0 &+ a.ints()[i * k + $1] &* b.ints()[$1 * n + j] })
      }
    }
    #expect(matmul(a, b).ints() == expected)
    #expect(matmul(a.T.contiguous().T, b.T.contiguous().T).ints() == expected)
    #expect(matmul(a.unsqueeze(0).expand(3, m, k), b)[2].ints() == expected)
    let bias = Self.huge([n], 3)
    #expect(linear(a, b.T, bias).ints() == (0..<m * n).map { expected[$0] &+ bias.ints()[$0 % n] })
  }

  /// A stored type is widened, computed with, and rounded once.
  @Test(arguments: [DType.float16, .bfloat16, .int32, .int8, .uint8])
  func storedTypesAreRoundedOnce(_ type: DType) {
    let (a, b) = (
      (Self.random([3, 40], 1) * 50).to(type), (Self.random([40, 5], 2) * 50).to(type)
    )
    let wide = matmul(a.to(type.computed), b.to(type.computed))
    #expect(matmul(a, b).dtype == type)
    #expect(matmul(a, b).equal(wide.to(type)))
    let bias = Tensor.ones([5], dtype: type)
    #expect(linear(a, b.T, bias).equal((wide + bias.to(type.computed)).to(type)))
  }

  private static func huge(_ shape: [Int], _ seed: UInt64) -> Tensor {
    Tensor.randint(-(1 << 62), 1 << 62, shape, generator: Generator(seed: seed))
  }

  @Test func gradientsAreProductsToo() throws {
    let (x, weight) = (Parameter(Self.random([50, 40], 1)), Parameter(Self.random([30, 40], 2)))
    let gradient = Self.random([50, 30], 3)
    linear(x, weight).backward(gradient)
    let (dx, dw) = (try #require(x.grad), try #require(weight.grad))
    ReferenceProduct(gradient, weight.detach()).expect(dx.doubles(), "∂x")
    ReferenceProduct(gradient.T, x.detach()).expect(dw.doubles(), "∂weight")
  }
}
