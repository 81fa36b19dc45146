import Testing

@testable import TensorKit

/// A whole training run: where it begins, the loss of each step, and where it ends.
enum TrainingParity {
  static let steps = 50
  private static let targets = ["attn.q_proj", "attn.v_proj", "mlp.fc1"]

  static func fiftySteps(_ recorded: Recording) throws {
    let seed = UInt64(recorded.seed)
    let model = try withGenerator(Generator(seed: seed)) {
      let model = MiniGPT()
      try recorded.expectSame(.randint(0, 65, [4, 32]), "ids")
      try recorded.expectSame(.randint(0, 65, [4, 32]), "targets")
      return model
    }
    let (ids, classes) = (try recorded.input("ids"), try recorded.input("targets").reshape(-1))
    model.adapt(try start(recorded), scale: 2)

    let losses = try Recording("index.json", recorded.seed).member("training_losses").elements ?? []
    #expect(losses.count == steps)
    let optimizer = AdamW(model.parameters().filter(\.requiresGrad), lr: 1e-2, weightDecay: 0.01)
    let tolerance = try recorded.tolerance("training_losses")
    for (step, expected) in losses.enumerated() {
      let loss = crossEntropy(model(ids).reshape(-1, 65), classes)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      let error = (loss.item() - (expected.number ?? .nan)).magnitude
      #expect(error <= tolerance, "seed \(seed), step \(step): the loss is off by \(error)")
    }
    for name in adapted {
      try recorded.expectClose(
        model.parameter(name).detach(), key("end", name),
        within: recorded.tolerance("training_end"))
    }
  }

  /// A and B before the first step: A by Kaiming's rule from a seed of its own, B zero.
  private static func start(_ recorded: Recording) throws -> StateDict {
    let generator = Generator(seed: UInt64(recorded.seed + 2))
    var state = StateDict()
    for name in adapted {
      let shape = try recorded.input(key("start", name)).shape
      let first = Tensor.zeros(shape)
      if name.hasSuffix("lora_A") {
        Init.kaimingUniform(first, a: 5.0.squareRoot(), generator: generator)
      }
      try recorded.expectSame(first, key("start", name))
      state[name] = first
    }
    return state
  }

  /// The names of every A and B, in the order in which PEFT walks over them.
  private static var adapted: [String] {
    (0..<2).flatMap { block in
      targets.flatMap { ["blocks.\(block).\($0).lora_A", "blocks.\(block).\($0).lora_B"] }
    }
  }

  /// `blocks.0.mlp.fc1.lora_A` → `start.base_model.model.blocks.0.mlp.fc1.lora_A.default.weight`
  private static func key(_ moment: String, _ name: String) -> String {
    "\(moment).base_model.model.\(name).default.weight"
  }
}
