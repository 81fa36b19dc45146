import Testing

@testable import TensorKit

/// What no tensor holds: names, counts and sizes. The losses are ``TrainingParity``'s.
enum IndexParity {
  static func check(_ recorded: Recording) throws {
    #expect(try recorded.member("torch").string?.hasPrefix("2.") == true)
    #expect(try recorded.member("seed").integer == recorded.seed)
    let names = try recorded.member("ops").elements?.compactMap(\.string) ?? []
    #expect(Set(names) == OperationParity.names)
    #expect(try recorded.member("training_losses").elements?.count == TrainingParity.steps)
    let tolerances = try recorded.member("tolerances").members ?? []
    #expect(
      Set(tolerances.map(\.key)) == [
        "ops", "lora", "logits", "loss", "gradients", "adapter", "training_losses", "training_end",
      ])
    #expect(tolerances.allSatisfy { ($0.value.number ?? .nan) < 1e-2 })
    try model(recorded)
  }

  private static func model(_ recorded: Recording) throws {
    let config = try recorded.member("minigpt_config")
    let model = MiniGPT()
    #expect(config.members?.count == 5)
    #expect(config["vocab"]?.integer == model.vocab)
    #expect(config["ctx"]?.integer == model.ctx)
    #expect(config["dim"]?.integer == model.dim)
    #expect(config["heads"]?.integer == model.heads)
    #expect(config["layers"]?.integer == model.layers)

    let counts = try recorded.member("minigpt")
    #expect(counts.members?.count == 3)
    #expect(counts["base"]?.integer == count(model.parameters()))
    let adapter = try Adapter.load(from: "\(GoldenFiles.folder(recorded.seed))/peft_adapter")
    model.adapt(adapter.tensors, scale: 2)
    #expect(counts["trainable"]?.integer == count(model.parameters().filter(\.requiresGrad)))
    #expect(counts["total"]?.integer == count(model.parameters()))
  }

  private static func count(_ parameters: [Parameter]) -> Int {
    parameters.reduce(0) { $0 + $1.count }
  }
}
