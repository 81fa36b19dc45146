import Foundation
import Testing

@testable import LanguageModels

/// A `config.json`, and what of it is refused.
@Suite struct ConfigRefusalTests {
  private static let sound = #"""
    {"model_type": "llama", "vocab_size": 384, "hidden_size": 64, "intermediate_size": 96,
     "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "hidden_act": "silu",
     "rms_norm_eps": 1e-05, "rope_theta": 500.0, "eos_token_id": [2, 0], "tie_word_embeddings": true}
    """#

  private func read(_ text: String) throws(ModelFileError) -> HuggingFaceConfig {
    try HuggingFaceConfig(json: Array(text.utf8), file: "/m/config.json")
  }

  @Test func whatIsNotSaidIsTransformersDefault() throws {
    let config = try read(Self.sound)
    #expect(config.config.headDim == 16 && config.config.ropeTheta == 500)
    #expect(config.config.maxPositions == 2048 && config.endTokens == [2, 0])
    let least = try read(
      #"{"model_type": "llama", "vocab_size": 9, "hidden_size": 8, "intermediate_size": 7, "#
        + #""num_hidden_layers": 1, "num_attention_heads": 2, "rope_scaling": null, "#
        + #""rope_parameters": {"rope_theta": 30, "rope_type": "default"}, "eos_token_id": null}"#)
    #expect(
      least.config
        == LlamaConfig(
          vocabSize: 9, hiddenSize: 8, intermediateSize: 7, hiddenLayers: 1, attentionHeads: 2,
          keyValueHeads: 2, headDim: 4, rmsNormEps: 1e-6, ropeTheta: 30, maxPositions: 2048,
          tiesWordEmbeddings: false))
    #expect(least.endTokens == [])
  }

  /// What an object says of θ counts before what an older key left beside it.
  @Test(arguments: ["rope_parameters", "rope_scaling"]) func thetaInAnObjectCounts(_ key: String)
    throws
  {
    let both = Self.sound.replacingOccurrences(
      of: #""rope_theta": 500.0"#,
      with: #""rope_theta": 500.0, "\#(key)": {"rope_type": "default", "rope_theta": 100000}"#)
    #expect(try read(both).config.ropeTheta == 100_000)
  }

  @Test(arguments: [
    #""rope_scaling": {"rope_type": null, "factor": 4}"#,
    #""rope_parameters": {"factor": 4}"#,
    #""rope_parameters": {"full_attention": {"rope_type": "yarn"}}"#,
  ]) func anglesThatAreScaledAreRefused(_ member: String) {
    let text = Self.sound.replacingOccurrences(
      of: #""rope_theta": 500.0"#, with: #""rope_theta": 500.0, "# + member)
    do throws(ModelFileError) {
      _ = try read(text)
      Issue.record("\(member) was accepted")
    } catch {
      #expect(error.key?.hasPrefix("rope_") == true, "\(error)")
    }
  }

  struct Row: CustomTestStringConvertible, Sendable {
    /// A text of the sound file, and what stands there instead.
    let old: String
    let new: String
    let key: String?
    let says: String

    init(_ old: String, _ new: String, _ key: String?, _ says: String) {
      (self.old, self.new, self.key, self.says) = (old, new, key, says)
    }

    var testDescription: String { new }
  }

  private static func added(_ member: String, _ key: String, _ says: String) -> Row {
    Row("{\"model_type\"", "{\(member), \"model_type\"", key, says)
  }

  @Test(arguments: [
    Row(sound, "", nil, "is empty"), Row(sound, "[1", nil, "is not JSON"),
    Row(sound, "version https://git-lfs.github.com/spec/v1\n", nil, "is a Git LFS pointer"),
    Row(sound, "<html>", nil, "is a web page"),
    Row(sound, String(repeating: "[", count: 1000), nil, "nested more than 64 deep"),
    Row(sound, "[]", "model_type", "is \"\""),
    Row("\"llama\"", "\"qwen2\"", "model_type", "is \"qwen2\", and models of the type \"llama\""),
    Row("384", "0", "vocab_size", "above 0"), Row("384", "1.5", "vocab_size", "whole number"),
    Row("384", "9223372036854775807", "vocab_size", "below 2147483648"),
    Row("\"hidden_size\": 64,", "", "hidden_size", "is missing"),
    Row("96", "\"96\"", "intermediate_size", "whole number"),
    Row("\"num_hidden_layers\": 2", "\"num_hidden_layers\": -2", "num_hidden_layers", "above 0"),
    Row("\"num_attention_heads\": 4,", "", "num_attention_heads", "is missing"),
    Row("heads\": 2", "heads\": 3", "num_key_value_heads", "does not divide the 4 heads"),
    Row("heads\": 2", "heads\": 8", "num_key_value_heads", "does not divide the 4 heads"),
    Row("silu", "gelu", "hidden_act", "is not \"silu\""),
    Row("1e-05", "0", "rms_norm_eps", "finite number above 0"),
    Row("1e-05", "1e999", nil, "is not JSON"),
    Row("500.0", "-1", "rope_theta", "finite number above 0"),
    Row("[2, 0]", "[2, \"x\"]", "eos_token_id", "a token's number or a list"),
    Row("[2, 0]", "-1", "eos_token_id", "a token's number or a list"),
    Row("true", "1", "tie_word_embeddings", "must be true or false"),
    added(#""head_dim": 15"#, "head_dim", "needs an even width"),
    added(#""head_dim": 2147483646"#, "num_attention_heads", "wider than any model's"),
    added(#""attention_bias": true"#, "attention_bias", "is true"),
    added(#""mlp_bias": true"#, "mlp_bias", "is true"),
    added(#""rope_interleaved": true"#, "rope_interleaved", "is true"),
    added(#""quantization_config": {}"#, "quantization_config", "are quantized"),
    added(#""partial_rotary_factor": 0.5"#, "partial_rotary_factor", "is 0.5"),
    added(#""rope_scaling": {"rope_type": "llama3"}"#, "rope_scaling.rope_type", "not \"default\""),
    added(#""rope_scaling": {"type": "linear"}"#, "rope_scaling.type", "is not \"default\""),
    added(#""rope_scaling": {"factor": 2}"#, "rope_scaling", "says no rope_type"),
    added(#""rope_scaling": 2"#, "rope_scaling", "must be an object"),
    added(
      #""rope_parameters": {"rope_type": "yarn"}"#, "rope_parameters.rope_type", "not \"default\""),
    added(
      #""rope_parameters": {"partial_rotary_factor": 0.25}"#,
      "rope_parameters.partial_rotary_factor", "is 0.25"),
  ])
  func isRefused(_ row: Row) throws {
    #expect(Self.sound.contains(row.old))
    let text = Self.sound.replacingOccurrences(of: row.old, with: row.new)
    let error = try #require(throws: ModelFileError.self) { try read(text) }
    #expect(error.key == row.key)
    #expect(error.problem.contains(row.says), "\(error)")
    #expect(error.file == "/m/config.json" && error.remedy.hasSuffix("."))
  }
}
