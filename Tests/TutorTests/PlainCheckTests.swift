import LessonPacks
import Reports
import Testing

@testable import Tutor

/// What is known of one check, in lines.
@Suite struct PlainCheckTests {
  private func text(
    _ verdict: Verdict?, diagnosis: Diagnosis? = nil, output: String = "",
    language: Language = .en
  ) -> String {
    var story = Story(language: language)
    if let verdict {
      story.judge(
        SampleReports.report(
          ["init_identity": verdict], output: ["init_identity": output], diagnosis: diagnosis))
    }
    return story.enter("check init_identity").joined(separator: "\n")
  }

  @Test func theWorstValuesStandInWords() {
    let text = text(SampleReports.wrong(SampleReports.heat()), output: "one\ntwo\u{1B}[2J")
    #expect(text.hasPrefix("init_identity: wrong\n"))
    #expect(text.contains("What init_identity says holds."))
    #expect(text.contains("453 of 480 values"))
    #expect(text.contains("  [0, 0]: yours -4, expected -0.5"))
    #expect(text.contains("Try this: Look at how init_identity is computed."))
    #expect(text.contains("  one"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func inSpanishNumbersHaveACommaAndTheWordsAreSpanish() {
    let text = text(SampleReports.wrong(SampleReports.heat()), language: .es)
    #expect(text.contains("  [0, 0]: tuyo -4, esperado -0,5"))
    #expect(text.contains("Prueba esto: Mira cómo se calcula init_identity."))
  }

  @Test func aKnownMistakeAndAGradientAreSaid() {
    let text = text(
      SampleReports.wrong(SampleReports.gradients), diagnosis: SampleReports.diagnosis)
    #expect(text.contains("This matches a known mistake."))
    #expect(text.contains("base.weight  trainable  |g| 12.5  frozen  |g|"))
    #expect(!text.contains("Try this:"))
  }

  /// There is no key in lines that shows the rest.
  @Test func everyRuleThatDoesNotHoldIsSaid() {
    let text = text(
      SampleReports.wrong(SampleReports.names, .accepted(name: "call"), SampleReports.shapes))
    #expect(text.contains("Missing from trainable_names: lora_A, lora_B."))
    #expect(text.contains("- The call call returned normally"))
    #expect(text.contains("- The shapes of lora_A differ"))
    #expect(!text.contains("f lists"))
  }

  @Test func whatIsGreenOrNotJudgedOrNotBegunIsSaid() {
    #expect(text(.passed).contains("init_identity: holds"))
    #expect(text(.passed).contains("Green, in 210 ms."))
    #expect(text(nil).contains("Not checked yet."))
    var story = Story()
    story.judge(SampleReports.starter())
    let unbegun = story.enter("check init_identity").joined(separator: "\n")
    #expect(unbegun.contains("init_identity: not begun"))
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    #expect(text(crash).contains("init_identity: could not run"))
    #expect(text(crash).contains("LoRA.swift:12"))
  }
}
