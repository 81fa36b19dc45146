import Testing

@testable import TensorKit

@Suite struct JSONTests {
  private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  @Test func valuesOfEveryKind() throws {
    let value = try parse(
      #" {"a": [1, -2.5, 1e3, true, false, null], "b": {"c": "d"}, "e": [], "f": {}} "#)
    #expect(
      value
        == .object([
          .init(
            "a",
            .array([.integer(1), .real(-2.5), .real(1000), .bool(true), .bool(false), .null])),
          .init("b", .object([.init("c", .string("d"))])),
          .init("e", .array([])),
          .init("f", .object([])),
        ]))
  }

  @Test func anIntegerTooLargeForIntIsReal() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("9223372036854775808") == .real(0x1p63))
  }

  @Test func escapes() throws {
    #expect(
      try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 ñ""#).string == "\"\\/\u{8}\u{C}\n\r\té😀 ñ")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let value = JSONValue.object([
      .init("quote \" slash \\ line \n bell \u{7} é", .array([.null, .bool(true), .integer(-3)])),
      .init("nested", .object([.init("real", .real(0.1)), .init("none", .array([]))])),
    ])
    #expect(try parse(value.text()) == value)
    #expect(try parse(value.text(indented: true)) == value)
    #expect(!value.text().contains("\n"))
    #expect(
      JSONValue.object([.init("a", .array([.integer(1)]))]).text(indented: true)
        == "{\n  \"a\": [\n    1\n  ]\n}")
  }

  @Test(arguments: [
    "", "  ", "{", "[", "[1", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
    "{1:2}",
    "{\"a\":1 \"b\":2}", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u-001\"", "\"\\ud800\"",
    "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "tru", "nul", "01", "-", "1.", ".5", "1e",
    "+1",
    "1e999", "NaN", "1 2", "{} x", "{\"a\":1,\"a\":2}",
  ])
  func whatIsNotJSONIsRefused(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xC3, 0x22]) }
  }

  @Test func nestingIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(64))
    #expect(throws: JSONError.self) { try parse(nested(65)) }
    #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 100_000)) }
  }

  @Test func anErrorSaysWhere() {
    #expect(throws: JSONError(problem: "true is misspelt", offset: 9)) {
      try parse(#"{"a": tru}"#)
    }
  }
}
