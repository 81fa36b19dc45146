import Testing
import UntrustedText

struct VisibleTextTests {
  @Test func nothingCanMoveTheCursorOrTurnTheLine() {
    #expect(VisibleText.line("a\u{1B}[2Jb\u{07}\u{9B}c") == "a·[2Jb··c")
    #expect(VisibleText.line("one\r\ntwo\tthree\u{2028}four") == "one two three four")
    #expect(VisibleText.line("a\u{202E}b\u{2066}c\u{FEFF}") == "a·b·c·")
    #expect(VisibleText.line("a\u{061C}b\u{206F}c\u{FFF9}") == "a·b·c·")
    #expect(VisibleText.line("¿años? × α/r ✔") == "¿años? × α/r ✔")
  }

  @Test func aLongTextIsCut() {
    #expect(VisibleText.line("abcdef", limit: 3) == "abc…")
    #expect(VisibleText.line("abc", limit: 3) == "abc")
  }

  /// What hides behind the character before it is no part of that character's drawing.
  @Test func whatJoinsACharacterIsLookedAtAlone() {
    #expect(VisibleText.line("a\u{200D}\u{202E}b") == "a··b")
    #expect(VisibleText.line("ab\u{E0041}\u{E007F}c\u{AD}d\u{200B}e") == "ab··c·d·e")
    #expect(VisibleText.line("a\u{FE0F}b") == "a·b")
    let joined = "❤\u{FE0F}\u{200D}🔥 👩\u{200D}💻"
    #expect(VisibleText.line(joined) == joined)
    #expect(VisibleText.line("نمی\u{200C}خواهم") == "نمی\u{200C}خواهم")
    #expect(VisibleText.line("\u{200D}\u{200D}x") == "··x")
    let stacked = "e" + String(repeating: "\u{301}", count: 5000)
    #expect(VisibleText.line(stacked, limit: 100).unicodeScalars.count <= 101)
    #expect(VisibleText.line("a\r\n\u{301}b") == "a \u{301}b")
    #expect(VisibleText.lines(of: "a\r\nb\n\nc\rd").map(String.init) == ["a", "b", "", "c\rd"])
  }

  @Test func nothingIsLeftThatATerminalWouldObey() {
    let cleaned = VisibleText.stripped(
      Array("a\u{1B}[31mred\u{1B}[0m\u{7}\u{8}\t|\u{1B}]0;title\u{7}b\u{202E}c\u{9B}2Jd\r\n".utf8))
    #expect(cleaned == "ared\t|bcd\n")
  }
}
