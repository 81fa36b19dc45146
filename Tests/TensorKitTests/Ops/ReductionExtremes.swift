import Testing

@testable import TensorKit

/// What reductions make of infinities, of what is no number, of many and of no elements, and of
/// values beside which their differences are small. The figures are PyTorch's.
@Suite struct ReductionExtremes {
  private let inf = Double.infinity

  private func tensor(_ values: [Double], _ dtype: DType) -> Tensor { Tensor(values, dtype: dtype) }

  /// Whether both are equal, not a number, or nearly equal.
  private func expect(
    _ found: Tensor, _ right: [Double], within bound: Double = 1e-6, _ what: Comment? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let values = found.doubles()
    #expect(values.count == right.count, what, sourceLocation: location)
    for (x, y) in zip(values, right) {
      let isRight =
        x == y || x.isNaN && y.isNaN
        || x.isFinite && y.isFinite && (x - y).magnitude <= bound * y.magnitude
      #expect(isRight, "\(values), and should be \(right)", sourceLocation: location)
    }
  }

  private func gradient(_ values: [Double], _ dtype: DType, _ body: (Tensor) -> Tensor) -> Tensor {
    let x = Parameter(tensor(values, dtype))
    body(x).sum().backward()
    return x.grad ?? Tensor.full(x.shape, -99, dtype: dtype)
  }

  static let floating: [DType] = [.float32, .float64]

  // MARK: Sums

  @Test(arguments: floating)
  func aSumOfManyIsExactAlongEveryDimension(dtype: DType) {
    let bound = dtype == .float32 ? 2e-6 : 1e-14
    let tenth = dtype == .float32 ? Double(Float(0.1)) : 0.1
    let (n, x) = (200_000, Tensor.full([200_000, 10], 0.1, dtype: dtype))
    let sums = Array(repeating: tenth * Double(n), count: 10)
    expect(x.sum(dim: 0), sums, within: bound)
    expect(x.T.contiguous().sum(dim: 1), sums, within: bound)
    expect(x.T.sum(dim: 1), sums, within: bound)
    expect(
      x.reshape([2, n / 2, 10]).sum(dim: 1), sums.map { $0 / 2 } + sums.map { $0 / 2 },
      within: bound)
    expect(x.reshape([n / 2, 2, 10]).sum(dim: [0, 1]), sums, within: bound)
    expect(x.reshape([n, 2, 5]).sum(dim: [0, 2]), [5 * sums[0], 5 * sums[0]], within: bound)
    expect(x.mean(dim: 0), Array(repeating: tenth, count: 10), within: bound)
    expect(x.sum(), [sums[0] * 10], within: bound)
    expect(x.narrow(dim: 1, start: 3, length: 5).sum(dim: 0), Array(sums.prefix(5)), within: bound)
    expect(x.select(dim: 1, 4).sum(), [sums[0]], within: bound)
    let bias = Parameter(Tensor.zeros([10], dtype: dtype))
    (x + bias).backward(x)
    expect(bias.grad ?? x, sums, within: bound)
  }

