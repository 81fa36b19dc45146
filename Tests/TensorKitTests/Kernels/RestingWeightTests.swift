import Testing

@testable import TensorKit

/// Weights that rest in two bytes: a product with them is the product with the same numbers in float32.
struct RestingWeightTests {
  /// Rows, outputs, inputs: a few vectors, one that fills no tile, blocks, and a result that is turned.
  static let sizes = [
    (1, 1, 1), (1, 576, 192), (2, 37, 100), (3, 5, 17), (4, 64, 48), (8, 129, 33), (9, 130, 67),
    (17, 300, 600), (64, 96, 1100), (250, 70, 40), (37, 2100, 65),
  ]

  @Test(arguments: sizes, [DType.bfloat16, .float16])
  func linearWidensThem(_ size: (Int, Int, Int), _ dtype: DType) {
    let (rows, outputs, inputs) = size
    let dice = Generator(seed: UInt64(rows * 1000 + outputs))
    let weight = Tensor.randn([outputs, inputs], generator: dice).to(dtype)
    let bias = Tensor.randn([outputs], generator: dice)
    let x = Tensor.randn([rows, inputs], generator: dice)
    let wide = weight.to(.float32)
    for threads in [1, 3] {
      setNumThreads(threads)
      #expect(linear(x, weight, bias).allClose(linear(x, wide, bias), rtol: 1e-5, atol: 1e-4))
      #expect(x.matmul(weight.t()).allClose(x.matmul(wide.t()), rtol: 1e-5, atol: 1e-4))
      let g = Tensor.randn([rows, outputs], generator: dice)
      #expect(g.matmul(weight).allClose(g.matmul(wide), rtol: 1e-5, atol: 1e-4))
      #expect(weight.matmul(x.t()).allClose(wide.matmul(x.t()), rtol: 1e-5, atol: 1e-4))
    }
  }

  /// A matrix whose rows and columns both lie apart.
  @Test(arguments: [DType.bfloat16, .float16]) func stridesDoNotMatter(_ dtype: DType) {
    let all = Tensor.randn([40, 3, 2 * 31]).to(dtype)
    let weight = all.select(dim: 1, 1).slice(dim: 1, from: 0, to: 62, step: 2)
    let x = Tensor.randn([20, 31])
    #expect(linear(x, weight).allClose(linear(x, weight.to(.float32)), rtol: 1e-5, atol: 1e-4))
  }

  /// Every pattern of bits, in the vectors and one by one: what is read is what conversion gives.
  @Test(arguments: [DType.bfloat16, .float16]) func everyNumberIsRead(_ dtype: DType) {
    let finite = (0..<65_536).map { Float(bitPattern: UInt32($0) << 16) }.filter(\.isFinite)
    let halves = (0..<65_536).map { Float(Float16(bitPattern: UInt16($0))) }.filter(\.isFinite)
    let numbers = dtype == .bfloat16 ? finite : halves
    let whole = numbers.count / 16 * 16
    let all = Tensor(numbers.prefix(whole).map { Double($0) }, dtype: .float32)
    let weight = all.to(dtype).reshape([whole / 16, 16])
    let (units, wide) = (Tensor.eye(16), all.reshape([whole / 16, 16]).t())
    // A few vectors are read by one kernel, many are packed by another.
    let many = linear(units, weight)
    #expect(many.equal(wide))
    for row in 0..<16 {
      let one = linear(units.narrow(dim: 0, start: row, length: 1), weight)
      #expect(one.equal(wide.narrow(dim: 0, start: row, length: 1)))
    }
    #expect(linear(Tensor.ones(1, 1), all.to(dtype).unsqueeze(1)).squeeze(0).equal(all))
  }

  @Test func infinitiesAndNaNsStay() {
    for dtype in [DType.bfloat16, .float16] {
      let special: [Double] = [.infinity, -.infinity, .nan]
      let weight = Tensor(special, dtype: .float32).to(dtype).unsqueeze(1)
      for rows in [1, 12] {
        let read = linear(Tensor.ones(rows, 1), weight).select(dim: 0, 0).doubles()
        #expect(read[0] == .infinity && read[1] == -.infinity && read[2].isNaN)
      }
    }
  }

  @Test func gradientsFlowThroughThem() {
    let weight = Tensor.randn([30, 20]).to(.bfloat16)
    let wide = weight.to(.float32)
    func slope(_ weight: Tensor) -> Tensor? {
      let x = Parameter(Tensor.ones(7, 20) * 0.5)
      (linear(x, weight) * linear(x, weight)).sum().backward()
      return x.grad
    }
    let (narrow, full) = (slope(weight), slope(wide))
    #expect(narrow != nil && full != nil)
    if let narrow, let full { #expect(narrow.allClose(full, rtol: 1e-5, atol: 1e-4)) }
  }

  @Test func aWeightThatLearnsGetsAGradientOfItsType() {
    let weight = Parameter(Tensor.randn([4, 3]).to(.bfloat16))
    linear(Tensor.ones(2, 3), weight).sum().backward()
    #expect(weight.grad?.dtype == .bfloat16)
    #expect(weight.grad?.to(.float32).doubles() == Array(repeating: 2, count: 12))
  }

  /// A frozen layer's input may change before backward: nothing of it was kept.
  @Test func aFrozenLayerKeepsNoInput() {
    let x = Parameter(Tensor.ones(2, 3))
    let inner = x * 2
    let y = linear(inner, Tensor.ones(4, 3)).sum()
    _ = noGrad { inner.mul_(5) }
    y.backward()
    #expect(x.grad?.doubles() == Array(repeating: 8, count: 6))
  }

  /// Whoever holds the parameter has the new type, and its gradient with it.
  @Test func aParameterIsConvertedInPlace() {
    let layer = Linear(weight: Tensor([1, 2], shape: [1, 2]).to(.bfloat16))
    let held = layer.weight
    held.grad = Tensor.ones([1, 2], dtype: .bfloat16)
    held.convert(to: .float32)
    #expect(layer.weight === held && layer.weight.dtype == .float32)
    #expect(held.grad?.dtype == .float32 && held.doubles() == [1, 2] && held.requiresGrad)
  }
}
