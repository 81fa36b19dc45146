import Testing

@testable import TensorKit

@Suite struct AdapterTests {
  private let adapter = Adapter(
    config: AdapterConfig(rank: 2, alpha: 16, dropout: 0.05, targetModules: ["q_proj", "mlp.fc1"]),
    tensors: [
      "blocks.0.attn.q_proj.lora_A": Tensor.ones(2, 3),
      "blocks.0.attn.q_proj.lora_B": Tensor.ones(4, 2),
    ])

  private func expect(
    _ adapter: Adapter, problem: TensorFileProblem, key: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TensorFileError.self, sourceLocation: sourceLocation) {
      try adapter.save(to: folder.path)
    }
    #expect(error?.problem == problem, sourceLocation: sourceLocation)
    #expect(error?.key == key, sourceLocation: sourceLocation)
    #expect(folder.contents == [], sourceLocation: sourceLocation)
  }

  @Test func whatIsSavedIsLoaded() throws {
    let folder = try TemporaryFolder()
    var saved = adapter
    saved.tensors.metadata["alpha"] = "16"
    try saved.save(to: folder.path)
    #expect(folder.contents == ["adapter_config.json", "adapter_model.safetensors"])
    let loaded = try Adapter.load(from: folder.path)
    #expect(loaded.config == adapter.config)
    #expect(loaded.tensors.keys == adapter.tensors.keys)
    #expect(loaded.tensors.metadata == ["alpha": "16", "format": "pt"])
    for (name, tensor) in adapter.tensors {
      expectSame(try loaded.tensors.need(name), tensor, name)
    }
  }

  @Test func theFileHasPEFTsNames() throws {
    let folder = try TemporaryFolder()
    try adapter.save(to: folder.path)
    let stored = try StateDict.load(from: "\(folder.path)/adapter_model.safetensors")
    #expect(
      stored.keys == [
        "base_model.model.blocks.0.attn.q_proj.lora_A.weight",
        "base_model.model.blocks.0.attn.q_proj.lora_B.weight",
      ])
    let text = try FileBytes.read("\(folder.path)/adapter_config.json")
    let config = try JSONParser.parse(text)
    #expect(config["peft_type"] == .string("LORA"))
    #expect(config["r"] == .integer(2))
    #expect(config["lora_alpha"] == .integer(16))
    #expect(config["lora_dropout"] == .real(0.05))
    #expect(config["target_modules"] == .array([.string("q_proj"), .string("mlp.fc1")]))
  }

  @Test func tensorsMustBePairsOfTheRank() throws {
    var other = adapter
    other.tensors["blocks.0.attn.q_proj.lora_B"] = nil
    try expect(
      other,
      problem: .inconsistentAdapter("has no partner \"blocks.0.attn.q_proj.lora_B\""),
      key: "blocks.0.attn.q_proj.lora_A")
    other = adapter
    other.tensors["blocks.0.attn.q_proj.lora_A"] = Tensor.ones(3, 2)
    try expect(
      other, problem: .inconsistentAdapter("has the shape [3, 2], and the rank is 2"),
      key: "blocks.0.attn.q_proj.lora_A")
    other = adapter
    other.tensors["head.weight"] = Tensor.ones(2, 2)
    try expect(
      other, problem: .inconsistentAdapter("does not end in .lora_A or .lora_B"),
      key: "head.weight")
  }

  @Test func aConfigurationThatMakesNoSenseIsNotWritten() throws {
    for (key, change) in [
      ("r", { $0.rank = 0 }), ("lora_alpha", { $0.alpha = .nan }),
      ("lora_alpha", { $0.alpha = .infinity }), ("lora_dropout", { $0.dropout = 1.5 }),
      ("lora_dropout", { $0.dropout = .nan }),
    ] as [(String, (inout AdapterConfig) -> Void)] {
      let folder = try TemporaryFolder()
      var other = adapter
      change(&other.config)
      let error = #expect(throws: TensorFileError.self) { try other.save(to: folder.path) }
      #expect(error?.key == key)
      #expect(error?.file == "\(folder.path)/adapter_config.json")
      #expect(folder.contents == [])
    }
  }

  private func config(_ changes: (inout [String: String]) -> Void) throws -> AdapterConfig {
    var members = [
      "peft_type": "\"LORA\"", "r": "8", "lora_alpha": "16", "target_modules": "[\"q_proj\"]",
    ]
    changes(&members)
    let text = "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    return try AdapterConfig(json: Array(text.utf8), file: "adapter_config.json")
  }

  @Test func aConfigurationNeedsItsNumbers() throws {
    #expect(try config { $0["lora_alpha"] = "0.5" }.alpha == 0.5)
    #expect(try config { $0["target_modules"] = "\"q_proj\"" }.targetModules == ["q_proj"])
    for (key, value) in [
      ("peft_type", "\"IA3\""), ("r", "0"), ("r", "-1"), ("r", "1.5"), ("r", "\"8\""),
      ("lora_alpha", "\"16\""), ("target_modules", "null"), ("target_modules", "[1]"),
      ("lora_alpha", "1e39"), ("lora_dropout", "\"0.1\""), ("lora_dropout", "1.5"),
      ("lora_dropout", "-0.1"),
    ] {
      let error = #expect(throws: TensorFileError.self) { try config { $0[key] = value } }
      #expect(error?.key == key, "\(key): \(value)")
    }
    #expect(throws: TensorFileError.self) { try config { $0["r"] = nil } }
    #expect(throws: TensorFileError.self) { try config { $0["r"] = "8," } }
  }

  @Test(arguments: [
    ("use_dora", "true"), ("use_rslora", "true"), ("bias", "\"all\""), ("fan_in_fan_out", "true"),
    ("rank_pattern", "{\"q_proj\": 4}"), ("alpha_pattern", "{\"q_proj\": 4}"),
    ("modules_to_save", "[\"head\"]"), ("lora_bias", "true"),
    ("use_something_new", "true"), ("alora_invocation_tokens", "[1]"),
    ("init_lora_weights", "\"pissa\""), ("init_lora_weights", "\"olora\""),
  ])
  func moreThanPlainLoRAIsRefused(key: String, value: String) throws {
    let error = #expect(throws: TensorFileError.self) { try config { $0[key] = value } }
    #expect(error?.key == key)
    _ = try config { $0[key] = "null" }
  }

  @Test func aKeyOfAnotherFormIsRefused() throws {
    let folder = try TemporaryFolder()
    try adapter.save(to: folder.path)
    let path = "\(folder.path)/adapter_model.safetensors"
    for key in [
      "blocks.0.q_proj.lora_A.weight", "base_model.model.blocks.0.q_proj.lora_A",
      "base_model.model.head.weight", "base_model.model.lora_A.weight",
      "base_model.model.x.lora_magnitude_vector.weight",
    ] {
      try StateDict([(key, Tensor.ones(2, 2))]).save(to: path)
      let error = #expect(throws: TensorFileError.self) { try Adapter.load(from: folder.path) }
      #expect(error?.key == key)
    }
  }

  @Test func aFolderThatLacksAFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TensorFileError.self) { try Adapter.load(from: folder.path) }
    #expect(error?.file == "\(folder.path)/adapter_config.json")
  }
}
