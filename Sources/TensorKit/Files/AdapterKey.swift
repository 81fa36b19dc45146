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
    guard key.hasPrefix(prefix), key.hasSuffix(suffix), key.count > prefix.count + suffix.count
    else { return nil }
    let name = String(key.dropFirst(prefix.count).dropLast(suffix.count))
    return split(name) == nil ? nil : name
  }

  /// `blocks.0.fc.lora_A` → `blocks.0.fc` and A; nil for a name of any other form.
  static func split(_ name: String) -> (layer: String, side: Side)? {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      let side = Side(rawValue: String(name[name.index(after: dot)...]))
    else { return nil }
    return (String(name[..<dot]), side)
  }
}
