import Testing

@testable import TensorKit

/// Products of all shapes and strides against sums in double precision. The sizes lie on, below and
/// above the edges of vectors (8, 16), tiles (12 × 32) and blocks (240, 256).
@Suite struct MatmulTests {
  /// m, k and n.
  static let shapes: [[Int]] =
    [1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 65, 100, 129].map { [$0, $0, $0] } + [
      [1, 64, 64], [1, 100, 1100], [1100, 100, 1], [5, 70, 200], [6, 33, 90], [7, 1000, 17],
      [2, 300, 7], [3, 17, 129], [4, 64, 64], [4, 100, 300], [8, 512, 64],
      [64, 8, 100], [12, 1, 32], [13, 9, 40], [24, 300, 96], [11, 257, 33], [65, 33, 8],
      [129, 300, 31], [300, 7, 300], [250, 270, 130], [9, 600, 520], [600, 513, 20],
      [530, 300, 260], [31, 1030, 1025],
    ]

  private static func random(_ shape: [Int], _ seed: UInt64, _ dtype: DType = .float32) -> Tensor {
    Tensor.randn(shape, generator: Generator(seed: seed)).to(dtype)
  }

  @Test(arguments: shapes) func dense(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.random([m, k], 1), Self.random([k, n], 2))
    ReferenceProduct(a, b).expect(matmul(a, b).doubles(), "\(shape)")
  }

  @Test(arguments: shapes) func transposedOperands(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.random([m, k], 1), Self.random([k, n], 2))
    let (left, right) = (a.T.contiguous().T, b.T.contiguous().T)
    let pairs = [(left, b, "left"), (a, right, "right"), (left, right, "both")]
    if min(m, n) <= GemvKernel.most {
      // A few vectors times a matrix are summed along its rows as they lie.
      let reference = ReferenceProduct(a, b)
      for (x, y, what) in pairs { reference.expect(matmul(x, y).doubles(), "\(what) of \(shape)") }
      return
    }
    // Every element is the same chain of operations, however it is reached.
    let expected = matmul(a, b)
    for (x, y, what) in pairs { #expect(matmul(x, y).equal(expected), "\(what) of \(shape)") }
  }

  @Test(arguments: shapes) func operandsWithGaps(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    // Rows with something between them, and elements of which only every third counts.
    let wide = Self.random([m + 1, k + 5], 1).narrow(dim: 0, start: 1, length: m)
    let a = wide.narrow(dim: 1, start: 2, length: k)
    let b = Self.random([k, n, 3], 2).select(dim: 2, 1)
    let repeated = Self.random([1, k], 3).expand(m, k)
    if min(m, n) <= GemvKernel.most {
      ReferenceProduct(a, b).expect(matmul(a, b).doubles(), "\(shape)")
      ReferenceProduct(repeated, b).expect(matmul(repeated, b).doubles(), "\(shape), repeated")
      return
    }
    #expect(matmul(a, b).equal(matmul(a.contiguous(), b.contiguous())), "\(shape)")
    #expect(matmul(repeated, b).equal(matmul(repeated.contiguous(), b.contiguous())), "\(shape)")
  }

  @Test(arguments: shapes) func doublePrecision(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.random([m, k], 1, .float64), Self.random([k, n], 2, .float64))
    let reference = ReferenceProduct(a, b, roundoff: 0x1p-52)
    reference.expect(matmul(a, b).doubles(), "\(shape)")
    reference.expect(matmul(a, b.T.contiguous().T).doubles(), "\(shape), transposed")
  }

  @Test(arguments: shapes) func linearAddsItsBias(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (x, weight, bias) = (Self.random([m, k], 1), Self.random([n, k], 2), Self.random([n], 3))
    ReferenceProduct(x, weight.T, adding: bias.expand(m, n).doubles())
      .expect(linear(x, weight, bias).doubles(), "\(shape)")
    // A bias that is not dense in memory.
    let sparse = Self.random([n, 2], 3).select(dim: 1, 1)
    #expect(linear(x, weight, sparse).equal(linear(x, weight, sparse.contiguous())), "\(shape)")
  }

  @Test(arguments: shapes) func aProductIsAddedToWhatIsThere(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b, c) = (Self.random([m, k], 1), Self.random([n, k], 2).T, Self.random([m, n], 3))
    let reference = ReferenceProduct(a, b, adding: c.doubles())
    MatmulKernel.run(
      .float32, m: m, n: n, k: k, MatrixProduct.matrix(a, a.data), MatrixProduct.matrix(b, b.data),
      into: c.data, adding: MatmulKernel.Addend(data: c.data, rowStride: n))
    reference.expect(c.doubles(), "\(shape)")
  }

  @Test(arguments: [[4, 64, 64], [13, 9, 40], [31, 300, 33], [100, 64, 7]])
  func nothingButTheRowsIsWritten(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b) = (Self.random([m, k], 1), Self.random([n, k], 2).T)
    let out = Tensor.full([m, n + 3], 7)
    MatmulKernel.run(
      .float32, m: m, n: n, k: k, MatrixProduct.matrix(a, a.data), MatrixProduct.matrix(b, b.data),
      into: out.data, rowStride: n + 3)
    #expect(out.narrow(dim: 1, start: 0, length: n).equal(matmul(a, b)), "\(shape)")
    #expect(out.narrow(dim: 1, start: n, length: 3).equal(Tensor.full([m, 3], 7)), "\(shape)")
  }
}
