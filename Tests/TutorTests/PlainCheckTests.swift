import Reports
import Testing

@testable import Tutor

@Suite struct PlainCheckTests {
  private func lines(_ verdict: Verdict?, diagnosis: Diagnosis? = nil, output: String = "")
    -> String
  {
    let check = SamplePack.pack.checks[0]
    let result = verdict.map {
      CheckResult(id: check.id, block: "A", verdict: $0, milliseconds: 3, output: output)
    }
    return plainCheck(
      check, result: result, diagnosis: diagnosis, pack: SamplePack.pack, language: .en
    ).joined(separator: "\n")
  }

  @Test func theWorstValuesStandInWords() {
    let text = lines(SampleReports.wrong(SampleReports.heat()), output: "one\ntwo\u{1B}[2J")
    #expect(text.hasPrefix("init_identity. What init_identity says holds."))
    #expect(text.contains("453 of 480 values"))
    #expect(text.contains("  [0, 0]: yours -4, expected -0.5"))
    #expect(text.contains("Next: Look at how"))
    #expect(text.contains("  one"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func aKnownMistakeAndAGradientAreSaid() {
    let text = lines(
      SampleReports.wrong(SampleReports.gradients), diagnosis: SampleReports.diagnosis)
    #expect(text.contains("This matches a known mistake."))
    #expect(text.contains("  base.weight: yours trainable 12.5, expected frozen -"))
  }

  @Test func whatIsGreenOrNotJudgedIsSaid() {
    #expect(lines(.passed).contains("Green, in 3 ms."))
    #expect(lines(nil).contains("Not judged yet."))
  }
}
