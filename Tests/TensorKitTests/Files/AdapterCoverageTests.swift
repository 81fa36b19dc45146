import Testing

@testable import TensorKit

/// PEFT leaves out, without a word, the tensors of layers that its configuration does not cover:
/// such an adapter is not written.
@Suite struct AdapterCoverageTests {
  private func config(_ members: String) throws -> AdapterConfig {
    let text = #"{"peft_type":"LORA","r":1,"lora_alpha":1,\#(members)}"#
    return try AdapterConfig(json: Array(text.utf8), file: "adapter_config.json")
  }

  private func adapter(_ config: AdapterConfig, _ layers: [String]) -> Adapter {
    var tensors = StateDict()
    for layer in layers {
      tensors["\(layer).lora_A"] = Tensor([[1]])
      tensors["\(layer).lora_B"] = Tensor([[1]])
    }
    return Adapter(config: config, tensors: tensors)
  }

  private static let q = "blocks.0.attn.q_proj"

  @Test(arguments: [
    (#""target_modules":["q_proj"]"#, q), (#""target_modules":["attn.q_proj"]"#, q),
    (#""target_modules":["blocks.0.attn.q_proj"]"#, q), (#""target_modules":["k","q_proj"]"#, q),
    (#""target_modules":["q_proj"]"#, "q_proj"), (#""target_modules":".*\\.q_proj""#, q),
    (#""target_modules":".*q_proj""#, q),
    (#""target_modules":"blocks\\.\\d+\\.attn\\.[qk]_proj""#, q),
    (#""target_modules":".*\\.(?:q|k)_proj$""#, q), (#""target_modules":"k|.*q_proj""#, q),
    (#""target_modules":"(?P<a>.*)q_proj""#, q), (#""target_modules":".*""#, "\u{E9}.e\u{301}"),
    (#""target_modules":".*\\bq_proj""#, q), (#""target_modules":"[^.]+\\.\\d+\\.[\\w.]+""#, q),
    (
      #""target_modules":"(?:.*?(?:attn|mlp).*?(?:q_proj|k_proj).*?)|(?:\\bmodel\\.layers\\.[\\d]{1,}\\.q)""#,
      q
    ),
    (#""target_modules":"all-linear""#, q), (#""target_modules":"All-Linear""#, q),
    (#""target_modules":["q_proj"],"exclude_modules":["k_proj"]"#, q),
    (#""target_modules":["q_proj"],"exclude_modules":[]"#, q),
    (#""target_modules":["q_proj"],"exclude_modules":"q_proj""#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":0,"layers_pattern":"blocks""#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[1,0]"#, "model.blocks.0.q_proj"),
    (#""target_modules":["q_proj"],"layers_to_transform":[]"#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[0],"layers_pattern":"blocks""#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[0],"layers_pattern":["h","blocks"]"#, q),
    (#""target_modules":["blocks.0.attn.q_proj"],"layers_to_transform":[7]"#, q),
  ])
  func whatIsCoveredIsSaved(members: String, layer: String) throws {
    let folder = try TemporaryFolder()
    try adapter(config(members), [layer]).save(to: folder.path)
    #expect(try Adapter.load(from: folder.path).tensors.count == 2)
  }

  @Test(arguments: [
    (#""target_modules":["k_proj"]"#, q), (#""target_modules":["proj"]"#, q),
    (#""target_modules":["_proj"]"#, q), (#""target_modules":[".q_proj"]"#, q),
    (#""target_modules":[]"#, q), (#""target_modules":[""]"#, q),
    (#""target_modules":["q_proj"]"#, "xq_proj"), (#""target_modules":["q_proj"]"#, "q_proj.x"),
    (#""target_modules":["all-linear"]"#, q), (#""target_modules":[".*\\.q_proj"]"#, q),
    (#""target_modules":["Q_proj"]"#, q), (#""target_modules":"q_proj""#, q),
    (#""target_modules":"blocks""#, q), (#""target_modules":".*\\.k_proj""#, q),
    (#""target_modules":".*\\.q_pro""#, q), (#""target_modules":"""#, q),
    (#""target_modules":"k|blocks""#, q), (#""target_modules":".*\\bproj""#, q),
    (#""target_modules":["q_proj"],"exclude_modules":["q_proj"]"#, q),
    (#""target_modules":["q_proj"],"exclude_modules":"blocks.*""#, q),
    (#""target_modules":"all-linear","exclude_modules":["attn.q_proj"]"#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[1],"layers_pattern":"blocks""#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[0],"layers_pattern":"layers""#, q),
    (#""target_modules":["q_proj"],"layers_to_transform":[1]"#, "model.blocks.0.q_proj"),
    (#""target_modules":["q_proj"],"layers_to_transform":0"#, "q_proj.x.q_proj"),
  ])
  func whatIsNotCoveredIsNotSaved(members: String, layer: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TensorFileError.self) {
      try adapter(config(members), [layer]).save(to: folder.path)
    }
    #expect(error?.file == "\(folder.path)/adapter_config.json")
    let text = error?.description ?? ""
    #expect(text.contains("\"\(layer).lora_A\""), "\(text)")
    #expect(text.contains("\"\(layer).lora_B\""), "\(text)")
    #expect(text.contains("targetModules"), "\(text)")
    #expect(folder.contents == [])
  }

  @Test func theOldFilesStay() throws {
    let folder = try TemporaryFolder()
    try adapter(AdapterConfig(rank: 1, alpha: 1, targetModules: ["q_proj"]), [Self.q])
      .save(to: folder.path)
    let paths = folder.contents.map { "\(folder.path)/\($0)" }
    let old = try paths.map { try FileBytes.read($0) }
    let error = #expect(throws: TensorFileError.self) {
      try adapter(
        AdapterConfig(rank: 1, alpha: 1, targetModules: ["k_proj"]),
        [Self.q, "blocks.0.attn.k_proj"]
      ).save(to: folder.path)
    }
    #expect(error?.key == "target_modules")
    #expect(
      error?.problem
        == .uncoveredTensors(["blocks.0.attn.q_proj.lora_A", "blocks.0.attn.q_proj.lora_B"]))
    #expect(try paths.map { try FileBytes.read($0) } == old)
  }

  @Test func manyTensorsAreNotAllListed() {
    let names = (0..<100).map { "blocks.\($0).q_proj.lora_A" }
    let text = TensorFileError(
      file: "f", key: "target_modules", problem: .uncoveredTensors(names)
    ).description
    #expect(text.contains("and 96 more"))
    #expect(text.count < 500)
  }

  /// An expression that is not understood here is not taken for one that covers.
  @Test(arguments: ["(", "*", "[", "a{2,1}", "(?<!mlp).*", String(repeating: "(", count: 100_000)])
  func anExpressionThatCannotBeReadIsNamed(pattern: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: TensorFileError.self) {
      try adapter(config(#""target_modules":"\#(pattern)""#), [Self.q]).save(to: folder.path)
    }
    #expect(error?.key == "target_modules")
    #expect(error?.description.contains("regular expression") == true)
    #expect(folder.contents == [])
  }

  /// Setting the names makes them a list, also where the file had one expression of the same text.
  @Test func setNamesAreAList() throws {
    let folder = try TemporaryFolder()
    var adapter = adapter(try config(#""target_modules":"q_proj""#), [Self.q])
    adapter.config.targetModules = ["q_proj"]
    try adapter.save(to: folder.path)
    let text = try FileBytes.read("\(folder.path)/adapter_config.json")
    #expect(try JSONParser.parse(text)["target_modules"] == .array([.string("q_proj")]))
  }
}
