import Testing

@testable import NcursesTerminal

@Suite struct TerminalLocaleTests {
  @Test(arguments: ["es_ES.UTF-8", "es_ES.utf8", "es_ES", "de_DE@euro", "tlh_XX.UTF-8@latin"])
  func whatNamesNoOtherCharsetFallsBackToUTF8(_ name: String) {
    #expect(TerminalLocale.fallbacks(for: name).first == "C.UTF-8")
  }

  @Test(arguments: ["", "es_ES.ISO-8859-1", "ru_RU.KOI8-R", "de_DE.ISO-8859-15@euro"])
  func whatNamesAnotherDoesNot(_ name: String) {
    #expect(TerminalLocale.fallbacks(for: name) == [])
  }
}
