import LanguageModels
import Testing

@testable import TensorKit

/// A tokenizer of 384 tokens that is like SmolLM2's, and what Hugging Face says of it.
enum TinyTokenizer {
  static let json: [UInt8] = Result { try read("hf/tokenizer.json") }.value ?? []
  /// The tokenizer of `json`.
  static func make() throws -> ByteLevelBPE { try ByteLevelBPE(tokenizerJSON: json) }

  struct Row: CustomTestStringConvertible, Sendable {
    var text: String
    var ids: [Int]
    /// Where a special token's text is text like any other.
    var ordinary: [Int]

    var testDescription: String { text.debugDescription }
  }

  static let rows: [Row] = rows(of: "tokens.json") + rows(of: "soup.json")

  private static func rows(of name: String) -> [Row] {
    let elements = Result { try JSONParser.parse(try read(name)) }.value?.elements ?? []
    return elements.compactMap { row in
      guard let text = row["text"]?.string, let ids = row["ids"]?.integers else { return nil }
      return Row(text: text, ids: ids, ordinary: row["ordinary"]?.integers ?? ids)
    }
  }

  private static func read(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return try FileBytes.read(folder.joined(separator: "/") + "/Golden/tiny/" + name)
  }
}

extension JSONValue {
  fileprivate var integers: [Int]? { elements?.compactMap(\.integer) }
}

extension Result {
  fileprivate var value: Success? { try? get() }
}
