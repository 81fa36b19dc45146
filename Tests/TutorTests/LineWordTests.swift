import LessonPacks
import Testing

@testable import Tutor

/// What may be typed in lines.
@Suite struct LineWordTests {
  @Test func everyWordOfEveryLanguageIsUnderstood() {
    for binding in Binding.all {
      for word in binding.words {
        #expect(Binding.action(forLine: word) == binding.action, "\(word)")
        #expect(Binding.action(forLine: "  \(word.uppercased())\t") == binding.action, "\(word)")
      }
      for language in Language.allCases {
        guard let word = binding.word?[language] else { continue }
        #expect(Binding.action(forLine: word) == binding.action, "\(word)")
      }
    }
  }

  @Test func everyCommandThatNamesSomethingIsUnderstood() {
    #expect(Binding.action(forLine: "check lora_scale") == .check("lora_scale"))
    #expect(Binding.action(forLine: "comprobación lora_scale") == .check("lora_scale"))
    #expect(Binding.action(forLine: "block B") == .block("B"))
    #expect(Binding.action(forLine: "bloque 2") == .block("2"))
    #expect(Binding.action(forLine: "step 3") == .step(3))
    #expect(Binding.action(forLine: "PASO 3") == .step(3))
    #expect(Binding.action(forLine: "theory counts") == .theory("counts"))
    #expect(Binding.action(forLine: "teoría") == .theory(nil))
    #expect(Binding.action(forLine: "api add two") == .api("add two"))
    #expect(Binding.action(forLine: "a") == .api(nil))
    #expect(Binding.action(forLine: "2") == .answer(1))
    #expect(Binding.action(forLine: "hint next") == .turn(by: 1))
    #expect(Binding.action(forLine: "pista siguiente") == .turn(by: 1))
    #expect(Binding.action(forLine: " \t ") == nil)
    #expect(Binding.action(forLine: "") == nil)
  }

  /// A command without the name that it wants is not sent to itself.
  @Test func aCommandWithoutItsNameSaysWhatThereIs() {
    #expect(Binding.namings.count == 7)
    for naming in Binding.namings {
      for word in naming.words {
        var story = Story()
        story.judge(SampleReports.report(["lora_scale": SampleReports.red]))
        let said = story.enter(word).joined(separator: " ")
        #expect(!said.contains("no command"), "\(word): \(said)")
        if naming.words[0] == "api" { continue }
        #expect(!said.isEmpty, "\(word)")
      }
    }
  }

  @Test func aMistypedWordNamesTheNearest() {
    let typos = [
      ("hnt", "hint"), ("pitsa", "pista"), ("solutoin", "solution"), ("solucon", "solución"),
      ("stauts", "status"), ("qit", "quit"), ("salri", "salir"), ("chekc", "check"),
      ("thoery", "theory"), ("nots", "notes"), ("resett", "reset"), ("ayda", "ayuda"),
    ]
    for (typo, word) in typos {
      guard case .unknown(let heard, let near)? = Binding.action(forLine: typo) else {
        Issue.record("\(typo) is taken for something")
        continue
      }
      #expect(heard == typo)
      #expect(
        [word, word.replacing("ó", with: "o")].contains(near), "\(typo): \(near ?? "nothing")")
      var story = Story()
      #expect(story.enter(typo).joined().contains("Did you mean \(near ?? "?")?"))
    }
    #expect(Binding.action(forLine: "xylophone") == .unknown("xylophone", near: nil))
    var story = Story()
    #expect(
      story.enter("xylophone") == [
        "There is no command “xylophone”. Type help to see them all."
      ])
  }

  /// Every action of a lesson that means anything without a screen has a word in every language.
  @Test func everyActionOfALessonHasAWord() throws {
    let named = Binding.namings.map { "\($0.action("1"))" }
    for binding in Binding.lesson + Binding.anywhere + Binding.common where binding.help != nil {
      switch binding.action {
      // `check` reads all of a result; `block`, `theory` and `api` are told what by name.
      case .explore, .findings, .selectBlock, .theory, .api: continue
      // What only a screen has: rows, panes, pages, the course, a key that nobody may read.
      case .move, .swapPane, .scroll, .scrollToEnd, .leave, .home, .instructorKey: continue
      // A line is read when nothing runs; the terminal's own key stops.
      case .stop: continue
      default: #expect(!binding.words.isEmpty, "\(binding.action)")
      }
      let word = try #require(binding.word, "\(binding.action)")
      #expect(word.inEveryLanguage.count == Language.allCases.count, "\(binding.action)")
    }
    #expect(named.count == Binding.namings.count)
  }

  /// The help lists a word for each, in its own language and well spelt.
  @Test(arguments: Language.allCases) func theHelpListsEveryWord(_ language: Language) {
    var story = Story(language: language)
    let text = story.enter("help").joined(separator: "\n")
    for binding in Binding.all where binding.help != nil {
      guard let word = binding.word?[language] else { continue }
      #expect(text.contains("\n  \(word) "), "\(word)")
    }
    let named = [
      Phrase(en: "check NAME", es: "comprobación NOMBRE"),
      Phrase(en: "block NAME", es: "bloque NOMBRE"),
      Phrase(en: "step NUMBER", es: "paso NÚMERO"),
      Phrase(en: "theory [PAGE]", es: "teoría [PÁGINA]"),
      Phrase(en: "api [NAME]", es: "api [NOMBRE]"),
    ]
    for line in named.map({ $0[language] }) {
      #expect(text.contains("\n  \(line) "), "\(line)\n\(text)")
    }
  }
}
