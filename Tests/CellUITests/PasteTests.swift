import Testing

@testable import CellUI

@Suite struct PasteTests {
  private func pasted(_ text: String) -> String {
    var paste = Paste()
    for scalar in text.unicodeScalars { paste.append(scalar) }
    return paste.text
  }

  @Test func controlCharactersAreDropped() {
    #expect(
      pasted("lora\u{1B}[31m\u{00}\u{7F}\u{85}\r\n\t8 ñ 数 e\u{301}") == "lora[31m8 ñ 数 e\u{301}")
    #expect(pasted("\r\n") == "")
  }

  @Test func whatIsTooLongIsCut() {
    let text = String(repeating: "aé", count: Paste.longest)
    #expect(pasted(text) == String(text.prefix(Paste.longest)))
  }

  @Test func aTerminalInMemoryCanBePastedInto() {
    let terminal = MemoryTerminal(size: Size(width: 9, height: 3))
    terminal.send(.paste("qqq"))
    #expect(terminal.nextEvent(timeoutMilliseconds: 0) == .paste("qqq"))
    #expect(terminal.nextEvent(timeoutMilliseconds: 0) == nil)
  }
}
