import TensorKit

/// What a Hugging Face `config.json` says of a model of the Llama architecture.
struct HuggingFaceConfig {
  /// More than any configuration has.
  static let longest = 1 << 20

  let config: LlamaConfig
  let endTokens: [Int]
  /// `_name_or_path`, if it is there.
  let name: String?

  init(json bytes: [UInt8], file: String) throws(ModelFileError) {
    let reader = ConfigReader(json: try JSONValue.read(bytes, file: file), file: file)
    let type = reader.json["model_type"]?.string ?? ""
    guard type == "llama" else {
      throw .unsupported(
        file, "model_type",
        "is \"\(ModelFileError.printable(type))\", and models of the type \"llama\" are read")
    }
    try reader.refuseVariants()
    let heads = try reader.requiredSize("num_attention_heads")
    let hidden = try reader.requiredSize("hidden_size")
    // Newer files keep it in an object, which counts before what an older one left beside it.
    let theta = try reader.positive(["rope_theta"])
    let inParameters = try reader.positive(["rope_parameters", "rope_theta"])
    let inScaling = try reader.positive(["rope_scaling", "rope_theta"])
    let config = LlamaConfig(
      vocabSize: try reader.requiredSize("vocab_size"), hiddenSize: hidden,
      intermediateSize: try reader.requiredSize("intermediate_size"),
      hiddenLayers: try reader.requiredSize("num_hidden_layers"), attentionHeads: heads,
      keyValueHeads: try reader.size("num_key_value_heads") ?? heads,
      headDim: try reader.size("head_dim") ?? hidden / heads,
      rmsNormEps: try reader.positive(["rms_norm_eps"]) ?? 1e-6,
      ropeTheta: inParameters ?? inScaling ?? theta ?? 10_000,
      maxPositions: try reader.size("max_position_embeddings") ?? 2048,
      tiesWordEmbeddings: try reader.bool("tie_word_embeddings") ?? false)
    self.config = try config.checked(
      ConfigKeys(
        file: file, heads: "num_attention_heads", keyValueHeads: "num_key_value_heads",
        headDim: "head_dim"))
    endTokens = try reader.ids("eos_token_id")
    name = reader.json["_name_or_path"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Members of a configuration as the kind that is wanted, or an error that names the key.
private struct ConfigReader {
  let json: JSONValue
  let file: String

  func refuse(_ key: String, _ problem: String) -> ModelFileError {
    ModelFileError(
      file: file, key: key, problem: problem,
      remedy: "Take the config.json that was published with the model.")
  }

  /// The member at the end of `path`; null is none.
  func member(_ path: [String]) -> JSONValue? {
    var value: JSONValue? = json
    for key in path { value = value?[key] }
    return value == .null ? nil : value
  }

  func size(_ key: String) throws(ModelFileError) -> Int? {
    guard let value = member([key]) else { return nil }
    guard let size = value.integer, (1..<1 << 31).contains(size) else {
      throw refuse(key, "must be a whole number above 0 and below 2147483648")
    }
    return size
  }

  func requiredSize(_ key: String) throws(ModelFileError) -> Int {
    guard let size = try size(key) else { throw refuse(key, "is missing") }
    return size
  }

  func positive(_ path: [String]) throws(ModelFileError) -> Double? {
    guard let value = member(path) else { return nil }
    guard let number = value.number, number.isFinite, number > 0 else {
      throw refuse(path.joined(separator: "."), "must be a finite number above 0")
    }
    return number
  }

  func bool(_ key: String) throws(ModelFileError) -> Bool? {
    guard let value = member([key]) else { return nil }
    guard let bool = value.bool else { throw refuse(key, "must be true or false") }
    return bool
  }

  /// One id or a list of them.
  func ids(_ key: String) throws(ModelFileError) -> [Int] {
    guard let value = member([key]) else { return [] }
    let values = value.elements ?? [value]
    let ids = values.compactMap(\.integer)
    guard ids.count == values.count, ids.allSatisfy({ $0 >= 0 }) else {
      throw refuse(key, "must be a token's number or a list of them")
    }
    return ids
  }

  /// What makes a model compute something else than a plain Llama. Read as one it would give other
  /// numbers without a word.
  func refuseVariants() throws(ModelFileError) {
    if let act = member(["hidden_act"]), act != .string("silu") {
      throw .unsupported(file, "hidden_act", "is not \"silu\", the only one that is computed")
    }
    for key in ["attention_bias", "mlp_bias", "rope_interleaved"] where try bool(key) == true {
      throw .unsupported(file, key, "is true, and a plain Llama has it false")
    }
    if member(["quantization_config"]) != nil {
      throw .unsupported(
        file, "quantization_config",
        "says that the weights are quantized, and F32, F16 and BF16 are read",
        remedy: "Download the model as it was before, or as a GGUF file.")
    }
    if let share = try positive(["partial_rotary_factor"]), share != 1 {
      throw .unsupported(file, "partial_rotary_factor", "is \(share), and only 1 is computed")
    }
    for key in ["rope_scaling", "rope_parameters"] {
      for kind in ["rope_type", "type"] {
        guard let value = member([key, kind]), value != .string("default") else { continue }
        throw .unsupported(
          file, "\(key).\(kind)",
          "is not \"default\", and rotary angles that are scaled are not computed")
      }
      guard let value = member([key]), value.members == nil else { continue }
      throw refuse(key, "must be an object")
    }
    if let share = try positive(["rope_parameters", "partial_rotary_factor"]), share != 1 {
      throw .unsupported(
        file, "rope_parameters.partial_rotary_factor", "is \(share), and only 1 is computed")
    }
    for key in ["rope_scaling", "rope_parameters"] {
      let kind = member([key, "rope_type"]) ?? member([key, "type"])
      let saysNothing = member([key]) != nil && key == "rope_scaling"
      guard kind == nil, saysNothing || member([key, "factor"]) != nil else { continue }
      throw .unsupported(file, key, "says no rope_type, and only \"default\" is computed")
    }
    for inner in member(["rope_parameters"])?.members ?? [] where inner.value.members != nil {
      throw .unsupported(
        file, "rope_parameters.\(inner.key)", "is an object: angles of its own for some layers")
    }
  }
}

extension JSONValue {
  /// The JSON text of a file.
  static func read(_ bytes: [UInt8], file: String) throws(ModelFileError) -> JSONValue {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      if bytes.isEmpty { throw .damaged(file, nil, "is empty") }
      if let other = ForeignFile(bytes) {
        throw ModelFileError(file: file, problem: other.sentence, remedy: other.remedy)
      }
      throw .damaged(
        file, nil,
        "is not JSON: \(ModelFileError.printable(error.problem)), at byte \(error.offset)")
    }
  }
}
