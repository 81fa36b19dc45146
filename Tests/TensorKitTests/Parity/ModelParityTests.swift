import Testing

@testable import TensorKit

/// A whole model, an adapter and a training run against PyTorch and PEFT.
@Suite struct ModelParityTests {
  private func loadedModel(_ seed: Int) throws -> MiniGPT {
    let model = MiniGPT()
    try model.loadStateDict(try GoldenFiles.load("minigpt", seed))
    return model
  }

  @Test(arguments: GoldenFiles.seeds)
  func aModelBuiltFromASeedHasPyTorchsWeights(seed: Int) throws {
    let recorded = try GoldenFiles.load("minigpt", seed)
    let built = withGenerator(Generator(seed: UInt64(seed))) { MiniGPT() }.stateDict()
    #expect(Set(built.keys) == Set(recorded.keys))
    for (name, tensor) in recorded { expectSame(try built.need(name), tensor, name) }
  }

  @Test(arguments: GoldenFiles.seeds)
  func theDrawsAfterTheModelFollowOn(seed: Int) throws {
    let io = try GoldenFiles.load("minigpt_io", seed)
    try withGenerator(Generator(seed: UInt64(seed))) {
      _ = MiniGPT()
      expectSame(.randint(0, 65, [2, 32]), try io.need("ids"), "ids")
      expectSame(.randint(0, 65, [2, 32]), try io.need("targets"), "targets")
    }
  }

  @Test(arguments: GoldenFiles.seeds)
  func logitsLossAndGradients(seed: Int) throws {
    let io = try GoldenFiles.load("minigpt_io", seed)
    let model = try loadedModel(seed)
    let logits = model(try io.need("ids"))
    let loss = crossEntropy(logits.reshape(-1, 65), try io.need("targets").reshape(-1))
    expectClose(logits, try io.need("logits"), within: 1e-5, floor: 1, "logits")
    expectClose(loss, try io.need("loss"), within: 1e-5, floor: 1, "loss")
    loss.backward()
    for (name, parameter) in model.namedParameters() {
      // The gradient of a key's bias is zero but for rounding: softmax does not see a shift.
      let floor = name.hasSuffix("k_proj.bias") ? 1e-3 : 1e-30
      let gradient = try #require(parameter.grad, "no gradient of \(name)")
      expectClose(gradient, try io.need("grad.\(name)"), within: 1e-4, floor: floor, name)
    }
  }

  @Test(arguments: GoldenFiles.seeds)
  func oneAdaptedLayer(seed: Int) throws {
    let recorded = try GoldenFiles.load("lora", seed)
    let (r, scale) = (8, Float(16) / 8)
    try withGenerator(Generator(seed: UInt64(seed))) {
      let base = Linear(64, 48)
      let a = Init.kaimingUniform(.zeros(r, 64), a: 5.0.squareRoot())
      let b = Tensor.randn(48, r) * 0.02
      let x = Tensor.randn(5, 64)
      expectSame(base.weight.detach(), try recorded.need("base.weight"), "base.weight")
      expectSame(base.parameter("bias").detach(), try recorded.need("base.bias"), "base.bias")
      expectSame(a, try recorded.need("lora_A"), "A")
      expectSame(b, try recorded.need("lora_B"), "B")
      expectSame(x, try recorded.need("x"), "x")

      let y = base(x) + linear(linear(x, a), b) * scale
      let merged = base.weight + matmul(b, a) * scale
      expectClose(base(x), try recorded.need("y.base"), within: 1e-6, "y of the base")
      expectClose(y, try recorded.need("y.lora"), within: 1e-6, "y")
      expectClose(merged, try recorded.need("weight.merged"), within: 1e-6, "merged weight")
      expectClose(
        linear(x, merged, base.bias), try recorded.need("y.merged"), within: 1e-6, "merged y")
    }
  }

  @Test(arguments: GoldenFiles.seeds)
  func anAdapterThatPEFTWroteGivesPEFTsLogits(seed: Int) throws {
    let io = try GoldenFiles.load("peft_io", seed)
    let adapter = try Adapter.load(from: "\(GoldenFiles.folder(seed))/peft_adapter")
    #expect(adapter.config.rank == 8)
    #expect(adapter.config.alpha == 16)
    #expect(
      Set(adapter.config.targetModules)
        == ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"])
    let model = try loadedModel(seed)
    let base = model(try io.need("ids"))
    let scale = Float(adapter.config.alpha) / Float(adapter.config.rank)
    model.adapt(adapter.tensors, scale: scale)

    let counts = try #require(try GoldenFiles.index(seed)["minigpt"])
    let trainable = model.parameters().filter(\.requiresGrad).reduce(0) { $0 + $1.count }
    let total = model.parameters().reduce(0) { $0 + $1.count }
    #expect(trainable == counts["trainable"]?.integer)
    #expect(total == counts["total"]?.integer)
    let adapted = model(try io.need("ids"))
    expectClose(adapted, try io.need("logits.adapter"), within: 1e-5, floor: 1, "logits")
    expectClose(adapted, try io.need("logits.merged"), within: 1e-5, floor: 1, "merged logits")
    #expect(relativeError(adapted, base) > 0.01, "the adapter changes the logits")
  }

  @Test(arguments: GoldenFiles.seeds)
  func fiftyStepsOfAdamW(seed: Int) throws {
    let recorded = try GoldenFiles.load("training", seed)
    let losses = try #require(try GoldenFiles.index(seed)["training_losses"]?.elements)
      .compactMap(\.number)
    #expect(losses.count == 50)
    let model = withGenerator(Generator(seed: UInt64(seed))) { MiniGPT() }
    model.adapt(adapterTensors("start", recorded), scale: 2)
    let (ids, targets) = (try recorded.need("ids"), try recorded.need("targets").reshape(-1))
    let optimizer = AdamW(
      model.parameters().filter(\.requiresGrad), lr: 1e-2, weightDecay: 0.01)
    for (step, expected) in losses.enumerated() {
      let loss = crossEntropy(model(ids).reshape(-1, 65), targets)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      #expect((loss.item() - expected).magnitude <= 1e-4, "step \(step)")
    }
    let end = adapterTensors("end", recorded)
    #expect(end.count == 12)
    for (name, tensor) in end {
      expectClose(model.parameter(name).detach(), tensor, within: 1e-3, name)
    }
  }

  /// `start.base_model.model.<layer>.lora_A.default.weight` → `<layer>.lora_A`
  private func adapterTensors(_ moment: String, _ recorded: StateDict) -> StateDict {
    let prefix = "\(moment).base_model.model."
    return StateDict(
      recorded.filter { $0.key.hasPrefix(prefix) }.map {
        (String($0.key.dropFirst(prefix.count).dropLast(".default.weight".count)), $0.value)
      })
  }
}
