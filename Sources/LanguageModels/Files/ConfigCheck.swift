/// What the numbers of a configuration are called in a file, for errors.
struct ConfigKeys {
  var file: String
  var heads: String
  var keyValueHeads: String
  var headDim: String
}

extension LlamaConfig {
  /// The same, if its numbers fit one another.
  func checked(_ keys: ConfigKeys) throws(ModelFileError) -> LlamaConfig {
    func refuse(_ key: String, _ problem: String) -> ModelFileError {
      ModelFileError(
        file: keys.file, key: key, problem: problem,
        remedy: "Take the file that was published with the model.")
    }
    guard keyValueHeads <= attentionHeads, attentionHeads.isMultiple(of: keyValueHeads) else {
      throw refuse(
        keys.keyValueHeads, "is \(keyValueHeads), which does not divide the \(attentionHeads) heads"
      )
    }
    guard headDim > 0, headDim.isMultiple(of: 2) else {
      throw refuse(
        keys.headDim, "makes heads \(headDim) wide, and rotation needs an even width above 0")
    }
    // Where the width is not given it is a share of the whole.
    guard attentionHeads.multipliedReportingOverflow(by: headDim).partialValue < 1 << 31 else {
      throw refuse(keys.heads, "makes the heads wider than any model's")
    }
    return self
  }
}

/// A tensor that a model must have, and its shape.
struct WantedTensor {
  let name: String
  let shape: [Int]
}

extension LlamaConfig {
  /// The tensors outside the layers that come first, by Hugging Face's names.
  var tensorsBefore: [WantedTensor] {
    [WantedTensor(name: "model.embed_tokens.weight", shape: [vocabSize, hiddenSize])]
  }

  /// The tensors of one layer.
  func tensors(ofLayer layer: Int) -> [WantedTensor] {
    let queries = attentionHeads * headDim
    let keys = keyValueHeads * headDim
    let shapes: [(String, [Int])] = [
      ("self_attn.q_proj", [queries, hiddenSize]), ("self_attn.k_proj", [keys, hiddenSize]),
      ("self_attn.v_proj", [keys, hiddenSize]), ("self_attn.o_proj", [hiddenSize, queries]),
      ("mlp.gate_proj", [intermediateSize, hiddenSize]),
      ("mlp.up_proj", [intermediateSize, hiddenSize]),
      ("mlp.down_proj", [hiddenSize, intermediateSize]), ("input_layernorm", [hiddenSize]),
      ("post_attention_layernorm", [hiddenSize]),
    ]
    return shapes.map { WantedTensor(name: "model.layers.\(layer).\($0.0).weight", shape: $0.1) }
  }

  /// The tensors that come last.
  var tensorsAfter: [WantedTensor] {
    let norm = WantedTensor(name: "model.norm.weight", shape: [hiddenSize])
    let head = WantedTensor(name: "lm_head.weight", shape: [vocabSize, hiddenSize])
    return tiesWordEmbeddings ? [norm] : [norm, head]
  }
}
