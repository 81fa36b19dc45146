import Foundation
import TensorKit
import Testing

@testable import LanguageModels

/// A model comes out of its files as it was put in.
@Suite struct LanguageModelFileTests {
  private static let bfloat = Goldens.tiny + "/hf"
  private static let whole = Goldens.tiny + "/tiny-f32.gguf"
  private static let mixed = Goldens.tiny + "/tiny-mixed.gguf"

  private func expectEqual(_ left: Tensor, _ right: Tensor, _ name: String) {
    #expect(left.shape == right.shape && left.dtype == right.dtype, "\(name)")
    #expect(left.to(.float32).doubles() == right.to(.float32).doubles(), "\(name)")
  }

  /// attn_q and attn_k among them, whose rows lie in another order in the GGUF file.
  @Test func everyTensorOfBothFormatsIsTheSame() throws {
    let (folder, gguf) = (
      try LanguageModelFile(path: Self.bfloat), try LanguageModelFile(path: Self.whole)
    )
    #expect(folder.config == gguf.config)
    #expect(folder.tensorNames == gguf.tensorNames && folder.tensorNames.count == 20)
    let stored = try StateDict.load(from: Self.bfloat + "/model.safetensors")
    #expect(Set(stored.keys) == Set(folder.tensorNames))
    for name in folder.tensorNames {
      let wanted = try #require(stored[name])
      expectEqual(try folder.tensor(name, as: .float32), wanted.to(.float32), name)
      expectEqual(try gguf.tensor(name, as: .float32), wanted.to(.float32), name)
      expectEqual(try gguf.tensor(name, as: .float64), wanted.to(.float64), name)
    }
  }

  /// As the reference program multiplied them out.
  @Test func blocksAreMultipliedOut() throws {
    let file = try LanguageModelFile(path: Self.mixed)
    let values = try StateDict.load(from: Self.mixed.dropLast(5) + ".dequantized.safetensors")
    #expect(values.count == 20)
    let parts = [
      "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
      "attn_output": "self_attn.o_proj", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
      "ffn_down": "mlp.down_proj", "attn_norm": "input_layernorm",
      "ffn_norm": "post_attention_layernorm",
    ]
    for (name, value) in values {
      let pieces = name.split(separator: ".").map(String.init)
      var wanted = value
      let key: String
      switch pieces[0] {
      case "token_embd": key = "model.embed_tokens.weight"
      case "output_norm": key = "model.norm.weight"
      default: key = "model.layers.\(pieces[1]).\(try #require(parts[pieces[2]])).weight"
      }
      if ["attn_q", "attn_k"].contains(pieces.dropFirst(2).first) {
        let heads = pieces[2] == "attn_q" ? 4 : 2
        wanted = value.view(heads, 8, 2, 64).transposed(1, 2).contiguous().view(heads * 16, 64)
      }
      expectEqual(try file.tensor(key, as: .float32), wanted, key)
      expectEqual(try file.tensor(key, as: .bfloat16), wanted.to(.bfloat16), key)
      expectEqual(try file.tensor(key, as: .float16), wanted.to(.float16), key)
    }
  }

  /// Whether a matrix came from a kind of block is told by its dtype alone.
  @Test func matricesRestInTwoBytes() throws {
    let file = try LanguageModelFile(path: Self.mixed)
    let state = try file.stateDict()
    #expect(state.keys == file.tensorNames)
    for (name, tensor) in state {
      let wanted: DType =
        tensor.ndim == 1 ? .float32 : name.contains("v_proj") ? .float16 : .bfloat16
      #expect(tensor.dtype == wanted, "\(name)")
      expectEqual(tensor, try file.tensor(name, as: .float32).to(wanted), name)
    }
    for (name, tensor) in try LanguageModelFile(path: Self.bfloat).stateDict() {
      #expect(tensor.dtype == (tensor.ndim == 1 ? .float32 : .bfloat16), "\(name)")
    }
  }

  @Test func factsAreRead() throws {
    for path in [Self.bfloat, Self.whole, Self.mixed] {
      let file = try LanguageModelFile(path: path)
      #expect(
        file.config
          == LlamaConfig(
            vocabSize: 384, hiddenSize: 64, intermediateSize: 96, hiddenLayers: 2,
            attentionHeads: 4, keyValueHeads: 2, headDim: 16, rmsNormEps: 1e-5, ropeTheta: 100_000,
            maxPositions: 256, tiesWordEmbeddings: true))
      #expect(file.path == path && file.endTokens == [2] && file.tokenizer.vocabSize == 384)
    }
    #expect(try LanguageModelFile(path: Self.bfloat).name == "hf")
    #expect(try LanguageModelFile(path: Self.bfloat).byteCount == 174_736)
    #expect(try LanguageModelFile(path: Self.whole).name == "tiny-f32")
    #expect(try LanguageModelFile(path: Self.whole).byteCount == 354_400)
  }

  /// A file in the memory of which no number has been looked at yet, cut short under the program.
  @Test func aFileThatWasCutShortIsNotReadOn() throws {
    let folder = try ModelFolder(copying: nil)
    let path = folder.file("m.gguf")
    try folder.write(GGUFSample().file, to: "m.gguf")
    let file = try LanguageModelFile(path: path)
    let names = file.tensorNames
    #expect(try file.tensor(names[0]).shape == [3, 4])
    try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: 100)
    let error = try #require(throws: ModelFileError.self) { try file.tensor(names[0]) }
    #expect(error.file == path && error.problem.contains("has become shorter"))
  }

  @Test func aNameThatIsNoneIsRefused() throws {
    let file = try LanguageModelFile(path: Self.whole)
    let error = try #require(throws: ModelFileError.self) { try file.tensor("lm_head.weight") }
    #expect(error.key == "lm_head.weight" && error.file == Self.whole)
  }

  /// What is replaced by renaming stays as it was opened.
  @Test func aFileThatIsReplacedStaysAsItWas() throws {
    let folder = try ModelFolder(copying: nil)
    let path = folder.file("m.gguf")
    try folder.write(GGUFSample().file, to: "m.gguf")
    let file = try LanguageModelFile(path: path)
    try folder.write([1], to: "other")
    #expect(rename(folder.file("other"), path) == 0)
    #expect(try file.tensor("model.norm.weight").doubles() == [0, 1, 2, 3])
  }
}
