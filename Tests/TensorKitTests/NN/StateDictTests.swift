import Testing

@testable import TensorKit

@Suite struct StateDictTests {
  @Test func namesKeepTheirOrder() {
    var state: StateDict = ["b": Tensor([1]), "a": Tensor([2])]
    state["c"] = Tensor([3])
    state["b"] = Tensor([4])
    #expect(state.keys == ["b", "a", "c"])
    #expect(state.map { $0.value.scalars } == [[4], [2], [3]])
    state["a"] = nil
    #expect(state.keys == ["b", "c"])
    #expect(state.removeValue(forKey: "b")?.scalars == [4])
    #expect(state.removeValue(forKey: "b") == nil)
    #expect(state.count == 1)
    #expect(!state.isEmpty)
    #expect(StateDict().isEmpty)
  }

  @Test func aModulesStateFollowsTheModuleAndACloneDoesNot() {
    let layer = Linear(2, 1, bias: false)
    let live = layer.stateDict()
    let snapshot = live.clone()
    let before = layer.weight.scalars
    noGrad { _ = layer.weight.fill_(9) }
    #expect(live["weight"]?.scalars == [9, 9])
    #expect(snapshot["weight"]?.scalars == before)
    #expect(live["weight"]?.requiresGrad == false)
  }

  @Test func aCloneKeepsMetadata() {
    var state: StateDict = ["a": Tensor([1])]
    state.metadata["alpha"] = "16"
    #expect(state.clone().metadata == ["alpha": "16"])
  }
}

@Suite struct LoadStateTests {
  private func values(_ module: Module) -> [[Float]] { module.parameters().map(\.scalars) }

  @Test func valuesAreCopiedIntoTheSameParameters() throws {
    let (from, to) = (Linear(3, 2), Linear(3, 2))
    let weight = to.weight
    to.requiresGrad(false)
    try to.loadStateDict(from.stateDict())
    #expect(values(to) == values(from))
    #expect(to.weight === weight)
    #expect(!weight.requiresGrad)
    noGrad { _ = from.weight.fill_(0) }
    #expect(values(to) != values(from))
  }

  @Test func aMissingNameIsAnErrorAndNothingChanges() {
    let layer = Linear(3, 2)
    let before = values(layer)
    let error = #expect(throws: ModuleError.self) {
      try layer.loadStateDict(["weight": .ones(2, 3)])
    }
    #expect(error == .missing(keys: ["bias"], module: "Linear"))
    #expect(error?.description.contains("Linear needs \"bias\"") == true)
    #expect(values(layer) == before)
  }

  @Test func anUnexpectedNameIsAnErrorAndNothingChanges() {
    let layer = Linear(3, 2)
    let before = values(layer)
    let error = #expect(throws: ModuleError.self) {
      try layer.loadStateDict(["weight": .ones(2, 3), "bias": .ones(2), "extra": .ones(1)])
    }
    #expect(error == .unexpected(keys: ["extra"], module: "Linear"))
    #expect(values(layer) == before)
  }

  @Test func anotherShapeIsAnErrorEvenWithAsManyElements() {
    let layer = Linear(3, 2)
    let before = values(layer)
    let error = #expect(throws: ModuleError.self) {
      try layer.loadStateDict(["weight": .ones(3, 2), "bias": .ones(2)])
    }
    #expect(error == .shape(key: "weight", expected: [2, 3], found: [3, 2]))
    #expect(values(layer) == before)
  }

  @Test func everyDifferenceIsSaidAtOnce() {
    let chain = Sequential(Linear(3, 2), Linear(2, 2), Linear(2, 1))
    let error = #expect(throws: ModuleError.self) {
      try chain.loadStateDict([
        "0.weight": .ones(2, 3), "0.bias": .ones(3), "1.weight": .ones(4), "1.bias": .ones(2),
        "2.weights": .ones(1, 2), "2.bias": .ones(1), "3.bias": .ones(1),
      ])
    }
    #expect(
      error
        == .several([
          .missing(keys: ["2.weight"], module: "Sequential"),
          .unexpected(keys: ["2.weights", "3.bias"], module: "Sequential"),
          .shape(key: "0.bias", expected: [2], found: [3]),
          .shape(key: "1.weight", expected: [2, 2], found: [4]),
        ]))
    #expect(error?.description.split(separator: "\n").count == 4)
  }

  @Test func whatFitsIsLoadedIfNotStrict() throws {
    let layer = Linear(3, 2)
    let bias = layer.bias?.scalars
    let keys = try layer.loadStateDict(["weight": .ones(2, 3), "extra": .ones(1)], strict: false)
    #expect(keys == IncompatibleKeys(missingKeys: ["bias"], unexpectedKeys: ["extra"]))
    #expect(layer.weight.scalars == [1, 1, 1, 1, 1, 1] && layer.bias?.scalars == bias)
    let whole = try layer.loadStateDict(layer.stateDict().clone())
    #expect(whole == IncompatibleKeys(missingKeys: [], unexpectedKeys: []))
  }

  @Test func aShapeThatDiffersIsAnErrorEvenIfNotStrict() {
    let layer = Linear(3, 2)
    let before = values(layer)
    let error = #expect(throws: ModuleError.self) {
      try layer.loadStateDict(["weight": .ones(2, 3), "bias": .ones(3)], strict: false)
    }
    #expect(error == .shape(key: "bias", expected: [2], found: [3]))
    #expect(values(layer) == before)
  }

  @Test func aLaterFaultLeavesEarlierParametersAlone() {
    let layer = Linear(3, 2)
    let before = values(layer)
    #expect(throws: ModuleError.self) {
      try layer.loadStateDict(["weight": .ones(2, 3), "bias": .ones(3)])
    }
    #expect(values(layer) == before)
  }

  @Test func buffersAreLoadedToo() throws {
    let module = Module()
    module.registerBuffer("mean", Tensor([0, 0]))
    try module.loadStateDict(["mean": Tensor([1, 2])])
    #expect(module.bufferIfPresent("mean")?.scalars == [1, 2])
  }

  @Test func aStateOfAnotherTypeIsConverted() throws {
    let layer = Linear(1, 1, bias: false)
    try layer.loadStateDict(["weight": Tensor([0.25], shape: [1, 1], dtype: .float64)])
    #expect(layer.weight.dtype == .float32)
    #expect(layer.weight.scalars == [0.25])
  }
}
