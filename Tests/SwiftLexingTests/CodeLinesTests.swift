import SwiftLexing
import Testing

/// Lines of code: what is no comment and not blank.
@Suite struct CodeLinesTests {
  @Test(arguments: [
    ("", 0), ("\n\n", 0), ("// a\n/* b\n\n c */\n", 0), ("let a = 1", 1),
    ("let a = 1 // one\n\n  \t\nlet b = 2\n", 2), ("/* x */ let a = 1\n/// doc\nlet b = 2", 2),
    ("let a = 1; let b = 2", 1), ("func f() {\r\n}\r\n\r\n// x\r\n", 2),
    ("let a = \"// no comment\"\n", 1),
    // What stands in a string is code, blank or not.
    ("let a = \"\"\"\n  one\n\n  // three\n  \"\"\"\n// four\n", 5),
    ("let a = \"\"\"\r\n  one\r\n\r\n  \"\"\"\r\n", 4),
  ]) func onlyCodeCounts(_ source: String, _ lines: Int) {
    #expect(CodeLines.count(in: source) == lines)
  }
}
