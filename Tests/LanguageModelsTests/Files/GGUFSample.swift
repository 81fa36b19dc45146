/// The bytes of a small GGUF file, each part of which can be damaged: a model of one layer, with two
/// tokens and the one that they make.
struct GGUFSample {
  var magic = Array("GGUF".utf8)
  var version: UInt32 = 3
  /// What the file claims instead of its true counts.
  var claimedTensors: UInt64?
  var claimedValues: UInt64?
  var values: [Value]
  var tensors: [Tensor]
  var alignment = 32
  /// What is cut off the end.
  var missing = 0

  struct Value {
    var key: [UInt8]
    /// The kind's number and the value's bytes.
    var kind: UInt32
    var bytes: [UInt8]
  }

  struct Tensor {
    var name: String
    /// Innermost first.
    var dimensions: [UInt64]
    var type: UInt32 = 0
    var data: [UInt8]
    /// What the file claims instead of where it is.
    var claimedOffset: UInt64?

    init(_ name: String, _ dimensions: [UInt64]) {
      (self.name, self.dimensions) = (name, dimensions)
      data = (0..<dimensions.reduce(1, *)).flatMap { GGUFSample.bytes(Float($0).bitPattern) }
    }
  }

  static func bytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
    (0..<Word.bitWidth / 8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  static func string(_ text: String) -> [UInt8] {
    bytes(UInt64(text.utf8.count)) + Array(text.utf8)
  }

  static func text(_ key: String, _ value: String) -> Value {
    Value(key: Array(key.utf8), kind: 8, bytes: string(value))
  }

  static func number(_ key: String, _ value: UInt32) -> Value {
    Value(key: Array(key.utf8), kind: 4, bytes: bytes(value))
  }

  static func float(_ key: String, _ value: Float) -> Value {
    Value(key: Array(key.utf8), kind: 6, bytes: bytes(value.bitPattern))
  }

  static func list(_ key: String, of kind: UInt32, _ elements: [[UInt8]]) -> Value {
    let head = bytes(kind) + bytes(UInt64(elements.count))
    return Value(key: Array(key.utf8), kind: 9, bytes: head + elements.flatMap { $0 })
  }

  init() {
    values = [
      Self.text("general.architecture", "llama"), Self.number("llama.block_count", 1),
      Self.number("llama.context_length", 16), Self.number("llama.embedding_length", 4),
      Self.number("llama.feed_forward_length", 6), Self.number("llama.attention.head_count", 2),
      Self.number("llama.attention.head_count_kv", 1), Self.float("llama.rope.freq_base", 100),
      Self.float("llama.attention.layer_norm_rms_epsilon", 1e-5),
      Self.text("tokenizer.ggml.model", "gpt2"), Self.text("tokenizer.ggml.pre", "smollm"),
      Self.list("tokenizer.ggml.tokens", of: 8, ["a", "b", "ab"].map(Self.string)),
      Self.list("tokenizer.ggml.merges", of: 8, [Self.string("a b")]),
      Self.list("tokenizer.ggml.token_type", of: 5, [1, 1, 1].map { Self.bytes(Int32($0)) }),
      Self.number("tokenizer.ggml.eos_token_id", 2),
    ]
    tensors = [
      Tensor("token_embd.weight", [4, 3]), Tensor("blk.0.attn_norm.weight", [4]),
      Tensor("blk.0.attn_q.weight", [4, 4]), Tensor("blk.0.attn_k.weight", [4, 2]),
      Tensor("blk.0.attn_v.weight", [4, 2]), Tensor("blk.0.attn_output.weight", [4, 4]),
      Tensor("blk.0.ffn_norm.weight", [4]), Tensor("blk.0.ffn_gate.weight", [4, 6]),
      Tensor("blk.0.ffn_up.weight", [4, 6]), Tensor("blk.0.ffn_down.weight", [6, 4]),
      Tensor("output_norm.weight", [4]),
    ]
  }

  /// Puts `value` in the place of the one with its key, or at the end.
  mutating func set(_ value: Value) {
    if let index = values.firstIndex(where: { $0.key == value.key }) {
      values[index] = value
    } else {
      values.append(value)
    }
  }

  mutating func remove(_ key: String) { values.removeAll { $0.key == Array(key.utf8) } }

  /// Changes the tensor of this name.
  mutating func change(_ name: String, _ body: (inout Tensor) -> Void) {
    for index in tensors.indices where tensors[index].name == name { body(&tensors[index]) }
  }

  /// The whole file.
  var file: [UInt8] {
    var file = magic + Self.bytes(version)
    file += Self.bytes(claimedTensors ?? UInt64(tensors.count))
    file += Self.bytes(claimedValues ?? UInt64(values.count))
    for value in values {
      file += Self.bytes(UInt64(value.key.count)) + value.key + Self.bytes(value.kind) + value.bytes
    }
    var data: [UInt8] = []
    for tensor in tensors {
      data += padding(after: data.count)
      file += Self.string(tensor.name) + Self.bytes(UInt32(tensor.dimensions.count))
      file += tensor.dimensions.flatMap { Self.bytes($0) } + Self.bytes(tensor.type)
      file += Self.bytes(tensor.claimedOffset ?? UInt64(data.count))
      data += tensor.data
    }
    file += padding(after: file.count) + data
    return Array(file.dropLast(missing))
  }

  private func padding(after count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (alignment - count % alignment) % alignment)
  }
}
