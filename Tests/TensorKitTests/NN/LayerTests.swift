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

  @Test func aPaddingRowIsZeroAndStaysSo() {
    let table = withGenerator(Generator(seed: 0)) { Embedding(3, 2, paddingIdx: -2) }
    let plain = withGenerator(Generator(seed: 0)) { Embedding(3, 2) }
    let (drawn, whole) = (table.weight.scalars, plain.weight.scalars)
    #expect(
      drawn == [whole[0], whole[1], 0, 0, whole[4], whole[5]], "the others are drawn as ever")
    #expect(table.paddingIdx == 1)
    table(Tensor(ints: [1, 1, 2])).sum().backward()
    #expect(table.weight.grad?.scalars == [0, 0, 0, 0, 1, 1])
  }

  /// Values of F.rms_norm: without an eps, it is the type's own.
  @Test func anRMSNormHasTheEpsOfItsType() {
    let x = Tensor([[1e-4, 2e-4, -3e-4], [1, 2, -3]])
    let single = RMSNorm(3)(x).doubles()
    let double = RMSNorm(3, dtype: .float64)(x.to(.float64)).doubles()
    #expect(
      zip(
        single,
        [
          0.2455320954322815, 0.491064190864563, -0.7365963459014893, 0.4629100561141968,
          0.9258201122283936, -1.3887301683425903,
        ]
      ).allSatisfy { ($0 - $1).magnitude < 2e-7 })
    #expect(
      zip(
        double,
        [
          0.46291002713282936, 0.9258200542656587, -1.3887301824419027, 0.4629100498862757,
          0.9258200997725514, -1.3887301496588271,
        ]
      ).allSatisfy { ($0 - $1).magnitude < 1e-7 })
  }

  @Test func aLayerNormOfAMatrixIsThatOfItsRowsAsOne() {
    let x = Tensor.randn([2, 2, 3], generator: Generator(seed: 1))
    let whole = LayerNorm([2, 3])(x)
    expectSame(whole.reshape(2, 6), LayerNorm(6)(x.reshape(2, 6)), "as one row")
    #expect(LayerNorm([2, 3]).stateDict().map { $0.value.shape } == [[2, 3], [2, 3]])
    #expect(LayerNorm(4, bias: false).stateDict().keys == ["weight"])
    #expect(LayerNorm(4, elementwiseAffine: false).stateDict().isEmpty)
  }

  @Test func flatteningLeavesTheBatch() {
    let x = Tensor.zeros(2, 3, 4, 5)
    #expect(Flatten()(x).shape == [2, 60])
    #expect(Flatten(startDim: 0, endDim: 1)(x).shape == [6, 4, 5])
    #expect(Flatten(startDim: -2)(x).shape == [2, 3, 20])
    #expect(Identity()(x) === x)
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
