/// A GGUF file as a model of the Llama architecture.
extension GGUFFile {
  func config() throws(ModelFileError) -> LlamaConfig {
    let architecture = try string("general.architecture") ?? ""
    guard architecture == "llama" else {
      throw .unsupported(
        map.path, "general.architecture",
        "is \"\(ModelFileError.printable(architecture))\", and models of the architecture \"llama\" are read"
      )
    }
    try refuseVariants()
    let heads = try requiredSize("llama.attention.head_count")
    let hidden = try requiredSize("llama.embedding_length")
    let headDim = try size("llama.attention.key_length") ?? hidden / heads
    for key in ["llama.attention.value_length", "llama.rope.dimension_count"] {
      guard let other = try size(key), other != headDim else { continue }
      throw refuse(key, "is \(other), and a head is \(headDim) wide: other widths are not computed")
    }
    guard case .array(_, let tokens, _) = self["tokenizer.ggml.tokens"] else {
      throw refuse("tokenizer.ggml.tokens", "must be a list of texts")
    }
    let config = LlamaConfig(
      vocabSize: try size("llama.vocab_size") ?? tokens, hiddenSize: hidden,
      intermediateSize: try requiredSize("llama.feed_forward_length"),
      hiddenLayers: try requiredSize("llama.block_count"), attentionHeads: heads,
      keyValueHeads: try size("llama.attention.head_count_kv") ?? heads, headDim: headDim,
      rmsNormEps: try requiredEpsilon(),
      ropeTheta: try positive("llama.rope.freq_base") ?? 10_000,
      maxPositions: try requiredSize("llama.context_length"),
      tiesWordEmbeddings: !tensors.contains { $0.storedName == "output.weight" })
    return try config.checked(
      ConfigKeys(
        file: map.path, heads: "llama.attention.head_count",
        keyValueHeads: "llama.attention.head_count_kv", headDim: "llama.attention.key_length"))
  }

  private func requiredEpsilon() throws(ModelFileError) -> Double {
    let key = "llama.attention.layer_norm_rms_epsilon"
    guard let epsilon = try positive(key) else { throw refuse(key, "is missing") }
    return epsilon
  }

  /// What makes a model compute something else than a plain Llama. Read as one it would give other
  /// numbers without a word.
  private func refuseVariants() throws(ModelFileError) {
    // Those that are multiplied by; the others are off at 0.
    let factors: Set = [
      "llama.logit_scale", "llama.embedding_scale", "llama.residual_scale",
      "llama.rope.scaling.factor", "llama.rope.scale_linear", "llama.rope.scaling.attn_factor",
    ]
    if try bool("llama.attention.causal") == false {
      throw .unsupported(
        map.path, "llama.attention.causal", "is false, and a token sees none after it here")
    }
    for key in [
      "llama.expert_count", "llama.expert_used_count", "llama.attention.sliding_window",
      "llama.attention.clamp_kqv", "llama.attention.max_alibi_bias", "llama.attention.scale",
      "llama.attention.logit_softcapping", "llama.final_logit_softcapping", "llama.logit_scale",
      "llama.embedding_scale", "llama.residual_scale", "llama.use_parallel_residual",
      "llama.rope.scaling.type", "llama.rope.scaling.factor", "llama.rope.scale_linear",
      "llama.rope.scaling.attn_factor",
    ] {
      guard let value = self[key], !isNeutral(value, factor: factors.contains(key)) else {
        continue
      }
      throw .unsupported(
        map.path, key, "asks for something that a plain Llama does not do, and it is not done here")
    }
  }

  private func isNeutral(_ value: GGUFValue, factor: Bool) -> Bool {
    switch value {
    case .integer(let integer): integer == 0 || factor && integer == 1
    case .float32(let float): float == 0 || factor && float == 1
    case .float64(let double): double == 0 || factor && double == 1
    case .bool(let bool): !bool
    case .string(let place): ["", "none"].contains(ByteCursor(map).text(place))
    case .huge, .array: false
    }
  }

  /// The tensors by Hugging Face's names.
  func modelTensors(_ config: LlamaConfig) throws(ModelFileError) -> [String: StoredTensor] {
    var named: [String: StoredTensor] = [:]
    for var tensor in tensors {
      guard let (name, part) = Self.name(of: tensor.storedName) else {
        throw .unsupported(
          map.path, tensor.storedName, "is a tensor that a plain Llama does not have")
      }
      // Heads divide the rows if the shape is the one that the configuration asks for; whether it is
      // comes next.
      if part == "attn_q" { tensor.interleavedHeads = config.attentionHeads }
      if part == "attn_k" { tensor.interleavedHeads = config.keyValueHeads }
      guard named.updateValue(tensor, forKey: name) == nil else {
        throw .damaged(map.path, tensor.storedName, "is there twice, under two spellings")
      }
    }
    return named
  }

  /// Hugging Face's name of a tensor, and which part of a block it is.
  private static func name(of stored: String) -> (name: String, part: String)? {
    if let name = outside[stored] { return (name, "") }
    let pieces = stored.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count == 4, pieces[0] == "blk", pieces[3] == "weight",
      let layer = Int(pieces[1]), layer >= 0, let part = parts[String(pieces[2])]
    else { return nil }
    return ("model.layers.\(layer).\(part).weight", String(pieces[2]))
  }

  private static let outside = [
    "token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
  ]

  private static let parts = [
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj", "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
  ]

  /// The ids that end a text.
  func endTokens() throws(ModelFileError) -> [Int] {
    let key = "tokenizer.ggml.eos_token_id"
    guard let value = self[key] else { return [] }
    guard case .integer(let id) = value else { throw refuse(key, "must be a whole number") }
    return [id]
  }
}
