/// The two names of an adapter's tensor: in a model, and in PEFT's file.
enum AdapterKey {
  /// Which of the pair a tensor is.
  enum Side: String {
    case a = "lora_A"
    case b = "lora_B"

    var other: Side { self == .a ? .b : .a }

    /// The dimension that is the rank: A is [r, in] and B is [out, r].
    var rankDimension: Int { self == .a ? 0 : 1 }
  }

  private static let prefix = "base_model.model."
  private static let suffix = ".weight"

  /// `blocks.0.fc.lora_A` → `base_model.model.blocks.0.fc.lora_A.weight`
  static func key(of name: String) -> String {
    prefix + name + suffix
  }

  /// The reverse of ``key(of:)``; nil for a key of any other form.
  static func name(of key: String) -> String? {
    // In bytes: to a String a dot and an accent after it are one letter, which is not a dot.
    let bytes = Array(key.utf8)
    guard bytes.starts(with: prefix.utf8),
      bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8),
      bytes.count > prefix.utf8.count + suffix.utf8.count
    else { return nil }
    let middle = bytes[prefix.utf8.count..<bytes.count - suffix.utf8.count]
    let name = String(decoding: middle, as: UTF8.self)
    return split(name) == nil ? nil : name
  }

  /// `blocks.0.fc.lora_A` → `blocks.0.fc` and A; nil for a name of any other form.
  static func split(_ name: String) -> (layer: String, side: Side)? {
    let bytes = name.utf8
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > bytes.startIndex,
      let side = [Side.a, .b].first(where: {
        bytes[bytes.index(after: dot)...].elementsEqual($0.rawValue.utf8)
      })
    else { return nil }
    return (String(decoding: bytes[..<dot], as: UTF8.self), side)
  }
}
