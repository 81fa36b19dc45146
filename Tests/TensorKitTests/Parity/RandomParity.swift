import Testing

@testable import TensorKit

/// Every draw of PyTorch's generator from a fresh seed, to the bit.
enum RandomParity {
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

  static func check(_ recorded: Recording) throws {
    for (name, draw) in draws {
      try recorded.expectSame(withGenerator(Generator(seed: UInt64(recorded.seed)), draw), name)
    }
    try severalDrawsInARow(recorded)
  }

  /// One generator all along: the order of its words, and the normal that randn(3) held back.
  private static func severalDrawsInARow(_ recorded: Recording) throws {
    try withGenerator(Generator(seed: UInt64(recorded.seed))) {
      try recorded.expectSame(.rand(5), "sequence.rand5")
      try recorded.expectSame(.randn(3), "sequence.randn3")
      try recorded.expectSame(.randn(20), "sequence.randn20")
      try recorded.expectSame(.rand(3), "sequence.rand3")
      try recorded.expectSame(.randn(1), "sequence.randn1")
      try recorded.expectSame(.randint(0, 1000, [4]), "sequence.randint")
    }
  }
}
