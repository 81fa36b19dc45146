import TestSupport
import Testing

@testable import SwiftLexing

/// Texts are taken apart without loss, and strings, comments and regexes are told from code.
struct SwiftLexerTests {
  private func solid(_ source: String) -> [String] {
    SwiftLexer.tokens(of: source).filter(\.isSolid).map(\.text)
  }

  private func texts(_ source: String, _ kind: SwiftToken.Kind) -> [String] {
    SwiftLexer.tokens(of: source).filter { $0.kind == kind }.map(\.text)
  }

  @Test func codeIsTakenApart() {
    #expect(
      solid("let y = x_1.map{$0+0x1F}..<1_000.5e-3") == [
        "let", "y", "=", "x_1", ".", "map", "{", "$0", "+", "0x1F", "}", "..<", "1_000.5e-3",
      ])
    #expect(solid("a!=b && !c ?? d") == ["a", "!=", "b", "&&", "!", "c", "??", "d"])
    #expect(solid("pair.0.1 + 5.0.rounded()").prefix(6) == ["pair", ".", "0", ".", "1", "+"])
    #expect(solid("f(`in`: Ünï, größe)") == ["f", "(", "`in`", ":", "Ünï", ",", "größe", ")"])
    #expect(texts("#if os(Linux)\n#expect(a)", .keyword) == ["#if", "#expect"])
  }

  @Test func commentsMayLieInEachOther() {
    #expect(texts("a /* b /* c */ d */ e // f\ng", .comment) == ["/* b /* c */ d */", "// f"])
    #expect(solid("a /* b /* c */ d */ e // f\ng") == ["a", "e", "g"])
    #expect(solid("a /* never closed") == ["a"])
    #expect(solid("x*/*c*/y") == ["x", "*", "y"])
    #expect(solid("\"// no /* comment\"") == ["\"", "// no /* comment", "\""])
  }

  @Test func stringsEndWhereTheyEnd() {
    #expect(solid(#""a\"b" + c"#) == ["\"", #"a\"b"#, "\"", "+", "c"])
    #expect(solid(#""" + """#) == ["\"", "\"", "+", "\"", "\""])
    #expect(solid("#\"a\"b\\(c)\"# d") == ["#\"", "a\"b\\(c)", "\"#", "d"])
    #expect(solid("##\"a\"#b\"## d") == ["##\"", "a\"#b", "\"##", "d"])
    #expect(solid("\"\"\"\n a \"\" b\n \"\"\" c") == ["\"\"\"", "\n a \"\" b\n ", "\"\"\"", "c"])
    #expect(solid("\"open\nlet a") == ["\"", "open", "let", "a"])
    #expect(solid("\"open\\\nlet a") == ["\"", "open\\", "let", "a"])
    #expect(solid("#\"\"\"# + a") == ["#\"", "\"", "\"#", "+", "a"])
  }

  @Test func codeInStringsIsCode() {
    #expect(
      solid(#""a\(f(x, "b\(y)") + 1)c" d"#) == [
        "\"", "a", "\\(", "f", "(", "x", ",", "\"", "b", "\\(", "y", ")", "\"", ")", "+", "1", ")",
        "c", "\"", "d",
      ])
    #expect(solid("#\"\\(a)\\#(b)\"#") == ["#\"", "\\(a)", "\\#(", "b", ")", "\"#"])
  }

  @Test func aSlashIsARegexOnlyWhereNoValueEnds() {
    #expect(texts(#"let r = /a\/b"c/"#, .regex) == [#"/a\/b"c/"#])
    #expect(texts("let r = #/ \" /# + 1", .regex) == ["#/ \" /#"])
    #expect(texts("a / b / c", .regex) == [])
    #expect(texts("f(a)/b/c", .regex) == [])
    #expect(texts("x = [/a/, /b/]", .regex) == ["/a/", "/b/"])
    #expect(texts("reduce(1, /)", .regex) == [])
  }

  @Test func linesAreCounted() {
    let tokens = SwiftLexer.tokens(of: "a\n\n\"\"\"\nb\n\"\"\"\r\n/*\n*/ c")
    #expect(tokens.filter { $0.kind == .identifier }.map(\.line) == [1, 7])
  }

  @Test(arguments: [
    "", "\"", "\"\\", "\"\\(", "#", "##\"", "`", "`a\nb", "/", "/*", "\\(", ")", "\"\"\"", "0.",
    "0..",
    "\u{FEFF}a\u{A0}b", "👩‍👧 = \"👍🏽\"", "e\u{301}+e", "\r\n\r", "a#/b", "1e+", ".5", "\"\\(\"\\(\"",
  ])
  func nothingIsLost(_ source: String) {
    let joined = SwiftLexer.tokens(of: source).map(\.text).joined()
    #expect(Array(joined.utf8) == Array(source.utf8))
  }

  @Test func nothingIsLostOfAnyText() {
    var numbers = SeededGenerator(seed: 7)
    let pieces = [
      "\"", "\"\"\"", "#", "\\", "(", ")", "/", "*", "\n", "a", "1", ".", "<", " ", "`", "{",
    ]
    for _ in 0..<3000 {
      let source = (0..<12).map { _ in pieces[Int.random(in: pieces.indices, using: &numbers)] }
        .joined()
      #expect(SwiftLexer.tokens(of: source).map(\.text).joined() == source)
    }
  }
}
