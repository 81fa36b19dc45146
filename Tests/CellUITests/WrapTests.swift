import Testing

@testable import CellUI

@Suite struct WrapTests {
  private func rows(_ text: String, _ width: Int, hanging: Int = 0) -> [String] {
    wrap(StyledLine(text), width: width, hanging: hanging).map(\.text)
  }

  @Test func wordsStayWhole() {
    #expect(rows("the quick brown fox", 10) == ["the quick", "brown fox"])
    #expect(rows("the quick brown fox", 100) == ["the quick brown fox"])
  }

  @Test func aWordLongerThanARowIsBroken() {
    #expect(rows("ab cdefghij", 4) == ["ab", "cdef", "ghij"])
  }

  @Test func rowsAfterTheFirstAreIndented() {
    #expect(rows("- one two three", 9, hanging: 2) == ["- one two", "  three"])
  }

  @Test func nothingIsWiderThanItsPane() {
    let text = "a 日本語テキスト with wide characters and averyveryverylongword in it"
    for width in 0...20 {
      for row in wrap(StyledLine(text), width: width) { #expect(row.width <= width) }
    }
  }

  @Test func stylesSurviveABreak() {
    let line = StyledLine("plain ") + StyledLine("bold text", Style.plain.bold())
    let wrapped = wrap(line, width: 10)
    #expect(wrapped.map(\.text) == ["plain bold", "text"])
    #expect(wrapped[1].spans.last?.style.bold == true)
  }

  @Test func anEmptyLineStaysALine() {
    #expect(rows("", 5) == [""])
  }
}
