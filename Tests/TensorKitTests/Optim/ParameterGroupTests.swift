import Testing

@testable import TensorKit

@Suite struct ParameterGroupTests {
  @Test func eachGroupHasItsOwnOptions() {
    let (a, b) = (Parameter(Tensor([1])), Parameter(Tensor([1])))
    let optimizer = SGD(
      groups: [ParameterGroup([a]), ParameterGroup([b], lr: 0.25, weightDecay: 1)], lr: 0.5)
    for p in [a, b] { p.grad = Tensor([1]) }
    optimizer.step()
    #expect(a.scalars == [0.5])
    #expect(b.scalars == [0.5], "1 − 0.25·(1 + 1·1)")
    #expect(optimizer.groups.map(\.lr) == [0.5, 0.25])
    #expect(optimizer.groups.map(\.weightDecay) == [0, 1])
    optimizer.groups[0].lr = 0.25
    #expect(optimizer.lr == 0.25)
    optimizer.lr = 0.1
    #expect(optimizer.groups.map(\.lr) == [0.1, 0.1])
  }

  @Test func aGroupMayComeLater() {
    let (a, b) = (Parameter(Tensor([1])), Parameter(Tensor([1])))
    let optimizer = AdamW([a], lr: 0.1)
    optimizer.add(ParameterGroup([b], betas: (0.5, 0.6)))
    #expect(optimizer.parameters.count == 2)
    #expect(optimizer.groups[1].betas == (0.5, 0.6))
    #expect(optimizer.groups[1]["eps"] == 1e-8)
    #expect(optimizer.options(of: 1)["beta1"] == 0.5)
  }
}

@Suite struct OptionTests {
  /// An option is the decimal that was written, whether a `Float` or a `Double` holds it.
  @Test func aFloatStandsForTheDecimalItWasWrittenAs() {
    let (single, double): (Float, Double) = (0.1, 0.1)
    for optimizer in [
      AdamW([Parameter(Tensor([1]))], lr: single, betas: (single, double), weightDecay: double),
      AdamW([Parameter(Tensor([1]))], lr: double, betas: (0.1, single), weightDecay: single),
    ] {
      #expect(optimizer.lr == 0.1 && optimizer.groups[0].betas == (0.1, 0.1))
      #expect(optimizer.groups[0].weightDecay == 0.1)
    }
    #expect(SGD([Parameter(Tensor([1]))], lr: 1, momentum: single).groups[0]["momentum"] == 0.1)
    #expect(ParameterGroup([], lr: single).lr == 0.1)
  }

  /// Values of a type that is only stored are widened for the step, and rounded back once.
  @Test func aParameterOfAStoredTypeIsTrained() {
    for make: ([Parameter]) -> Optimizer in [
      { AdamW($0, lr: 0.1) }, { SGD($0, lr: 0.1, momentum: 0.9) },
    ] {
      let narrow = OptimizerGolden.start(.bfloat16)
      let wide = OptimizerGolden.start(.float32)
      for parameter in [narrow, wide] {
        parameter.grad = OptimizerGolden.gradient(0, parameter.dtype)
        make([parameter]).step()
      }
      #expect(narrow.dtype == .bfloat16)
      expectSame(narrow.detach(), wide.detach().to(.bfloat16), "one step, rounded once")
    }
  }
}

@Suite struct OptimizerStateTests {
  private func step(_ optimizer: Optimizer, _ steps: Range<Int>) {
    for step in steps {
      for parameter in optimizer.parameters {
        parameter.grad = OptimizerGolden.gradient(step, parameter.dtype)
      }
      optimizer.step()
    }
  }

  private static let optimizers: [@Sendable ([Parameter]) -> Optimizer] = [
    { AdamW($0, lr: 0.1, weightDecay: 0.1) }, { Adam($0, lr: 0.1) },
    { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.3) }, { SGD($0, lr: 0.1) },
  ]

  /// A run that is interrupted gives what one that is not gives.
  @Test(arguments: optimizers.indices)
  func trainingGoesOnWhereItStopped(index: Int) throws {
    let whole = OptimizerGolden.start(.float32)
    step(Self.optimizers[index]([whole]), 0..<8)

    let first = OptimizerGolden.start(.float32)
    let before = Self.optimizers[index]([first])
    before.lr = 0.1
    step(before, 0..<5)
    let second = Parameter(first.detach().clone())
    let after = Self.optimizers[index]([second])
    after.lr = 7
    try after.loadStateDict(before.stateDict())
    step(before, 5..<6)
    step(after, 5..<8)
    #expect(second.detach().equal(whole.detach()))
    #expect(after.lr == 0.1)
  }

  @Test func theStructureIsPyTorchs() {
    let p = OptimizerGolden.start(.float32)
    let adam = AdamW([p], lr: 0.5)
    #expect(adam.stateDict().state.isEmpty)
    step(adam, 0..<2)
    let state = adam.stateDict()
    #expect(state.state[0]?.keys.sorted() == ["exp_avg", "exp_avg_sq", "step"])
    #expect(state.state[0]?["step"]?.item() == 2)
    #expect(state.groups.map(\.parameters) == [[0]])
    #expect(
      state.groups[0].options
        == ["lr": 0.5, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weightDecay": 0.01])
    let momentum = SGD([p], momentum: 0.9)
    step(momentum, 0..<1)
    #expect(momentum.stateDict().state[0]?.keys.sorted() == ["momentum_buffer"])
  }

  @Test func aCloneDoesNotFollow() {
    let adam = AdamW([OptimizerGolden.start(.float32)])
    step(adam, 0..<1)
    let (live, snapshot) = (adam.stateDict(), adam.stateDict().clone())
    step(adam, 1..<2)
    #expect(live.state[0]?["exp_avg"]?.equal(adam.state[0]?["exp_avg"] ?? Tensor(0)) == true)
    #expect(snapshot.state[0]?["exp_avg"]?.equal(adam.state[0]?["exp_avg"] ?? Tensor(0)) == false)
  }

  @Test func aStateOfAnotherTypeIsConverted() throws {
    let single = AdamW([OptimizerGolden.start(.float32)])
    step(single, 0..<1)
    let double = AdamW([OptimizerGolden.start(.float64)])
    try double.loadStateDict(single.stateDict())
    #expect(double.state[0]?["exp_avg"]?.dtype == .float64)
    #expect(double.state[0]?["step"]?.dtype == .float32)
  }

  @Test func aStateThatDoesNotFitIsAnErrorAndNothingChanges() {
    let p = OptimizerGolden.start(.float32)
    let adam = AdamW([p])
    step(adam, 0..<1)
    let state = adam.stateDict()
    func error(_ other: Optimizer) -> OptimizerError? {
      let error = #expect(throws: OptimizerError.self) { try other.loadStateDict(state) }
      #expect(other.state.isEmpty)
      return error
    }
    let two = AdamW([Parameter(Tensor([1])), Parameter(Tensor([2]))])
    #expect(error(two) == .groups(expected: [2], found: [1]))
    #expect(
      error(AdamW([Parameter(Tensor([1, 2]))]))
        == .shape(parameter: 0, name: "exp_avg", expected: [2], found: [43])
        || error(AdamW([Parameter(Tensor([1, 2]))]))
          == .shape(parameter: 0, name: "exp_avg_sq", expected: [2], found: [43])
    )
    let descent = error(SGD([OptimizerGolden.start(.float32)]))
    #expect(descent?.description.contains("uses dampening, lr, momentum") == true)
  }
}
