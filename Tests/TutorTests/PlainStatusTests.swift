import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct PlainStatusTests {
  private let pack = SamplePack.pack

  @Test func itSaysWhereTheStudentIsAndWhatComesNext() {
    let text = plainStatus(
      pack: pack, progress: Progress(packID: pack.id), language: .en, file: "/home/ada/LoRA.swift")
    #expect(text.contains("Your file: /home/ada/LoRA.swift"))
    #expect(text.contains("Block A · Identity at init · 0/6 checks"))
    #expect(text.contains("init_identity: not judged yet. What init_identity says holds."))
    #expect(text.contains("adds a product of two thin matrices"))
    #expect(text.contains("Write LoRA.swift in your editor, then: byhand check"))
    #expect(text.contains("A hint: byhand hint --block A (0 of 3 open)"))
    #expect(text.contains("The solution opens after 20 min"))
    #expect(text.contains("What else is worth reading: byhand theory"))
  }

  @Test func aLessonWithoutTheoryNamesNoCommandForIt() {
    var pack = pack
    pack.theory = []
    let text = plainStatus(
      pack: pack, progress: Progress(packID: pack.id), language: .en, file: "LoRA.swift")
    #expect(!text.contains("byhand theory"))
  }

  /// A long lesson is read with a command of its own.
  @Test func onlyTheIntroductionOfALessonStandsHere() {
    var pack = pack
    pack.blocks[0].text = SamplePack.both("# A\n\nWhy.\n\n## Step 1\n\nHow.", "# A\n\nPor qué.")
    let text = plainStatus(
      pack: pack, progress: Progress(packID: pack.id), language: .en, file: "LoRA.swift")
    #expect(text.contains("Why."))
    #expect(!text.contains("How."))
  }

  @Test func aRedCheckIsExplained() {
    let report = SampleReports.report(["roundtrip": SampleReports.wrong(SampleReports.names)])
    var progress = Progress(packID: pack.id)
    progress.record(report)
    for block in pack.blocks { progress.settleGate(of: block, gate: pack.gate) }
    let text = plainStatus(
      pack: pack, progress: progress, language: .es, report: report, file: "LoRA.swift")
    #expect(text.contains("Bloque C · Ida y vuelta · 0/1 comprobaciones"))
    #expect(text.contains("roundtrip: en rojo."))
    #expect(text.contains("Faltan en `trainable_names`"))
    #expect(!text.contains("init_identity"))
  }

  @Test func allGreenAsksForNothingMore() {
    var progress = Progress(packID: pack.id)
    progress.record(SampleReports.report())
    let text = plainStatus(
      pack: pack, progress: progress, language: .en, file: "/home/ada/LoRA.swift")
    #expect(text.contains("All checks are green."))
    #expect(!text.contains("byhand check"))
    #expect(text.contains("What else is worth reading: byhand theory"))
  }
}
