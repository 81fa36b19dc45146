import Foundation

/// What `swift symbolgraph-extract` writes of a module, as far as cards need it.
///
/// The format: github.com/swiftlang/swift-docc-symbolkit, `openapi.yaml`.
public struct SymbolGraph: Sendable {
  private let symbols: [Symbol]

  /// Throws Foundation's `DecodingError` for what is no symbol graph.
  public init(json: Data) throws {
    symbols = try JSONDecoder().decode(Graph.self, from: json).symbols
  }

  /// One card for each symbol, in the order of their names.
  ///
  /// What a type overrides has none: its parent's says it.
  public var cards: [APICard] {
    symbols.filter { !$0.isOverride }.compactMap(APICard.init)
      .sorted { ($0.name, $0.signature) < ($1.name, $1.signature) }
  }
}

private struct Graph: Decodable {
  var symbols: [Symbol]
}

private struct Symbol: Decodable {
  var kind: Kind
  var pathComponents: [String]
  var docComment: DocComment?
  var declarationFragments: [Fragment]

  struct Kind: Decodable { var identifier: String }
  struct DocComment: Decodable { var lines: [Line] }
  struct Line: Decodable { var text: String }
  struct Fragment: Decodable {
    var kind: String
    var spelling: String
  }

  var isOverride: Bool {
    declarationFragments.contains { $0.kind == "keyword" && $0.spelling == "override" }
  }
}

extension APICard {
  fileprivate init?(_ symbol: Symbol) {
    guard let kind = Kind(symbolGraph: symbol.kind.identifier) else { return nil }
    let comment = DocComment(lines: symbol.docComment?.lines.map(\.text) ?? [])
    self.init(
      name: symbol.pathComponents.joined(separator: "."), pytorchNames: comment.pytorchNames,
      isOnlyHere: comment.isOnlyHere, signature: Self.signature(symbol.declarationFragments),
      summary: comment.summary, kind: kind)
  }

  /// Without what a caller does not need to know.
  private static func signature(_ fragments: [Symbol.Fragment]) -> String {
    var text = ""
    for fragment in fragments {
      if fragment.kind == "attribute" || dropped.contains(fragment.spelling) { continue }
      text += fragment.spelling
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let dropped: Set<String> = ["final", "open", "public", "convenience", "override"]
}

extension APICard.Kind {
  /// Nil for what is no use on a card, such as an alias.
  fileprivate init?(symbolGraph identifier: String) {
    switch identifier {
    case "swift.class", "swift.struct", "swift.enum", "swift.protocol": self = .type
    case "swift.init": self = .initializer
    case "swift.func": self = .function
    case "swift.method", "swift.type.method": self = .method
    case "swift.property", "swift.type.property", "swift.var": self = .property
    case "swift.func.op": self = .operator
    case "swift.enum.case": self = .enumCase
    case "swift.subscript", "swift.type.subscript": self = .subscript
    default: return nil
    }
  }
}
