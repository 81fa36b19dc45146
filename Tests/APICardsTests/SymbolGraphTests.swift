import Foundation
import Testing

@testable import APICards

@Suite struct SymbolGraphTests {
  private static let json = """
    {"metadata": {}, "module": {"name": "M"}, "relationships": [], "symbols": [
      {"kind": {"identifier": "swift.method", "displayName": "Instance Method"},
       "pathComponents": ["Layer", "keep(_:)"],
       "docComment": {"lines": [
         {"text": "Keeps a value."}, {"text": ""}, {"text": "PyTorch: `torch.nn.Keep.keep_`."}]},
       "declarationFragments": [
         {"kind": "attribute", "spelling": "@discardableResult"}, {"kind": "text", "spelling": " "},
         {"kind": "keyword", "spelling": "final"}, {"kind": "text", "spelling": " "},
         {"kind": "keyword", "spelling": "func"}, {"kind": "text", "spelling": " "},
         {"kind": "identifier", "spelling": "keep"}, {"kind": "text", "spelling": "(_ x: "},
         {"kind": "typeIdentifier", "spelling": "Int"}, {"kind": "text", "spelling": ")"}]},
      {"kind": {"identifier": "swift.method", "displayName": "Instance Method"},
       "pathComponents": ["Layer", "forward(_:)"],
       "declarationFragments": [{"kind": "keyword", "spelling": "override"}]},
      {"kind": {"identifier": "swift.typealias", "displayName": "Type Alias"},
       "pathComponents": ["Layer", "Element"], "declarationFragments": []},
      {"kind": {"identifier": "swift.init", "displayName": "Initializer"},
       "pathComponents": ["Layer", "init(_:bias:)"],
       "declarationFragments": [{"kind": "keyword", "spelling": "init"}]}
    ]}
    """

  @Test func eachSymbolOfUseIsACard() throws {
    let cards = try SymbolGraph(json: Data(Self.json.utf8)).cards
    #expect(
      cards == [
        APICard(name: "Layer.init(_:bias:)", signature: "init", summary: "", kind: .initializer),
        APICard(
          name: "Layer.keep(_:)", pytorchNames: ["torch.nn.Keep.keep_"],
          signature: "func keep(_ x: Int)", summary: "Keeps a value.", kind: .method),
      ])
    #expect(cards.map(\.baseName) == ["Layer", "keep"])
    #expect(cards.map(\.owner) == ["Layer", "Layer"])
  }

  @Test(arguments: ["", "[]", "{\"symbols\": 3}"])
  func whatIsNoSymbolGraphIsRefused(_ json: String) {
    #expect(throws: (any Error).self) { try SymbolGraph(json: Data(json.utf8)) }
  }
}
