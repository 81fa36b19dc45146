import CellUI
import Foundation
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import Tutor

@Suite struct WordsTests {
  private static let notices: [Notice] = [
    .finished(passed: 3, of: 12, milliseconds: 260),
    .finished(passed: 3, of: 12, milliseconds: 1260),
    .regression(checks: ["a"], block: "A"), .regression(checks: ["a", "b"], block: "A"),
    .stepPassed(block: "A", step: 1, next: 2), .stepPassed(block: "A", step: 1, next: nil),
    .blockPassed(block: "A", next: "B"), .blockPassed(block: "A", next: nil), .everythingGreen,
    .doesNotCompile(errors: 1), .doesNotCompile(errors: 3), .missingDeclarations(["LoRALinear"]),
    .unreadable, .stopped(judged: 3, of: 12), .notRunning,
    .gateClosed(block: "A", minutes: 3, check: "a"),
    .gateClosed(block: "A", minutes: 3, check: nil),
    .gateOpened(block: "A"), .noHints(block: "A", hintedSteps: []),
    .noHints(block: "A", hintedSteps: [1, 3]), .noSuch(.step, "9", known: ["1", "2"]),
    .noSuch(.block, "Q", known: ["A"]), .nothingRed, .noFurther(.hint),
    .noQuestions(block: "A"), .noTheory,
    .nothingToCompare(check: "a"), .nothingToCompare(check: nil), .nothingElse(check: "a"),
    .nothingPrinted(check: "a"), .pressAgainToReset, .resetDone(undoable: true),
    .resetDone(undoable: false), .resetUndone, .nothingToUndo, .notYetGreen(remaining: 1),
    .notYetGreen(remaining: 3), .noKey,
    .keyRefused, .noFinale, .finaleLocked(red: ["a"]), .finaleStopped, .predictFirst(block: "A"),
    .firstStart, .unknownWord("x", near: "y"), .unknownWord("x", near: nil), .answerFirst,
  ]

  /// A sentence of its own in each language, and none is said in the place of another.
  @Test func everyNoticeHasWordsInBothLanguages() {
    for language in Language.allCases {
      let all = Self.notices.map { $0.phrase(file: "LoRA.swift")[language] }
      #expect(all.allSatisfy { !$0.isEmpty })
      #expect(Set(all).count == all.count, "\(language)")
    }
    for notice in Self.notices {
      let phrase = notice.phrase(file: "LoRA.swift")
      #expect(phrase.en != phrase.es, "\(phrase.en)")
      #expect([".", "?", "s"].contains(phrase.en.last), "\(phrase.en)")
    }
    #expect(Notice.trouble("As it is.").phrase(file: "x") == .same("As it is."))
  }

  /// What a student must read of it stands in the columns of a small window.
  @Test(arguments: Language.allCases) func whatIsToBeDoneFitsInEightyColumns(_ language: Language) {
    for notice: Notice in [
      .firstStart, .doesNotCompile(errors: 12), .unreadable, .stopped(judged: 3, of: 60),
      .stepPassed(block: "A", step: 5, next: 6), .everythingGreen, .gateOpened(block: "A"),
      .predictFirst(block: "A"), .noSuch(.step, "99", known: []), .finaleStopped, .answerFirst,
    ] {
      let text = notice.phrase(file: "LoRA.swift")[language]
      #expect(DisplayWidth.of(text) <= 79, "\(text)")
    }
    let reset = Notice.pressAgainToReset.phrase(file: "LoRA.swift")[language]
    #expect(reset.prefix(40).contains("(X)"))
  }

  @Test func aSpanishNumberHasAComma() {
    let phrase = Notice.finished(passed: 3, of: 12, milliseconds: 1260).phrase(file: "x")
    #expect(phrase.en.hasSuffix("1.3 s") && phrase.es.hasSuffix("1,3 s"))
    #expect(Phrase.hours(60...90).en == "1–1.5 hours" && Phrase.hours(60...90).es == "1–1,5 horas")
    #expect(Phrase.hours(180...180).en == "3 hours")
    let gradients = Finding(rule: nil, kind: SampleReports.gradients)
    var story = Story(language: .es)
    story.judge(SampleReports.report(["init_identity": .wrong([gradients])]))
    #expect(story.shows("|g| 12,5") && !story.shows("|g| 12.5"))
    #expect(Phrase.hours(20...40).es == "20–40 minutos")
  }

  /// A phrase that nothing says is a phrase that nobody keeps true.
  @Test func everyPhraseIsSaidSomewhere() throws {
    let sources = Repository.root.appendingPathComponent("Sources/Tutor")
    let walk = try #require(FileManager.default.enumerator(atPath: sources.path))
    let files = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    #expect(files.count > 40)
    var code = ""
    var names: Set<String> = []
    let declaration = /(?m:^)  static (?:let|func) (\w+)[^=\n]*(?:=|-> Phrase|\()/
    for file in files {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      code += text
      guard file.hasPrefix("Words/") else { continue }
      for match in text.matches(of: declaration) { names.insert(String(match.1)) }
    }
    #expect(names.count > 60)
    #expect(names.subtracting(Self.named(in: code)).sorted() == [])
    #expect(Self.named(in: "say(.a, b.c, d?.e, f().g.h) // .i") == ["a"])
    #expect(Self.named(in: "TimeText.a(b) + Phrase.c.en") == ["a", "c"])
  }

  /// The names that code takes from a type: a member of a value may be called the same.
  private static func named(in code: String) -> Set<String> {
    let chain = /(\w*[)\]}"?!>`]*)\.(\w+)(?:\.\w+)*/
    let lines = code.split(separator: "\n").compactMap { $0.split(separator: "//").first }
    let found = lines.flatMap { $0.matches(of: chain) }
    return Set(
      found.filter { ["", "Phrase", "Self", "TimeText"].contains($0.1) }.map { String($0.2) })
  }

  @Test func timesAreShort() {
    #expect(NumberText.time(milliseconds: 0.2, in: .en) == "<1 ms")
    #expect(NumberText.time(milliseconds: 12.4, in: .en) == "12 ms")
    #expect(NumberText.time(milliseconds: 1340, in: .en) == "1.3 s")
    #expect(NumberText.time(milliseconds: 1340, in: .es) == "1,3 s")
    #expect(NumberText.time(milliseconds: .nan, in: .en) == "– s")
    #expect(TimeText.minutes(left: 61) == 2)
    #expect(TimeText.minutes(left: 60) == nil)
    #expect(TimeText.left(61) == "2 min")
    #expect(TimeText.left(59.5) == "59 s")
    #expect(TimeText.seconds(-3) == "0")
  }

  @Test func whatHasNoASCIITwinIsAQuestionMark() {
    #expect(ASCIIFold.glyph("é") == "e")
    #expect(ASCIIFold.glyph("漢") == "?")
    #expect(ASCIIFold.glyph("x") == "x")
  }

  /// Every glyph of the screens has a twin: no question mark where there was a sign.
  @Test(arguments: Language.allCases) func everyGlyphHasATwin(_ language: Language) {
    for (name, story) in Scenes.places(
      Story.wide, language, Capabilities(depth: .none, unicode: false))
    {
      var painter = Painter(story.model)
      switch story.model.place {
      case .home: painter.drawHome()
      case .lesson: painter.drawLesson()
      case .explorer: painter.drawExplorer()
      }
      painter.drawStatus()
      painter.drawFooter()
      for glyph in Set(painter.screen.picture) where !glyph.isASCII && !glyph.isNewline {
        #expect(ASCIIFold.glyph(glyph) != "?" || glyph == "¿", "\(name): \(glyph)")
      }
    }
  }
}
