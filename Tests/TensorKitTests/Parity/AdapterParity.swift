import Testing

@testable import TensorKit

/// An adapter that PEFT wrote: its tensors, its configuration, and the logits that it gives.
enum AdapterParity {
  /// What PEFT writes beside the numbers: where the base came from, and how A and B were begun.
  private static let withoutEffect = [
    "auto_mapping", "base_model_name_or_path", "corda_config", "ensure_weight_tying", "eva_config",
    "exclude_modules", "inference_mode", "init_lora_weights", "layers_pattern",
    "layers_to_transform", "loftq_config", "lora_ga_config", "megatron_config", "megatron_core",
    "qalora_group_size", "revision", "task_type", "velora_config",
  ]
  private static let targets = [
    "attn.q_proj", "attn.k_proj", "attn.v_proj", "attn.o_proj", "mlp.fc1", "mlp.fc2",
  ]

  /// PEFT's random A and B, drawn here again in the order in which PEFT walked over them.
  static func tensors(_ recorded: Recording) throws {
    let read = try Adapter.load(from: folder(recorded.seed)).tensors
    #expect(read.count == recorded.names.count)
    let generator = Generator(seed: UInt64(recorded.seed + 1))
    for layer in (0..<2).flatMap({ block in targets.map { "blocks.\(block).\($0)" } }) {
      for side in ["lora_A", "lora_B"] {
        let stored = try read.need("\(layer).\(side)")
        let drawn = Tensor.randn(stored.shape, generator: generator) * 0.05
        let key = "base_model.model.\(layer).\(side).weight"
        try recorded.expectSame(drawn, key)
        try recorded.expectSame(stored, key)
      }
    }
  }

  /// Every switch that PEFT writes is one that is known here, or one that the numbers do not hang on.
  static func configuration(_ recorded: Recording) throws {
    let config = try Adapter.load(from: folder(recorded.seed)).config
    #expect(config.rank == 8)
    #expect(try recorded.member("r") == .integer(8))
    #expect(config.alpha == 16)
    #expect(try recorded.member("lora_alpha") == .integer(16))
    #expect(config.dropout == 0)
    #expect(try recorded.member("lora_dropout") == .real(0))
    let names = try recorded.member("target_modules").elements?.compactMap(\.string) ?? []
    #expect(config.targetModules == names)
    #expect(Set(names) == Set(targets.map { $0.hasPrefix("attn.") ? String($0.dropFirst(5)) : $0 }))
    #expect(try recorded.member("peft_type") == .string("LORA"))
    #expect(try recorded.member("peft_version").string != nil)
    for name in withoutEffect { _ = try recorded.member(name) }
    for name in recorded.left where AdapterConfig.changesNumbers(name) {
      let value = try recorded.member(name)
      #expect(AdapterConfig.off.contains(value), "\(name)")
    }
  }

  static func logits(_ recorded: Recording) throws {
    let model = MiniGPT()
    try model.loadStateDict(try GoldenFiles.load("minigpt", recorded.seed))
    let ids = try recorded.input("ids")
    let base = model(ids)
    let adapter = try Adapter.load(from: folder(recorded.seed))
    model.adapt(
      adapter.tensors, scale: Float(adapter.config.alpha) / Float(adapter.config.rank))
    let adapted = model(ids)
    let tolerance = try recorded.tolerance("adapter")
    try recorded.expectClose(adapted, "logits.adapter", within: tolerance, floor: 1)
    try recorded.expectClose(adapted, "logits.merged", within: tolerance, floor: 1)
    #expect(relativeError(adapted, base) > 0.01, "the adapter changes the logits")
  }

  private static func folder(_ seed: Int) -> String { "\(GoldenFiles.folder(seed))/peft_adapter" }
}
