import Testing

@testable import TensorKit

/// Every draw of PyTorch's generator from a fresh seed, to the bit.
@Suite struct RandomParityTests {
  /// A recorded name → the draw that must reproduce it. Each begins from a fresh seed.
  private static var draws: [String: () -> Tensor] {
    var draws: [String: () -> Tensor] = [
      "rand.4x5": { .rand(4, 5) },
      "randn.3x4x5": { .randn(3, 4, 5) },
      "uniform.-2.5:1.5.64": { Tensor.zeros(64).uniform_(-2.5, 1.5) },
      "normal.1:0.02.64": { Tensor.zeros(64).normal_(mean: 1, std: 0.02) },
      "randint.0:65.64": { .randint(0, 65, [64]) },
      "randperm.50": { .randperm(50) },
      "bernoulli.0.3.64": { Tensor.zeros(64).bernoulli_(0.3) },
      "bernoulli.0.9.1000": { Tensor.zeros(1000).bernoulli_(0.9) },
      "dropout.0.1.ones1000": { dropout(.ones(1000), p: 0.1) },
      "dropout.0.5.ones8x8": { dropout(.ones(8, 8), p: 0.5) },
      "kaiming_normal.relu.8x64": { Init.kaimingNormal(.zeros(8, 64), nonlinearity: .relu) },
      "xavier_uniform.8x64": { Init.xavierUniform(.zeros(8, 64)) },
      "linear.64x32.weight": { Linear(64, 32).weight.detach() },
      "linear.64x32.bias": { Linear(64, 32).parameter("bias").detach() },
      "embedding.65x16.weight": { Embedding(65, 16).weight.detach() },
    ]
    for n in [1, 7, 15, 16, 17, 100, 1000] {
      draws["rand.\(n)"] = { .rand(n) }
      draws["randn.\(n)"] = { .randn(n) }
    }
    for (r, i) in [(8, 64), (4, 16), (16, 256), (1, 1), (3, 5)] {
      draws["kaiming_uniform.a=sqrt5.\(r)x\(i)"] = {
        Init.kaimingUniform(.zeros(r, i), a: 5.0.squareRoot())
      }
    }
    return draws
  }

  @Test(arguments: GoldenFiles.seeds)
  func everyDrawFromAFreshSeed(seed: Int) throws {
    let recorded = try GoldenFiles.load("rng", seed)
    let single = recorded.keys.filter { !$0.hasPrefix("sequence.") }
    #expect(Set(single) == Set(Self.draws.keys), "the table and the recording name the same draws")
    for (name, draw) in Self.draws {
      let drawn = withGenerator(Generator(seed: UInt64(seed)), draw)
      expectSame(drawn, try recorded.need(name), name)
    }
  }

  @Test(arguments: GoldenFiles.seeds)
  func severalDrawsInARow(seed: Int) throws {
    let recorded = try GoldenFiles.load("rng", seed)
    try withGenerator(Generator(seed: UInt64(seed))) {
      expectSame(.rand(5), try recorded.need("sequence.rand5"), "rand(5)")
      expectSame(.randn(3), try recorded.need("sequence.randn3"), "randn(3)")
      expectSame(.randn(20), try recorded.need("sequence.randn20"), "randn(20)")
      expectSame(.rand(3), try recorded.need("sequence.rand3"), "rand(3)")
      expectSame(
        .randn(1), try recorded.need("sequence.randn1"), "the normal held back by randn(3)")
      expectSame(.randint(0, 1000, [4]), try recorded.need("sequence.randint"), "randint")
    }
  }
}
