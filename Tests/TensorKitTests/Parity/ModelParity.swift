import Testing

@testable import TensorKit

/// A whole model, and one adapted layer, against PyTorch.
enum ModelParity {
  /// Building the model from a seed draws what PyTorch draws.
  static func weights(_ recorded: Recording) throws {
    let built = withGenerator(Generator(seed: UInt64(recorded.seed))) { MiniGPT() }.stateDict()
    #expect(Set(built.keys) == Set(recorded.names))
    for (name, tensor) in built { try recorded.expectSame(tensor, name) }
  }

  static func logitsLossAndGradients(_ recorded: Recording) throws {
    let model = try withGenerator(Generator(seed: UInt64(recorded.seed))) {
      let model = MiniGPT()
      try recorded.expectSame(.randint(0, 65, [2, 32]), "ids")
      try recorded.expectSame(.randint(0, 65, [2, 32]), "targets")
      return model
    }
    let logits = model(try recorded.input("ids"))
    let loss = crossEntropy(logits.reshape(-1, 65), try recorded.input("targets").reshape(-1))
    try recorded.expectClose(logits, "logits", within: recorded.tolerance("logits"), floor: 1)
    try recorded.expectClose(loss, "loss", within: recorded.tolerance("loss"), floor: 1)
    loss.backward()
    let tolerance = try recorded.tolerance("gradients")
    for (name, parameter) in model.namedParameters() {
      // The gradient of a key's bias is zero but for rounding: softmax does not see a shift.
      let floor = name.hasSuffix("k_proj.bias") ? 1e-3 : 1e-30
      let gradient = try #require(parameter.grad, "no gradient of \(name)")
      try recorded.expectClose(gradient, "grad.\(name)", within: tolerance, floor: floor)
    }
  }

  /// One layer, drawn in the lab's order: the base, then A, then B, then the input.
  static func oneAdaptedLayer(_ recorded: Recording) throws {
    let (r, scale) = (8, Float(16) / 8)
    try withGenerator(Generator(seed: UInt64(recorded.seed))) {
      let base = Linear(64, 48)
      let a = Init.kaimingUniform(.zeros(r, 64), a: 5.0.squareRoot())
      let b = Tensor.randn(48, r) * 0.02
      let x = Tensor.randn(5, 64)
      try recorded.expectSame(base.weight.detach(), "base.weight")
      try recorded.expectSame(base.parameter("bias").detach(), "base.bias")
      try recorded.expectSame(a, "lora_A")
      try recorded.expectSame(b, "lora_B")
      try recorded.expectSame(x, "x")

      let y = base(x) + linear(linear(x, a), b) * scale
      let merged = base.weight + matmul(b, a) * scale
      let tolerance = try recorded.tolerance("lora")
      try recorded.expectClose(base(x), "y.base", within: tolerance)
      try recorded.expectClose(y, "y.lora", within: tolerance)
      try recorded.expectClose(merged, "weight.merged", within: tolerance)
      try recorded.expectClose(linear(x, merged, base.bias), "y.merged", within: tolerance)
    }
  }
}