  @Test func wideRowsAndManyShapesAddUp() {
    // Integers are exact: whatever is left out or counted twice shows.
    let extents = [1, 2, 3, 15, 16, 17, 31, 33, 64, 65, 100, 130, 513, 700]
    for n in extents {
      for inner in extents {
        let x = Tensor(ints: (0..<(n * inner)).map { $0 % 97 }, shape: [n, inner])
        for dtype in [DType.float32, .float64, .int64] {
          let y = x.to(dtype)
          let columns = (0..<inner).map { c in (0..<n).reduce(0) { $0 + ($1 * inner + c) % 97 } }
          let rows = (0..<n).map { r in (0..<inner).reduce(0) { $0 + (r * inner + $1) % 97 } }
          #expect(y.sum(dim: 0).ints() == columns, "\(n)×\(inner) \(dtype)")
          #expect(y.sum(dim: 1).ints() == rows, "\(n)×\(inner) \(dtype)")
          #expect(y.T.sum(dim: 0).ints() == rows, "\(n)×\(inner) \(dtype), transposed")
          #expect(
            y.amax(dim: 0).ints()
              == (0..<inner).map { c in (0..<n).map { ($0 * inner + c) % 97 }.max() ?? 0 })
          #expect(
            y.amin(dim: 1).ints()
              == (0..<n).map { r in (0..<inner).map { (r * inner + $0) % 97 }.min() ?? 0 })
        }
      }
    }
  }

  @Test func longColumnsOfEveryWidth() {
    for inner in [1, 2, 3, 5, 7, 16, 21, 33, 600] {
      let n = 70_001 / inner + 3
      let x = Tensor(ints: (0..<(n * inner)).map { $0 % 11 }, shape: [n, inner])
      let right = (0..<inner).map { c in (0..<n).reduce(0) { $0 + ($1 * inner + c) % 11 } }
      #expect(x.sum(dim: 0).ints() == right, "\(inner)")
      #expect(x.to(.float64).sum(dim: 0).ints() == right, "\(inner)")
      #expect(x.gt(5).sum(dim: 0).ints() == x.gt(5).to(.int64).sum(dim: 0).ints(), "\(inner)")
      #expect(x.gt(5).sum().ints() == x.gt(5).to(.int64).sum().ints(), "\(inner)")
    }
  }

  @Test func theNumberOfThreadsDoesNotShow() {
    let x = Tensor.rand([70_003, 21], generator: Generator(seed: 5))
    let bodies: [(Tensor) -> Tensor] = [
      { $0.sum() }, { $0.sum(dim: 0) }, { $0.sum(dim: 1) }, { $0.variance() },
      { $0.variance(dim: [0]) }, { $0.norm() }, { $0.norm(3, dim: 0) }, { $0.prod(dim: 0) },
      { $0.softmax(dim: 0) }, { $0.logSumExp(dim: 0) }, { layerNorm($0) }, { $0.argmax(dim: 0) },
    ]
    let before = getNumThreads()
    defer { setNumThreads(before) }
    for body in bodies {
      setNumThreads(1)
      let alone = body(x).doubles()
      setNumThreads(3)
      #expect(body(x).doubles() == alone)
    }
  }

  @Test func sumsTakeAndMakeTypes() {
    let halves = Tensor([1.5, 2.5])
    #expect(halves.sum(dtype: .int64).ints() == [3])
    #expect(halves.sum(dtype: .float64).dtype == .float64)
    #expect(halves.sum(dtype: .bool).bools() == [true])
    #expect(Tensor(ints: [1, 2]).sum(dtype: .float32).dtype == .float32)
    #expect(Tensor(bools: [true, true]).sum().dtype == .int64)
    #expect(Tensor(ints: [3, 4]).to(.int32).sum().dtype == .int64)
    #expect(Tensor([3, 4]).to(.float16).sum().dtype == .float16)
    // No dimension named is every dimension, as in PyTorch.
    #expect(Tensor.ones(2, 3).sum(dim: []).shape == [])
    #expect(Tensor.ones(2, 3).mean(dim: [], keepDim: true).shape == [1, 1])
    let x = Parameter(Tensor([1, 2]))
    x.sum(dtype: .float64).backward()
    #expect(x.grad?.dtype == .float32 && x.grad?.scalars == [1, 1])
  }

  @Test func ofNothing() {
    let none = Tensor.zeros(2, 0)
    expect(none.sum(), [0])
    expect(none.sum(dim: 1), [0, 0])
    expect(none.mean(), [.nan])
    expect(none.mean(dim: 1), [.nan, .nan])
    expect(none.variance(dim: 1), [.nan, .nan])
    expect(none.std(), [.nan])
    expect(none.prod(), [1])
    expect(none.prod(dim: 1), [1, 1])
    expect(none.norm(dim: 1), [0, 0])
    expect(none.logSumExp(dim: 1), [-inf, -inf])
    expect(none.median(), [.nan])
    #expect(none.any(dim: 1).bools() == [false, false] && !none.any())
    #expect(none.all(dim: 1).bools() == [true, true] && none.all())
    #expect(none.countNonzero(dim: 1).ints() == [0, 0])
    #expect(none.amax(dim: 0).shape == [0] && none.argmax(dim: 0).shape == [0])
    #expect(none.max(dim: 0).indices.shape == [0])
  }

  // MARK: log Σ exp and softmax

  @Test(arguments: floating)
  func logSumExpOfInfinities(dtype: DType) {
    let nan = Double.nan
    let cases: [(values: [Double], result: Double, gradient: [Double])] = [
      ([inf, 1], inf, [nan, 0]), ([-inf, -inf], -inf, [nan, nan]), ([-inf, 1], 1, [0, 1]),
      ([inf, inf], inf, [nan, nan]), ([inf, -inf], inf, [nan, 0]), ([nan, 1], nan, [nan, nan]),
      ([1, inf, nan], nan, [nan, nan, nan]), ([1000, 1000], 1000.693147180559945, [0.5, 0.5]),
    ]
    for (values, result, slopes) in cases {
      let x = tensor(values, dtype)
      expect(x.logSumExp(dim: 0), [result], "\(values)")
      // The result is a single number near 1000: the gradient knows no more of it.
      expect(gradient(values, dtype) { $0.logSumExp(dim: 0) }, slopes, within: 1e-4)
      // Beside others, in a column, and where vectors are whole.
      let wide = Tensor.stack(
        [x, x, x, Tensor.zeros(x.shape, dtype: dtype)] + Array(repeating: x, count: 20), dim: 1)
      expect(wide.logSumExp(dim: 0).narrow(dim: 0, start: 0, length: 3), [result, result, result])
      expect(wide.T.contiguous().logSumExp(dim: 1).narrow(dim: 0, start: 22, length: 1), [result])
      let long = Tensor.cat([x, Tensor.full([40], -inf, dtype: dtype)])
      expect(long.logSumExp(dim: 0), [result])
    }
    let x = Tensor([[1, 2], [3, 4]]).to(dtype)
    expect(x.logSumExp(dim: [0, 1]), [4.440189698561196])
  }

  @Test(arguments: floating)
  func softmaxOfInfinities(dtype: DType) {
    let nan = Double.nan
    let cases: [(values: [Double], softmax: [Double], log: [Double])] = [
      ([inf, 1], [nan, nan], [nan, nan]), ([-inf, -inf], [nan, nan], [nan, nan]),
      ([-inf, 1], [0, 1], [-inf, 0]), ([nan, 1], [nan, nan], [nan, nan]),
      ([1000, 1000], [0.5, 0.5], [-0.6931471805599453, -0.6931471805599453]),
    ]
    for (values, softmax, log) in cases {
      let x = tensor(values, dtype)
      expect(x.softmax(dim: 0), softmax)
      expect(x.logSoftmax(dim: 0), log)
      let wide = Tensor.stack(Array(repeating: x, count: 35), dim: 1)
      expect(wide.softmax(dim: 0).select(dim: 1, 33), softmax)
      expect(wide.logSoftmax(dim: 0).select(dim: 1, 1), log)
    }
  }

  // MARK: Variance and normalisation

  @Test(arguments: floating)
  func aSmallVarianceBesideALargeMean(dtype: DType) {
    let values = Tensor.rand([7, 500], generator: Generator(seed: 1)).to(dtype) + 1e4
    let exact = values.to(.float64)
    let centred = exact - exact.mean(dim: 1, keepDim: true)
    let right = ((centred * centred).sum(dim: 1) / 499.0).doubles()
    let bound = dtype == .float32 ? 1e-7 : 1e-12
    expect(values.variance(dim: 1), right, within: bound)
    expect(values.T.contiguous().variance(dim: 0), right, within: bound)
    expect(values.T.variance(dim: 0), right, within: bound)
    expect(values.std(dim: 1), right.map { $0.squareRoot() }, within: bound)
    let x = Parameter(values)
    x.variance(dim: 1).sum().backward()
    expect(x.grad ?? x, (centred * (2.0 / 499)).doubles(), within: dtype == .float32 ? 1e-6 : 1e-9)
  }

  @Test func varianceOfFew() {
    let (one, two) = (Tensor([3]), Tensor([1, 2]))
    expect(one.variance(), [.nan])
    expect(one.variance(unbiased: false), [0])
    expect(Tensor(3).variance(), [.nan])
    expect(two.variance(dim: [0], correction: 2), [inf])
    expect(two.variance(dim: [0], correction: 5), [inf])
    expect(Tensor([1, 2, 5]).variance(correction: 0.5), [3.466666666])
    expect(gradient([2], .float32) { $0.variance() }, [.nan])
    expect(gradient([2], .float32) { $0.std() }, [.nan])
    expect(gradient([1, 1, 1], .float32) { $0.std() }, [0, 0, 0])
    expect(gradient([2], .float32) { $0.std(unbiased: false) }, [0])
    expect(Tensor([.infinity, 1]).variance(), [.nan])
    expect(Tensor([.nan, 1]).variance(), [.nan])
  }

  @Test func deviationsOfTheHugeAndTheTiny() {
    for size in [1e30, 1e-30, 1.0] {
      let x = Tensor([1, 2, 3.5, -1].map { Float($0 * size) })
      expect(x.std(), [1.887459 * size])
      let both = Tensor.stack([x, x], dim: 1)
      expect(both.std(dim: 0), [1.887459 * size, 1.887459 * size])
      expect(x.norm(), [4.272001874 * size])
    }
    let found = Tensor([1, 2, 3]).varMean()
    expect(found.variance, [1])
    expect(found.mean, [2])
    let deviation = Tensor([1, 2, 3]).stdMean(dim: [0], correction: 0)
    expect(deviation.std, [0.816496580927726])
  }

  @Test(arguments: floating)
  func layerNormOfAConstantRowIsZero(dtype: DType) {
    for constant in [0.1, 10_000.1234567, 3e7, 1.1e30] {
      for n in [3, 7, 31, 500, 768] {
        let x = Tensor.full([2, n], constant, dtype: dtype)
        let size = layerNorm(x, eps: 1e-12).abs().max().item()
        #expect(size <= 1e-6, "\(constant), \(n): \(size)")
      }
    }
  }

  @Test func layerNormOfTheHuge() {
    let x = Tensor([1, 2, 3.5, -1].map { Float($0 * 1e30) })
    let right = layerNorm(Tensor([1, 2, 3.5, -1]), eps: 1e-12).doubles()
    expect(layerNorm(x), right, within: 1e-5)
    let far = Tensor([1, 2, 3.5, -1]) * 0.01 + 1e4
    let exact = layerNorm(far.to(.float64), eps: 1e-12).doubles()
    expect(layerNorm(far, eps: 1e-12), exact, within: 1e-5)
    expect(layerNorm(Tensor([.infinity, 1])), [.nan, .nan])
  }

  // MARK: Extremes

  @Test func aNaNIsTheLargestAndTheSmallest() {
    let x = Tensor([1, .nan, 3, .nan])
    expect(x.max(), [.nan])
    expect(x.amin(dim: 0), [.nan])
    #expect(x.argmax().ints() == [1] && x.argmin(dim: 0).ints() == [1])
    expect(gradient([1, .nan, 3, 2], .float32) { $0.max() }, [0, 1, 0, 0])
    expect(gradient([1, 3, 3, 2], .float32) { $0.max() }, [0, 0.5, 0.5, 0])
    expect(gradient([1, 3, 3, 2], .float32) { $0.amax(dim: 0) }, [0, 0.5, 0.5, 0])
    expect(gradient([1, 3, 3, 2], .float32) { $0.max(dim: 0).values }, [0, 1, 0, 0])
    expect(gradient([1, 3, .nan, .nan], .float32) { $0.max(dim: 0).values }, [0, 0, 1, 0])
    for place in 0..<70 {
      var values = [Float](repeating: 1, count: 70)
      values[place] = .nan
      #expect(Tensor(values).argmax().ints() == [place])
      #expect(
        Tensor.stack(Array(repeating: Tensor(values), count: 20), dim: 1).argmin(dim: 0).ints()
          == Array(repeating: place, count: 20))
    }
  }

  @Test func extremesAndTheirPlaces() {
    let x = Tensor([[1, 5, 5], [7, 2, 7]])
    let found = x.max(dim: 1)
    #expect(found.values.scalars == [5, 7] && found.indices.ints() == [1, 0])
    #expect(found.indices.dtype == .int64)
    #expect(x.min(dim: 0, keepDim: true).indices.ints() == [0, 1, 0])
    #expect(x.min(dim: 0, keepDim: true).values.shape == [1, 3])
    #expect(x.argmax(keepDim: true).shape == [1, 1] && x.argmax().ints() == [3])
    #expect(x.amax(dim: [0, 1]).item() == 7 && x.amin().item() == 1)
    #expect(Tensor(ints: [3, 9, 9]).max(dim: 0).indices.ints() == [1])
    #expect(Tensor(ints: [3, 9, 9]).to(.int8).max(dim: 0).values.dtype == .int8)
    #expect(Tensor(bools: [false, true]).amax(dim: 0).dtype == .bool)
    #expect(Tensor(bools: [false, true]).amax(dim: 0).bools() == [true])
    #expect(Tensor(5).max(dim: 0).indices.ints() == [0])
  }

  @Test func medians() {
    #expect(Tensor([4, 1, 2, 3]).median().item() == 2)
    #expect(Tensor([1, .nan, 2]).median(dim: 0).indices.ints() == [1])
    #expect(Tensor([1, .nan, 2]).median().item().isNaN)
    let x = Tensor([[3, 1, 2], [9, 9, 1]])
    #expect(
      x.median(dim: 1).values.scalars == [2, 9] && x.median(dim: 1).indices.ints() == [2, 0])
    #expect(x.median(dim: 0).values.scalars == [3, 1, 1])
    #expect(x.median(dim: 0, keepDim: true).indices.shape == [1, 3])
    #expect(Tensor(ints: [5, 3, 4]).median().dtype == .int64)
    expect(gradient([1, 3, 2, 2], .float32) { $0.median() }, [0, 0, 0.5, 0.5])
    let many = Tensor.randperm(1001, generator: Generator(seed: 3))
    #expect(many.median().item() == 500)
  }

  // MARK: Truth, products, norms

  @Test func questions() {
    let x = Tensor([[0, 2, 0], [0, .nan, 1]])
    #expect(x.any(dim: 0).bools() == [false, true, true] && x.any(dim: 0).dtype == .bool)
    #expect(x.all(dim: 0).bools() == [false, true, false])
    #expect(x.any(dim: 1, keepDim: true).shape == [2, 1] && x.any() && !x.all())
    #expect(x.any(dim: [0, 1]).bools() == [true])
    #expect(x.countNonzero(dim: 0).ints() == [0, 2, 1] && x.countNonzero().ints() == [3])
    #expect(Tensor(ints: [1, 2]).all(dim: 0).bools() == [true])
    for place in 0..<200 {
      var values = [Bool](repeating: false, count: 200)
      values[place] = true
      #expect(Tensor(bools: values).any() && !Tensor(bools: values.map { !$0 }).all())
      #expect(Tensor(bools: values).countNonzero().ints() == [1])
    }
  }

  @Test func questionsOfEveryLength() {
    for n in [1, 7, 8, 9, 63, 64, 65, 130, 700] {
      for width in [1, 3, 64, 70] {
        let ones = Tensor.ones([n, width], dtype: .bool)
        let zeros = Tensor.zeros([n, width], dtype: .bool)
        #expect(ones.all() && !zeros.any())
        #expect(!zeros.any(dim: 0).any() && !zeros.any(dim: 1).any())
        #expect(ones.all(dim: 0).countNonzero().ints() == [width])
        #expect(ones.all(dim: 1).countNonzero().ints() == [n])
        let (row, column) = (n * 2 / 3, width / 2)
        ones.select(dim: 0, row).select(dim: 0, column).fill_(false)
        zeros.select(dim: 0, row).select(dim: 0, column).fill_(true)
        for dtype in [DType.bool, .float32, .float64, .int64, .int8] {
          #expect(zeros.to(dtype).any(dim: 1).argmaxOfOne() == row, "\(n)×\(width) \(dtype)")
          #expect(zeros.to(dtype).any(dim: 0).argmaxOfOne() == column)
          #expect(ones.to(dtype).all(dim: 1).logicalNot().argmaxOfOne() == row)
          #expect(ones.to(dtype).all(dim: 0).logicalNot().argmaxOfOne() == column)
        }
      }
    }
  }

  @Test func productsOfLongRows() {
    for n in [5, 16, 17, 40, 100] {
      for zeros in [[], [3], [3, n - 1]] {
        var values = (0..<n).map { 0.9 + 0.01 * Double($0 % 20) }
        for place in zeros { values[place] = 0 }
        let right = values.indices.map { i in
          values.indices.reduce(1) { $1 == i ? $0 : $0 * values[$1] }
        }
        expect(gradient(values, .float64) { $0.prod() }, right, within: 1e-12)
        expect(gradient(values, .float32) { $0.prod(dim: 0) }, right, within: 1e-5)
      }
    }
    // The product of all is too small for its type, those of the others are not.
    expect(gradient([1e-30, 1e-30, 1], .float32) { $0.prod() }, [1e-30, 1e-30, 0])
  }

  @Test func productsWithZeros() {
    expect(gradient([2, 3, 4], .float32) { $0.prod() }, [12, 8, 6])
    expect(gradient([0, 3, 4], .float32) { $0.prod() }, [12, 0, 0])
    expect(gradient([0, 0, 4], .float32) { $0.prod(dim: 0) }, [0, 0, 0])
    expect(gradient([inf, 0, 1], .float32) { $0.prod() }, [0, inf, .nan])
    #expect(Tensor(ints: [2, 3, 7]).prod().ints() == [42])
    #expect(Tensor(bools: [true, true]).prod(dim: 0).dtype == .int64)
    #expect(Tensor(ints: [2, 3]).to(.int8).prod().dtype == .int64)
    let columns = Parameter(Tensor([[0, 2], [3, 4], [5, 6]]))
    columns.prod(dim: 0).sum().backward()
    expect(columns.grad ?? columns, [15, 24, 0, 12, 0, 8])
  }

  @Test(arguments: floating)
  func normsAndTheirSlopes(dtype: DType) {
    let nan = Double.nan
    let cases: [(p: Double, values: [Double], norm: Double, gradient: [Double])] = [
      (2, [0, 0, 0], 0, [0, 0, 0]), (2, [3, 0, -4], 5, [0.6, 0, -0.8]),
      (2, [inf, 1, 0], inf, [nan, 0, 0]), (2, [nan, 1, 0], nan, [nan, nan, nan]),
      (1, [3, 0, -4], 7, [1, 0, -1]), (1, [nan, 1, 0], nan, [0, 1, 0]),
      (inf, [3, 0, -4], 4, [0, 0, -1]), (inf, [2, -2, 1], 2, [0.5, -0.5, 0]),
      (inf, [nan, 1, 0], nan, [0, 0, 0]), (-inf, [2, -2, 1], 1, [0, 0, 1]),
      (3, [3, 0, -4], 4.497941445275415, [0.444851352, 0, -0.790846848]),
      (3, [0, 0, 0], 0, [0, 0, 0]),
      (0.5, [3, 0, -4], 13.928203230275509, [2.15470054, 0, -1.86602540]),
      (-1, [3, 0, -4], 0, [0, 0, 0]),
      (-2, [2, -2, 1], 0.816496580927726, [0.0680413817, -0.0680413817, 0.544331054]),
    ]
    for (p, values, norm, slopes) in cases {
      expect(tensor(values, dtype).norm(p), [norm], "\(p) of \(values)")
      expect(
        gradient(values, dtype) { $0.norm(p, dim: 0) }, slopes, within: 1e-6, "\(p) of \(values)")
    }
    expect(tensor([3, 0, nan], dtype).norm(0), [2])
    #expect(!Parameter(Tensor([1, 2])).norm(0).requiresGrad)
    let x = Tensor([[1, 2], [3, 4]]).to(dtype)
    expect(x.norm(1, dim: 0), [4, 6])
    expect(x.norm(.infinity, dim: [0, 1], keepDim: true), [4])
  }
}

extension Tensor {
  /// Where the only true element is.
  fileprivate func argmaxOfOne() -> Int? {
    countNonzero().ints() == [1] ? to(.int64).argmax().ints()[0] : nil
  }
}
