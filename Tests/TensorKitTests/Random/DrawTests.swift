import Testing

@testable import TensorKit

@Suite struct DrawTests {
  /// How many 32-bit words a draw takes, found by looking for the next word in the stream.
  private func words(_ draw: (Generator) -> Void) throws -> Int {
    let generator = Generator(seed: 21)
    draw(generator)
    let next = generator.nextUInt32()
    let stream = Generator(seed: 21)
    return try #require((0..<1000).first { _ in stream.nextUInt32() == next })
  }

  @Test func everyDrawTakesAsManyWordsAsPyTorchs() throws {
    #expect(try words { _ = Tensor.rand(5, generator: $0) } == 5)
    #expect(try words { _ = Tensor.rand([5], dtype: .float64, generator: $0) } == 10)
    #expect(try words { _ = Tensor.randn(2, generator: $0) } == 4)
    #expect(try words { _ = Tensor.randn(16, generator: $0) } == 16)
    #expect(try words { _ = Tensor.randn(20, generator: $0) } == 36)
    #expect(try words { _ = Tensor.randperm(10, generator: $0) } == 9)
    #expect(try words { _ = Tensor.randint(0, 1 << 28, [3], generator: $0) } == 6)
    #expect(try words { _ = Tensor.randint(0, 1 << 28 - 1, [3], generator: $0) } == 3)
    #expect(try words { _ = dropout(.ones(10), p: 0.1, generator: $0) } == 20)
    #expect(try words { generator in withGenerator(generator) { _ = Linear(4, 3) } } == 15)
  }

  /// Values of torch.rand and torch.randn in double precision, seed 0.
  @Test func doublePrecision() {
    let uniform = Tensor.rand([3], dtype: .float64, generator: Generator(seed: 0))
    #expect(uniform.doubles() == [0.9700530018065531, 0.707819864399788, 0.45938294312745087])
    let few = Tensor.randn([3], dtype: .float64, generator: Generator(seed: 0))
    #expect(few.doubles() == [1.5409961082440433, -0.2934289057609464, -2.1787893820745574])
    let many = Tensor.randn([20], dtype: .float64, generator: Generator(seed: 0)).doubles()
    let recorded = [
      0: -2.310411800234176, 8: 0.23871805816817063, 15: -0.8910030351707375,
      19: -0.7498915228391941,
    ]
    for (index, value) in recorded { #expect((many[index] - value).magnitude < 1e-15) }
  }

  /// Values of torch.randint, seed 0, drawn in a row: a range beyond 32 bits, then a small one.
  @Test func integersOfAnyRange() {
    let generator = Generator(seed: 0)
    let large = Tensor.randint(0, 1 << 40, [3], generator: generator)
    #expect(large.ints() == [741_280_623_151, 506_137_267_392, 291_447_657_211])
    #expect(Tensor.randint(-5, 5, [3], generator: generator).ints() == [2, -2, 2])
    let whole = Tensor.randint(.min, .max, [100], generator: generator).ints()
    #expect(whole.contains { $0 < 0 } && whole.contains { $0 > 0 })
  }

  /// kaiming_uniform_(a = √5) of [8, 48], seed 0. Rounding twice gives 3f9e9314 for the second.
  @Test func theUniformExpressionIsFused() {
    let a = Init.kaimingUniform(
      Tensor.zeros(8, 48), a: 5.0.squareRoot(), generator: Generator(seed: 0))
    let bits = a.scalars.map(\.bitPattern)
    #expect(Array(bits[..<4]) == [0xba8d_a3e8, 0x3d9e_9313, 0xbdf3_4b7e, 0xbdd9_8bc9])
    #expect(bits.last == 0x3e03_ae56)
  }

  @Test func aPermutationHoldsEachNumberOnce() {
    let drawn = Tensor.randperm(100, generator: Generator(seed: 2)).ints()
    #expect(drawn.sorted() == Array(0..<100))
    #expect(drawn != Array(0..<100))
    #expect(Tensor.randperm(0, generator: Generator(seed: 2)).shape == [0])
    #expect(Tensor.randperm(1, generator: Generator(seed: 2)).ints() == [0])
  }

  @Test func anEmptyTensorTakesNoWord() throws {
    #expect(try words { _ = Tensor.rand(0, generator: $0) } == 0)
    #expect(try words { _ = Tensor.randn(0, 3, generator: $0) } == 0)
  }

  @Test func floatsAndDoublesBoundAUniformAlike() {
    let (low, high): (Float, Float) = (-0.5, 0.5)
    let narrow = Tensor.zeros(20).uniform_(low, high, generator: Generator(seed: 1))
    let wide = Tensor.zeros(20).uniform_(-0.5, 0.5, generator: Generator(seed: 1))
    #expect(narrow.equal(wide))
  }
}
