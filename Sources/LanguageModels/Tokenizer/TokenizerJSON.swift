import TensorKit

/// What a `tokenizer.json` holds, each part checked as it is asked for.
struct TokenizerJSON {
  let root: JSONValue

  /// A special token and its whole text.
  typealias Special = (id: Int, text: [UInt8])

  private func value(_ path: String...) -> JSONValue {
    path.reduce(root) { $0[$1] ?? .null }
  }

  /// Whether GPT-2's split comes after one by digits.
  func splitsDigits() throws(TokenizerError) -> Bool {
    let whole = value("pre_tokenizer")
    let steps: [JSONValue]
    if whole["type"] == .string("Sequence") {
      steps = whole["pretokenizers"]?.elements ?? []
    } else {
      steps = [whole]
    }
    func isDigits(_ step: JSONValue) -> Bool {
      step["type"] == .string("Digits") && step["individual_digits"] == .bool(true)
    }
    let splits = steps.count == 2 && isDigits(steps[0])
    guard steps.count == (splits ? 2 : 1), let last = steps.last, isByteLevel(last),
      last["add_prefix_space"] == .bool(false), last["use_regex"] ?? .bool(true) == .bool(true)
    else {
      throw .unsupported(
        "pre_tokenizer", "is not GPT-2's split, alone or after digits one by one")
    }
    return splits
  }

  /// Whether a post-processor only passes the text's tokens on.
  private func addsNothing(_ step: JSONValue) -> Bool {
    guard step["type"] == .string("TemplateProcessing") else {
      return step == .null || isByteLevel(step)
    }
    let parts = step["single"]?.elements ?? []
    return parts.count == 1 && parts[0]["Sequence"] != nil
  }

  private func isByteLevel(_ step: JSONValue) -> Bool { step["type"] == .string("ByteLevel") }

  /// Refuses what would give other ids, or other text, than are given here.
  func refuseOtherKinds() throws(TokenizerError) {
    guard root.members != nil else { throw .damaged(nil, "is not an object") }
    guard value("model", "type") == .string("BPE") else {
      throw .unsupported("model.type", "is not \"BPE\"")
    }
    guard value("normalizer") == .null else {
      throw .unsupported("normalizer", "changes the text before it is split")
    }
    guard isByteLevel(value("decoder")) else {
      throw .unsupported("decoder", "is not \"ByteLevel\"")
    }
    guard addsNothing(value("post_processor")) else {
      throw .unsupported("post_processor", "may add tokens to those of the text")
    }
    let switches: [(key: String, off: [JSONValue])] = [
      ("byte_fallback", [.null, .bool(false)]), ("dropout", [.null]),
      ("ignore_merges", [.null, .bool(false)]), ("unk_token", [.null]),
      ("continuing_subword_prefix", [.null, .string("")]),
      ("end_of_word_suffix", [.null, .string("")]),
    ]
    for (key, off) in switches where !off.contains(value("model", key)) {
      throw .unsupported("model.\(key)", "is set, which gives other tokens")
    }
  }

  /// The special tokens. One that takes white space with it, or that must be a word, is refused.
  func special() throws(TokenizerError) -> [Special] {
    let added = value("added_tokens")
    guard added == .null || added.elements != nil else {
      throw .damaged("added_tokens", "is not a list")
    }
    var special: [Special] = []
    for (index, token) in (added.elements ?? []).enumerated() {
      let key = "added_tokens[\(index)]"
      guard let id = token["id"]?.integer, let text = token["content"]?.string else {
        throw .damaged(key, "has no whole number as its id or no text as its content")
      }
      guard token["special"] == .bool(true) else {
        throw .unsupported("\(key).special", "is not true")
      }
      for name in ["single_word", "lstrip", "rstrip"] {
        guard token[name] ?? .bool(false) == .bool(false) else {
          throw .unsupported("\(key).\(name)", "is not false")
        }
      }
      special.append((id, Array(text.utf8)))
    }
    return special
  }

  /// Each token's spelling, by id. Special tokens may stand in the vocabulary, or only apart from it.
  func vocabulary(_ special: [Special]) throws(TokenizerError) -> [[UInt8]] {
    let key = "model.vocab"
    guard let members = value("model", "vocab").members else {
      throw .damaged(key, "is not an object")
    }
    let count = members.count + special.count
    var spellings: [[UInt8]?] = Array(repeating: nil, count: count)
    var largest = -1
    func place(_ spelling: [UInt8], at id: Int, _ key: String) throws(TokenizerError) {
      guard spellings.indices.contains(id) else {
        throw .damaged(key, "has an id, \(id), that leaves ids before it unused")
      }
      guard spellings[id] ?? spelling == spelling else {
        throw .damaged(key, "gives two tokens the id \(id)")
      }
      spellings[id] = spelling
      largest = max(largest, id)
    }
    for member in members {
      guard let id = member.value.integer else {
        throw .damaged(key, "has an id that is not a whole number")
      }
      try place(Array(member.key.utf8), at: id, key)
    }
    for token in special { try place(token.text, at: token.id, "added_tokens") }
    let dense = spellings.prefix(largest + 1).compactMap { $0 }
    guard dense.count == largest + 1 else { throw .damaged(key, "leaves ids unused") }
    return dense
  }

  /// The pairs of spellings, each written as a list of two or as a text with one space.
  func merges() throws(TokenizerError) -> [(left: [UInt8], right: [UInt8])] {
    guard let elements = value("model", "merges").elements else {
      throw .damaged("model.merges", "is not a list")
    }
    var merges: [(left: [UInt8], right: [UInt8])] = []
    merges.reserveCapacity(elements.count)
    for (rank, element) in elements.enumerated() {
      let parts: [[UInt8]]
      if let text = element.string {
        parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
          .map(Array.init)
      } else {
        parts = (element.elements ?? []).map { Array(($0.string ?? "").utf8) }
      }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw .damaged("model.merges", "has a merge, \(rank), that is not of two tokens")
      }
      merges.append((parts[0], parts[1]))
    }
    return merges
  }

  /// An error about tokens, merges or special tokens, under the key that the file has for them.
  func namingItsKey(_ error: TokenizerError) -> TokenizerError {
    let keys = ["tokens": "model.vocab", "merges": "model.merges", "special": "added_tokens"]
    var error = error
    error.key = error.key.map { keys[$0] ?? $0 }
    return error
  }
}
