/// The tokenizer of a GGUF file.
extension GGUFFile {
  /// Byte-level BPE, as llama.cpp names its ways to split a text.
  func tokenizer() throws(ModelFileError) -> ByteLevelBPE {
    let model = try string("tokenizer.ggml.model") ?? ""
    guard model == "gpt2" else {
      throw .unsupported(
        map.path, "tokenizer.ggml.model",
        "is \"\(ModelFileError.printable(model))\", and \"gpt2\", byte-level BPE, is read")
    }
    let splitsDigits = try splitsDigits()
    let vocabulary = try strings("tokenizer.ggml.tokens").map { map.copy($0) }
    let types = try int32s("tokenizer.ggml.token_type") ?? []
    guard types.isEmpty || types.count == vocabulary.count else {
      throw refuse(
        "tokenizer.ggml.token_type",
        "has \(types.count) entries, and there are \(vocabulary.count) tokens")
    }
    // Control tokens, and those that a user has defined.
    let special = types.indices.filter { types[$0] == 3 || types[$0] == 4 }
    let merges = try merges()
    return try LanguageModelFile.naming(map.path) { () throws(TokenizerError) in
      try ByteLevelBPE(
        vocabulary: vocabulary, merges: merges, special: special, splitsDigits: splitsDigits)
    }
  }

  private func splitsDigits() throws(ModelFileError) -> Bool {
    let way = try string("tokenizer.ggml.pre") ?? "default"
    switch way {
    case "smollm": return true
    case "gpt-2", "gpt2": return false
    default:
      throw .unsupported(
        map.path, "tokenizer.ggml.pre",
        "is \"\(ModelFileError.printable(way))\", and \"smollm\" and \"gpt-2\" are read")
    }
  }

  /// `left right`, split at the only space that can part them.
  private func merges() throws(ModelFileError) -> [(left: [UInt8], right: [UInt8])] {
    let key = "tokenizer.ggml.merges"
    var merges: [(left: [UInt8], right: [UInt8])] = []
    for place in try strings(key) {
      let bytes = map.bytes[place]
      // The first letter may be no space: a byte's letter never is one.
      guard let space = bytes.firstIndex(of: UInt8(ascii: " ")) else {
        throw refuse(key, "holds a merge without a space, at byte \(place.lowerBound)")
      }
      merges.append((Array(bytes[..<space]), Array(bytes[(space + 1)...])))
    }
    return merges
  }
}
