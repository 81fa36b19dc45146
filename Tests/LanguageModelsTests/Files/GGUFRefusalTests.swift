import Testing

@testable import LanguageModels

/// Damaged and foreign GGUF files: each is refused in words that name the file and what is at fault.
@Suite struct GGUFRefusalTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let key: String?
    let says: String
    let change: @Sendable (inout GGUFSample) -> Void

    init(
      _ key: String?, _ says: String, _ change: @escaping @Sendable (inout GGUFSample) -> Void
    ) {
      (self.key, self.says, self.change) = (key, says, change)
    }

    var testDescription: String { "\(key ?? "file"): \(says)" }
  }

  typealias Sample = GGUFSample

  @Test func theSampleIsSound() throws {
    let file = try LanguageModelFile(gguf: FileMap(bytes: Sample().file, path: "/m/s.gguf"))
    #expect(file.name == "s" && file.config.tiesWordEmbeddings && file.config.headDim == 2)
    #expect(file.tokenizer.encode("abc b") == [2, 1])
    var older = Sample()
    older.version = 2
    older.remove("llama.attention.head_count_kv")
    older.remove("tokenizer.ggml.token_type")
    older.change("blk.0.attn_k.weight") { $0 = Sample.Tensor($0.name, [4, 4]) }
    older.change("blk.0.attn_v.weight") { $0 = Sample.Tensor($0.name, [4, 4]) }
    older.tensors.append(Sample.Tensor("output.weight", [4, 3]))
    let other = try LanguageModelFile(gguf: FileMap(bytes: older.file, path: "s"))
    #expect(other.config.keyValueHeads == 2 && !other.config.tiesWordEmbeddings)
    #expect(other.tensorNames.last == "lm_head.weight")
    var aligned = Sample()
    aligned.alignment = 64
    aligned.set(Sample.number("general.alignment", 64))
    _ = try LanguageModelFile(gguf: FileMap(bytes: aligned.file, path: "s"))
  }

  /// A prefix is never taken for a whole: the last tensor ends with the file.
  @Test func whereverItIsCutItIsRefused() {
    let whole = Sample().file
    for length in whole.indices {
      #expect(throws: ModelFileError.self, "\(length) bytes") {
        try LanguageModelFile(gguf: FileMap(bytes: Array(whole[..<length]), path: "s"))
      }
    }
  }

  @Test(arguments: frames + values + tensors + models)
  func isRefused(_ row: Row) throws {
    var sample = Sample()
    row.change(&sample)
    let error = try #require(throws: ModelFileError.self) {
      try LanguageModelFile(gguf: FileMap(bytes: sample.file, path: "/m/s.gguf"))
    }
    #expect(error.key == row.key)
    #expect(error.problem.contains(row.says), "\(error)")
    #expect(error.description.hasPrefix("/m/s.gguf: ") && error.remedy.hasSuffix("."))
  }

  private static let frames = [
    Row(nil, "does not begin with the letters GGUF") { $0.magic[0] = 0x67 },
    Row("version", "is GGUF version 1, and versions 2 and 3 are read") { $0.version = 1 },
    Row("version", "is GGUF version 4") { $0.version = 4 },
    Row("version", "is a big-endian GGUF file") { $0.version = 3 << 24 },
    Row("tensor_count", "claims 18446744073709551615") { $0.claimedTensors = .max },
    Row("metadata_kv_count", "claims 9223372036854775808") { $0.claimedValues = 1 << 63 },
    Row("metadata_kv_count", "claims 1000") { $0.claimedValues = 1000 },
  ]

  private static let values = [
    Row("metadata key", "is empty") { $0.values[0].key = [] },
    Row("metadata key", "not UTF-8") { $0.values[0].key = [0xC3, 0x28] },
    Row("metadata key", "too long") {
      $0.values[0].key = [UInt8](repeating: 0x61, count: 65_536)
    },
    Row("general.architecture", "has the value type 13") { $0.values[0].kind = 13 },
    Row("general.architecture", "claims 18446744073709551615") {
      $0.values[0].bytes = Sample.bytes(UInt64.max)
    },
    Row("llama.block_count", "is there twice") { $0.values.append($0.values[1]) },
    Row("x", "holds the byte 2 where true or false") {
      $0.set(Sample.Value(key: [0x78], kind: 7, bytes: [2]))
    },
    Row("x", "claims 2305843009213693952") {
      $0.set(
        Sample.Value(
          key: [0x78], kind: 9, bytes: Sample.bytes(UInt32(12)) + Sample.bytes(UInt64(1) << 61)))
    },
    Row("x", "nests lists more than 4 deep") {
      let one = Sample.bytes(UInt32(9)) + Sample.bytes(UInt64(1))
      let nested = (0..<100).flatMap { _ in one }
      $0.set(Sample.Value(key: [0x78], kind: 9, bytes: nested))
    },
    Row("general.alignment", "must be a power of two") {
      $0.set(Sample.number("general.alignment", 48))
    },
    Row("general.alignment", "must be a power of two") {
      $0.set(Sample.number("general.alignment", 0))
    },
    Row("general.alignment", "must be a power of two") {
      $0.set(Sample.text("general.alignment", "32"))
    },
  ]

  private static let tensors = [
    Row("tensor name", "is empty") { $0.tensors[0].name = "" },
    Row("tensor name", "too long") { $0.tensors[0].name = String(repeating: "n", count: 1025) },
    Row("token_embd.weight", "has 0 dimensions") { $0.tensors[0].dimensions = [] },
    Row("token_embd.weight", "has 5 dimensions") { $0.tensors[0].dimensions = [1, 1, 1, 4, 3] },
    Row("token_embd.weight", "has a dimension of 0") { $0.tensors[0].dimensions = [4, 0] },
    Row("token_embd.weight", "has a dimension of 18446744073709551615") {
      $0.tensors[0].dimensions = [.max, 3]
    },
    Row("token_embd.weight", "is too large") { $0.tensors[0].dimensions = [1 << 40, 1 << 40] },
    Row("token_embd.weight", "no whole number of blocks") { $0.tensors[0].type = 8 },
    Row("token_embd.weight", "has the type Q4_K, and F32, F16, BF16, Q8_0, Q4_0, Q4_1 are read") {
      $0.tensors[0].type = 12
    },
    Row("token_embd.weight", "has the type I8,") { $0.tensors[0].type = 24 },
    Row("token_embd.weight", "has the type number 4000000000,") {
      $0.tensors[0].type = 4_000_000_000
    },
    Row("output_norm.weight", "is there twice") { $0.tensors.append($0.tensors[10]) },
    Row("blk.0.attn_norm.weight", "no multiple of the alignment 32") {
      $0.tensors[1].claimedOffset = 65
    },
    Row("blk.0.attn_norm.weight", "outside the file") { $0.tensors[1].claimedOffset = 1 << 63 },
    Row("blk.0.attn_norm.weight", "takes 16 bytes from byte 9223372036854775776") {
      $0.tensors[1].claimedOffset = UInt64(Int.max - 31)
    },
    Row("blk.0.attn_norm.weight", "shares bytes with \"token_embd.weight\"") {
      $0.tensors[1].claimedOffset = 32
    },
    Row("output_norm.weight", "takes 16 bytes from byte") { $0.missing = 1 },
  ]

  private static func config(_ key: String, _ value: UInt32?, _ says: String) -> Row {
    Row("llama.\(key)", says) { sample in
      sample.remove("llama.\(key)")
      if let value { sample.set(Sample.number("llama.\(key)", value)) }
    }
  }

  private static let models = [
    Row("general.architecture", "is \"gemma\", and models of the architecture \"llama\" are read") {
      $0.set(Sample.text("general.architecture", "gemma"))
    },
    Row("general.architecture", "is \"\"") { $0.remove("general.architecture") },
    Row("general.architecture", "must be a text") {
      $0.set(Sample.number("general.architecture", 1))
    },
    config("block_count", nil, "is missing"), config("block_count", 0, "above 0"),
    config("embedding_length", .max, "below 2147483648"),
    config("feed_forward_length", nil, "is missing"), config("context_length", nil, "is missing"),
    config("attention.head_count", 0, "above 0"), config("attention.head_count_kv", 3, "is 3"),
    config("attention.key_length", 3, "needs an even width"),
    config("attention.value_length", 4, "is 4, and a head is 2 wide"),
    config("rope.dimension_count", 1, "is 1, and a head is 2 wide"),
    config("attention.layer_norm_rms_epsilon", nil, "is missing"),
    config("rope.freq_base", 0, "must be a finite number above 0"),
    config("expert_count", 8, "a plain Llama does not do"),
    config("attention.sliding_window", 512, "a plain Llama does not do"),
    config("attention.sliding_window", 1, "a plain Llama does not do"),
    config("rope.scaling.type", 1, "a plain Llama does not do"),
    Row("llama.rope.freq_base", "must be a finite number above 0") {
      $0.set(Sample.float("llama.rope.freq_base", .infinity))
    },
    Row("llama.attention.layer_norm_rms_epsilon", "must be a finite number above 0") {
      $0.set(Sample.float("llama.attention.layer_norm_rms_epsilon", .nan))
    },
    Row("llama.rope.scaling.type", "a plain Llama does not do") {
      $0.set(Sample.text("llama.rope.scaling.type", "yarn"))
    },
    Row("blk.0.attn_q.bias", "a plain Llama does not have") {
      $0.tensors.append(Sample.Tensor("blk.0.attn_q.bias", [4]))
    },
    Row("rope_freqs.weight", "a plain Llama does not have") {
      $0.tensors.append(Sample.Tensor("rope_freqs.weight", [1]))
    },
    Row("blk.1.attn_norm.weight", "has no place for") {
      $0.tensors.append(Sample.Tensor("blk.1.attn_norm.weight", [4]))
    },
    Row("blk.00.attn_norm.weight", "is there twice") {
      $0.tensors.append(Sample.Tensor("blk.00.attn_norm.weight", [4]))
    },
    Row("model.norm.weight", "is missing, and the configuration asks for [4]") {
      $0.tensors.removeLast()
    },
    config("block_count", 2_000_000_000, "is missing, and the configuration asks for [4, 4]")
      .of("model.layers.1.self_attn.q_proj.weight"),
    Row("blk.0.attn_q.weight", "has the shape [3, 4], and the configuration asks for [4, 4]") {
      $0.change("blk.0.attn_q.weight") { $0 = Sample.Tensor($0.name, [4, 3]) }
    },
    Row("blk.0.attn_norm.weight", "has the shape [4, 1], and the configuration asks for [4]") {
      $0.change("blk.0.attn_norm.weight") { $0.dimensions = [1, 4] }
    },
    Row("vocab_size", "is 2, and the tokenizer has 3 tokens") {
      $0.set(Sample.number("llama.vocab_size", 2))
    },
    Row("tokenizer.ggml.model", "is \"llama\", and \"gpt2\"") {
      $0.set(Sample.text("tokenizer.ggml.model", "llama"))
    },
    Row("tokenizer.ggml.pre", "is \"qwen2\", and \"smollm\" and \"gpt-2\" are read") {
      $0.set(Sample.text("tokenizer.ggml.pre", "qwen2"))
    },
    Row("tokenizer.ggml.tokens", "must be a list of texts") { $0.remove("tokenizer.ggml.tokens") },
    Row("tokenizer.ggml.tokens", "must be a list of texts") {
      $0.set(Sample.number("tokenizer.ggml.tokens", 1))
    },
    Row("tokenizer.ggml.merges", "is missing") { $0.remove("tokenizer.ggml.merges") },
    Row("tokenizer.ggml.merges", "holds a merge without a space") {
      $0.set(Sample.list("tokenizer.ggml.merges", of: 8, [Sample.string("ab")]))
    },
    Row("tokenizer.ggml.token_type", "has 1 entries, and there are 3 tokens") {
      $0.set(Sample.list("tokenizer.ggml.token_type", of: 5, [Sample.bytes(Int32(1))]))
    },
    Row("tokenizer.ggml.token_type", "must be a list of whole numbers") {
      $0.set(Sample.text("tokenizer.ggml.token_type", "1"))
    },
    Row("tokenizer.ggml.add_bos_token", "no token is put before a text here") {
      $0.set(Sample.Value(key: Array("tokenizer.ggml.add_bos_token".utf8), kind: 7, bytes: [1]))
    },
    Row("tokenizer.ggml.eos_token_id", "must be a whole number") {
      $0.set(Sample.text("tokenizer.ggml.eos_token_id", "2"))
    },
  ]
}

extension GGUFRefusalTests.Row {
  /// The same change, with another key at fault.
  func of(_ key: String) -> Self { Self(key, says, change) }
}
