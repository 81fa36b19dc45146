import Foundation
import LessonPacks
import Testing

@testable import Tutor

@Suite struct WordsTests {
  /// Words that are the same in both languages, and are meant to be.
  private static let shared: Set<UIText> = [.notesTitle]

  @Test(arguments: Language.allCases) func noTextIsMissing(_ language: Language) {
    let table = Strings.table(language)
    for key in UIText.allCases { #expect(table[key]?.isEmpty == false, "\(key)") }
    #expect(table.count == UIText.allCases.count)
  }

  @Test func noTextWasLeftUntranslated() {
    for key in UIText.allCases {
      let isEqual = Strings.english[key] == Strings.spanish[key]
      #expect(isEqual == Self.shared.contains(key), "\(key)")
    }
  }

  @Test func everyLanguageHasTheSamePlaces() {
    for key in UIText.allCases {
      let places = Language.allCases.map { language in
        (0...9).filter { Strings.table(language)[key]?.contains("{\($0)}") == true }
      }
      #expect(Set(places).count == 1, "\(key)")
    }
  }

  /// A text that nothing shows is a text that nobody keeps true.
  @Test func everyTextIsShownSomewhere() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Tutor").standardized
    let walk = try #require(FileManager.default.enumerator(atPath: sources.path))
    let tables = ["Words/English.swift", "Words/Spanish.swift", "Words/UIText.swift"]
    let files = walk.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !tables.contains($0) }
    #expect(files.count > 20)
    let code =
      try files
      .map { try String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8) }
    let words = Set(
      code.joined().split { !$0.isLetter && $0 != "." }.flatMap { $0.split(separator: ".") })
    let unused = UIText.allCases.map(\.rawValue).filter { !words.contains(Substring($0)) }
    #expect(unused == [])
  }

  @Test func anArgumentThatLooksLikeAPlaceStaysAsItIs() {
    let strings = Strings(.en)
    #expect(strings[.checksCount, "{1}", "2"] == "{1}/2 checks")
    #expect(strings[.checksCount] == "{0}/{1} checks")
    #expect(strings[.checksCount, "1"] == "1/{1} checks")
  }

  @Test func timesAreShort() {
    #expect(TimeText.milliseconds(0.2) == "<1 ms")
    #expect(TimeText.milliseconds(12.4) == "12 ms")
    #expect(TimeText.milliseconds(1340) == "1.3 s")
    #expect(TimeText.milliseconds(.nan) == "– s")
    #expect(TimeText.minutes(left: 61) == 2)
    #expect(TimeText.minutes(left: 60) == nil)
    #expect(TimeText.seconds(-3) == "0")
  }

  @Test func whatHasNoASCIITwinIsAQuestionMark() {
    #expect(ASCIIFold.glyph("é") == "e")
    #expect(ASCIIFold.glyph("漢") == "?")
    #expect(ASCIIFold.glyph("x") == "x")
  }
}
