import Testing

import TensorKit

/// A programmer's mistake stops the program with a sentence that says what would have been right.
@Suite struct ModuleMistakeTests {
  private func expect(_ result: ExitTest.Result?, says sentence: String) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(sentence))
  }

  @Test func aChildThatIsNotThere() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      Sequential(ReLU(), GELU()).replace("2", with: ReLU())
    }
    expect(result, says: "Sequential has no module \"2\". It has: 0, 1")
  }

  @Test func aParameterThatIsNotThere() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Linear(2, 2, bias: false).parameter("bias")
    }
    expect(result, says: "Linear has no parameter \"bias\". It has: weight")
  }

  @Test func aNameWithADot() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      Module().register("a.b", ReLU())
    }
    expect(result, says: "\"a.b\" cannot be a name")
  }

  @Test func oneNameForTwoKinds() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      Linear(2, 2).register("weight", ReLU())
    }
    expect(result, says: "\"weight\" is already the name of something of another kind")
  }

  @Test func aModuleWithoutAForward() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = ModuleList(ReLU())(Tensor([1]))
    }
    expect(result, says: "ModuleList has no forward")
  }

  @Test func aProbabilityBeyondOne() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Dropout(1.5)
    }
    expect(result, says: "Dropout(1.5): a probability lies in 0...1")
  }

  @Test func anInitialiserWithoutAFan() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      Init.kaimingUniform(Tensor.zeros(3))
    }
    expect(result, says: "a tensor of shape [3] has no fan")
  }

  @Test func anOptimiserWithNothingToDo() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = AdamW([])
    }
    expect(result, says: "there are no parameters to change")
  }

  @Test func moreTokensThanTheContext() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = MiniGPT(vocab: 3, ctx: 2, dim: 4, heads: 2, layers: 1)(
        Tensor(ints: [0, 1, 2], shape: [1, 3]))
    }
    expect(result, says: "3 tokens do not fit a context of 2")
  }
}
