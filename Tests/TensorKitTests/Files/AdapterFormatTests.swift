import Testing

@testable import TensorKit

/// The two files to the last byte: what PEFT wrote, and what PEFT has been seen to load.
@Suite struct AdapterFormatTests {
  /// PEFT's own file, read and written again, is the same file.
  @Test(arguments: GoldenFiles.seeds)
  func theTensorsAreWrittenAsPEFTWritesThem(seed: Int) throws {
    let original = "\(GoldenFiles.folder(seed))/peft_adapter"
    let folder = try TemporaryFolder()
    try Adapter.load(from: original).save(to: folder.path)
    let name = "adapter_model.safetensors"
    #expect(
      try FileBytes.read("\(folder.path)/\(name)") == FileBytes.read("\(original)/\(name)"))
  }

  @Test func theBytesOfASmallAdapter() throws {
    let folder = try TemporaryFolder()
    try Adapter(
      config: AdapterConfig(rank: 1, alpha: 2, dropout: 0.05, targetModules: ["fc", "mlp.fc1"]),
      tensors: ["fc.lora_B": Tensor([[0.5]]), "fc.lora_A": Tensor([[1, -2]])]
    ).save(to: folder.path)
    let header = #"""
      {"__metadata__":{"format":"pt"},"base_model.model.fc.lora_A.weight":{"dtype":"F32",\#
      "shape":[1,2],"data_offsets":[0,8]},"base_model.model.fc.lora_B.weight":{"dtype":"F32",\#
      "shape":[1,1],"data_offsets":[8,12]}}\#

      """#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let length = UInt8(header.utf8.count + padding.utf8.count)
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F]
    #expect(
      try FileBytes.read("\(folder.path)/adapter_model.safetensors")
        == [length, 0, 0, 0, 0, 0, 0, 0] + Array((header + padding).utf8) + data)
    #expect(
      String(
        decoding: try FileBytes.read("\(folder.path)/adapter_config.json"), as: UTF8.self) == """
          {
            "peft_type": "LORA",
            "task_type": null,
            "base_model_name_or_path": null,
            "inference_mode": true,
            "r": 1,
            "lora_alpha": 2,
            "lora_dropout": 0.05,
            "target_modules": [
              "fc",
              "mlp.fc1"
            ],
            "bias": "none",
            "fan_in_fan_out": false,
            "init_lora_weights": true,
            "use_rslora": false,
            "use_dora": false,
            "modules_to_save": null
          }

          """)
  }
}
