import Yams

/// A YAML text of somebody else's, as it is written: no scalar is taken for a number or a time.
public indirect enum PlainYaml: Sendable, Equatable {
  case text(String)
  case list([PlainYaml])
  /// In the text's order.
  case mapping([Pair])

  /// A key and what belongs to it.
  public struct Pair: Sendable, Equatable {
    /// As it is written.
    public var key: String
    /// What belongs to it.
    public var value: PlainYaml
  }

  /// Nil for what is no YAML, or holds keys that are no texts.
  public static func read(_ text: String) -> PlainYaml? {
    (try? Yams.compose(yaml: text)).flatMap { $0.flatMap(value) }
  }

  private static func value(_ node: Node) -> PlainYaml? {
    switch node {
    case .scalar(let scalar): return .text(scalar.string)
    case .sequence(let items):
      let values = items.map { value($0) }
      return values.contains(nil) ? nil : .list(values.compactMap { $0 })
    case .mapping(let mapping):
      let pairs = mapping.map { key, node in
        key.string.flatMap { key in value(node).map { Pair(key: key, value: $0) } }
      }
      return pairs.contains(nil) ? nil : .mapping(pairs.compactMap { $0 })
    case .alias: return nil
    }
  }

  /// What belongs to a key; nil for what is no mapping, or has none.
  public subscript(key: String) -> PlainYaml? {
    guard case .mapping(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// A scalar with something in it.
  public var string: String? {
    guard case .text(let text) = self, !text.isEmpty else { return nil }
    return text
  }

  /// The items of a list; none of anything else.
  public var items: [PlainYaml] {
    if case .list(let items) = self { items } else { [] }
  }

  /// The pairs of a mapping; none of anything else.
  public var pairs: [Pair] {
    if case .mapping(let pairs) = self { pairs } else { [] }
  }
}
