import Testing

@testable import TensorKit

@Suite struct LayerTests {
  @Test func aLinearIsALinearMap() throws {
    let layer = Linear(3, 2)
    try layer.loadStateDict([
      "weight": Tensor([[1, 2, 3], [4, 5, 6]]), "bias": Tensor([10, 20]),
    ])
    #expect(layer(Tensor([1, 0, -1])).scalars == [8, 18])
    #expect(layer(Tensor.ones(4, 5, 3)).shape == [4, 5, 2])
    #expect(Linear(3, 2, bias: false).bias == nil)
    #expect(Linear(3, 2, bias: false).stateDict().keys == ["weight"])
  }

  /// Values of nn.Linear(3, 2, dtype=float64), seed 0.
  @Test func aLinearInDoublePrecision() {
    let weight = withGenerator(Generator(seed: 0)) { Linear(3, 2, dtype: .float64) }.weight
    let recorded = [
      0.5427704542528101, 0.23996970930833816, -0.046900537438113156, 0.48583757737745076,
      0.16745942958373372, 0.3361886278485809,
    ]
    #expect(zip(weight.doubles(), recorded).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    #expect(weight.dtype == .float64)
  }

  @Test func aLayerNormHasMeanZeroAndVarianceOne() {
    let y = LayerNorm(4)(Tensor([[1, 2, 3, 4], [-10, 0, 0, 10]]))
    let mean = y.mean(dim: -1).scalars
    let variance = y.variance(dim: -1, unbiased: false).scalars
    #expect(mean.allSatisfy { $0.magnitude < 1e-6 })
    #expect(variance.allSatisfy { ($0 - 1).magnitude < 1e-4 })
  }

  @Test func anEmbeddingLooksUpRows() throws {
    let table = Embedding(3, 2)
    try table.loadStateDict(["weight": Tensor([[1, 2], [3, 4], [5, 6]])])
    #expect(table(Tensor(ints: [2, 0])).scalars == [5, 6, 1, 2])
  }

  @Test func aChainGoesFromFirstToLast() throws {
    let negate = Linear(1, 1, bias: false)
    try negate.loadStateDict(["weight": Tensor([[-1]])])
    #expect(Sequential(ReLU(), negate)(Tensor([1])).scalars == [-1])
    #expect(Sequential(negate, ReLU())(Tensor([1])).scalars == [0])
  }

  @Test func containersAreIndexedAndSeeReplacements() {
    let chain = Sequential(Dropout(0.1), ReLU())
    #expect(chain.count == 2)
    #expect(chain[1] is ReLU)
    chain.replace("0", with: GELU())
    #expect(chain[0] is GELU)
    #expect(chain(Tensor([-100])).scalars == [0])

    let list = ModuleList()
    list.append(ReLU())
    list.append(GELU())
    #expect(list.count == 2)
    #expect(list[1] is GELU)
    #expect(list.modules.map { type(of: $0) == ReLU.self } == [true, false])
  }
}

@Suite struct InitTests {
  /// Values of torch.nn.init, seed 7.
  @Test func rulesBesidesTheRecordedOnes() {
    func drawn(_ fill: (Generator) -> Tensor) -> [Float] { fill(Generator(seed: 7)).scalars }
    #expect(
      drawn {
        Init.kaimingUniform(.zeros(2, 3), mode: .fanOut, nonlinearity: .relu, generator: $0)
      } == [0.120975226, -1.0433763, 0.5515255, 0.54348385, -0.9257411, -0.25959492])
    #expect(
      drawn { Init.xavierNormal(.zeros(2, 3), gain: 2, generator: $0) }
        == [-0.18568274, 0.99439883, 1.1976452, -1.4095461, 2.138699, -1.1318777])
    #expect(
      Array(drawn { Init.kaimingUniform(.zeros(2, 3, 2), generator: $0) }.prefix(4))
        == [0.06984508, -0.6023936, 0.3184234, 0.31378055])
  }

  @Test func aParameterMayBeFilledAndStaysALeaf() {
    let parameter = Parameter(Tensor.zeros(2, 2))
    Init.ones(parameter)
    #expect(parameter.scalars == [1, 1, 1, 1])
    Init.constant(parameter, 3)
    Init.zeros(Tensor.ones(1))
    #expect(parameter.scalars == [3, 3, 3, 3])
    #expect(parameter.isLeaf && parameter.requiresGrad)
    let same: Parameter = Init.normal(parameter, mean: 5, std: 0)
    #expect(same === parameter)
    #expect(parameter.scalars == [5, 5, 5, 5])
  }
}
