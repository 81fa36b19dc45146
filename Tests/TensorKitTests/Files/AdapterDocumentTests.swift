import Testing

@testable import TensorKit

/// A configuration that was read is written with all that stood in it.
@Suite struct AdapterDocumentTests {
  private static let document = #"""
    {"future": {"a": [1, 2.5, null, {"b": false}], "": ""}, "peft_type": "LORA", "r": 2,
     "lora_alpha": 16.0, "target_modules": ".*\\.q_proj", "task_type": "CAUSAL_LM",
     "base_model_name_or_path": "é/\u00e9/e\u0301", "inference_mode": false,
     "lora_dropout": null, "rank_pattern": {}, "bias": "none", "init_lora_weights": "gaussian",
     "huge": 123456789012345678901234567890, "tiny": 1e-7, "big": 1e22, "max": 18446744073709551615,
     "peft_version": "0.21.2", "layers_to_transform": null, "auto_mapping": {"x": "y"}}
    """#

  private func folder(_ text: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try PlainFile.write(Array(text.utf8), to: "\(folder.path)/adapter_config.json")
    try
      ([
        "base_model.model.x.q_proj.lora_A.weight": Tensor.ones(2, 3),
        "base_model.model.x.q_proj.lora_B.weight": Tensor.ones(4, 2),
      ] as StateDict).save(to: "\(folder.path)/adapter_model.safetensors")
    return folder
  }

  private func config(in folder: TemporaryFolder) throws -> JSONValue {
    try JSONParser.parse(
      FileBytes.read("\(folder.path)/adapter_config.json"), keepingDigits: true)
  }

  /// `value` with its members in the order of their names.
  private func sorted(_ value: JSONValue) -> JSONValue {
    guard let members = value.members else { return value }
    return .object(
      members.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, sorted($0.value)) })
  }

  @Test func everyFieldComesBack() throws {
    let first = try folder(Self.document)
    let second = try TemporaryFolder()
    let adapter = try Adapter.load(from: first.path)
    #expect(adapter.config.targetModules == [".*\\.q_proj"])
    try adapter.save(to: second.path)
    #expect(try sorted(config(in: second)) == sorted(config(in: first)))
    let text = String(
      decoding: try FileBytes.read("\(second.path)/adapter_config.json"), as: UTF8.self)
    #expect(text.contains("123456789012345678901234567890"))
    #expect(text.contains("18446744073709551615"))
    #expect(text.contains("\"lora_alpha\": 16.0"))
    #expect(try Adapter.load(from: second.path).config == adapter.config)
  }

  @Test(arguments: GoldenFiles.seeds)
  func PEFTsOwnFileComesBack(seed: Int) throws {
    let original = "\(GoldenFiles.folder(seed))/peft_adapter"
    let folder = try TemporaryFolder()
    try Adapter.load(from: original).save(to: folder.path)
    let before = try JSONParser.parse(FileBytes.read("\(original)/adapter_config.json"))
    #expect(try config(in: folder) == before)
  }

  @Test func whatIsChangedIsWritten() throws {
    let first = try folder(Self.document)
    let second = try TemporaryFolder()
    var adapter = try Adapter.load(from: first.path)
    adapter.config.rank = 1
    adapter.config.alpha = 0.5
    adapter.config.dropout = 0.25
    adapter.config.targetModules = ["q_proj"]
    adapter.tensors = ["x.q_proj.lora_A": Tensor([[1]]), "x.q_proj.lora_B": Tensor([[1]])]
    try adapter.save(to: second.path)
    let json = try config(in: second)
    #expect(json["r"] == .integer(1))
    #expect(json["lora_alpha"] == .real(0.5))
    #expect(json["lora_dropout"] == .real(0.25))
    #expect(json["target_modules"] == .array([.string("q_proj")]))
    #expect(json["task_type"] == .string("CAUSAL_LM"))
    #expect(json.members?.count == 18 + 1)
  }

  /// What PEFT has a default for need not stand in the file.
  @Test func aFieldThatWasNotThereIsAddedOnlyWhenItSaysSomething() throws {
    let text = #"{"peft_type":"LORA","r":2,"lora_alpha":2,"target_modules":["q_proj"]}"#
    let first = try folder(text)
    var adapter = try Adapter.load(from: first.path)
    let second = try TemporaryFolder()
    try adapter.save(to: second.path)
    #expect(try config(in: second) == JSONParser.parse(Array(text.utf8)))
    adapter.config.dropout = 0.5
    try adapter.save(to: second.path)
    #expect(try config(in: second)["lora_dropout"] == .real(0.5))
  }
}
