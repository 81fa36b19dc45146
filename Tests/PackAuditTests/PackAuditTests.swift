import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import PackAudit

/// A good pack is proved; every way of being bad is said, and all of them at once.
@Suite(.fewAtATime) struct PackAuditTests {
  private func messages(_ report: AuditReport) -> [String] {
    report.problems.map { "\($0.file): \($0.message)" }
  }

  @Test func aGoodPackIsProved() async throws {
    let pack = try TinyPack()
    let report = try await pack.audit()
    #expect(messages(report) == [])
    #expect(
      report.files.map(\.path) == [
        "starter/Double.swift", "solutions/tiny/Double.swift", "alternatives/times.swift",
        "wrong/careless.swift", "wrong/summed.swift", "wrong/tripled.swift",
      ])
    #expect(report.files.allSatisfy { $0.reports.map(\.seed) == [1, 2] })
    #expect(report.caught(by: "twice").map(\.name) == ["summed", "tripled"])
    #expect(
      KillMatrix(report: report).lines == [
        "             ", "          123", "careless  ··●", "summed    ○●·", "tripled   ●··",
      ])
    #expect(AuditText.render(report).contains("Proved"))
    let json = AuditJSON.render(report)
    #expect(json.contains(#""green" : true"#))
    #expect(json.contains(#""kills" : ["#))
  }

  @Test func everythingWrongIsSaidAtOnce() async throws {
    let lessons = "lessons/tiny"
    let pack = try TinyPack([
      "\(lessons)/starter/Double.swift": TinyPack.source("x"),
      "\(lessons)/alternatives/times.swift": TinyPack.alternative("3 * x"),
      "\(lessons)/wrong/tripled.swift": TinyPack.wrong("twice", "2 * x"),
      "\(lessons)/wrong/summed.swift": TinyPack.wrong(
        "twice", "2 * x.sum()", spares: "keeps_shape"),
      "\(lessons)/wrong/broken.swift": TinyPack.wrong("twice", "x +"),
      "\(lessons)/wrong/absent.swift":
        "// caught-by: twice\n// en: It is not there.\nimport TensorKit\n",
      "\(lessons)/stray.txt": "x",
    ])
    let found = messages(try await pack.audit())
    for expected in [
      "stray.txt: a stray file that nothing reads",
      "starter/Double.swift: it passes `keeps_shape` before a line is written",
      "alternatives/times.swift: it does not pass `twice` on seed 1: 12 of 12 values of `y` differ",
      "wrong/absent.swift: Double.swift must declare `func double(_ x: Tensor) -> Tensor`",
      "wrong/broken.swift: Double.swift does not compile: Double.swift:",
      "wrong/summed.swift: `keeps_shape` catches it, and should not mind",
      "wrong/tripled.swift: `twice` does not catch it on seed 1, 2",
      "pack.yml: nothing kills `keeps_shape`",
    ] {
      #expect(found.contains { $0.hasPrefix(expected) }, "\(expected)\n\(found)")
    }
    #expect(found.count == 8, "\(found)")
  }

  /// Luck on one seed is no kill.
  @Test func whatDependsOnTheSeedIsNotCaught() async throws {
    let pack = try TinyPack([
      "lessons/tiny/wrong/tripled.swift": TinyPack.wrong(
        "twice", "Tensor.rand(1).item() < 0.5 ? x + x : x")
    ])
    let report = try await pack.audit(seeds: Array(1...12))
    let problem = try #require(report.problems.first)
    #expect(report.problems.count == 1)
    #expect(problem.message.hasPrefix("`twice` does not catch it on seed "))
    let red = report.files.first { $0.name == "tripled" }?.reports.count { !$0.isGreen } ?? 0
    #expect(red > 0 && red < 12)
  }

  @Test func aReferenceThatIsNotGreenOrDoesNotBuildIsSaid() async throws {
    let red = try await TinyPack(["solutions/tiny/Double.swift": TinyPack.solution("x")]).audit()
    #expect(
      messages(red).contains {
        $0.hasPrefix("solutions/tiny/Double.swift: it does not pass `twice` on seed 1")
      })
    let empty = "import TensorKit\n" + SolutionParts.mark + "A\n"
    let broken = try await TinyPack(["solutions/tiny/Double.swift": empty]).audit()
    #expect(
      messages(broken) == [
        "probes/A.swift: it does not compile with the reference solution: "
          + "cannot find 'double' in scope"
      ])
    let typo = try await TinyPack(["solutions/tiny/Double.swift": TinyPack.solution("x +")]).audit()
    let problem = try #require(typo.problems.first)
    #expect(typo.problems.count == 1)
    #expect(problem.file.hasSuffix("solutions/tiny/Double.swift") && problem.line == 5)
    #expect(problem.message.hasPrefix("it does not compile: "))
  }

  /// A reference without its marks would open as a whole with the first block.
  @Test func aReferenceWithoutItsMarksIsRefused() async throws {
    let report = try await TinyPack(["solutions/tiny/Double.swift": TinyPack.source("x + x")])
      .audit()
    #expect(messages(report) == ["solutions/tiny/Double.swift: block A has no mark"])
  }

  /// What a file with a bad header would have proved is not known, so nothing is claimed of it.
  @Test(
    arguments: [
      "// caught-by: keeps_shap\n// en: It is wrong.\n", "// en: It is wrong.\n",
      "// caught-by: keeps_shape\n",
    ])
  func aBadHeaderIsAProblemOfItsFileAlone(_ header: String) async throws {
    let pack = try TinyPack()
    try pack.writeDiagnoses(of: try await pack.audit())
    #expect(messages(try await pack.audit()) == [])
    let summed = pack.folder.appendingPathComponent("wrong/summed.swift")
    try Data((header + TinyPack.source("2 * x.sum()")).utf8).write(to: summed)
    let report = try await pack.audit()
    #expect(report.problems.map(\.file) == ["wrong/summed.swift"], "\(messages(report))")
    #expect(report.wrongSolutions.map(\.name) == ["careless", "tripled"])
  }

  @Test func whatABadHeaderCannotHaveMeantIsStillSaid() async throws {
    let pack = try TinyPack([
      "lessons/tiny/wrong/tripled.swift": "// en: No check is named.\n"
        + TinyPack.source("x + x + x"),
      "lessons/tiny/wrong/summed.swift": TinyPack.wrong("twice", "2 * x.sum()"),
    ])
    #expect(
      messages(try await pack.audit()) == [
        "wrong/tripled.swift: its first comment lines do not say `caught-by:`",
        "pack.yml: nothing kills `keeps_shape`",
      ])
  }

  /// What ends a scenario of the reference is said in words, for all scenarios at once.
  @Test func aScenarioThatTheReferenceDoesNotFinishIsSaidInWords() async throws {
    let probes = """
      import ProbeKit
      import TensorKit

      struct Trouble: Error {}

      func probesA(_ probe: Probes) {
        probe("twice") { out in
          out.record("y", double(Tensor.ones([1])))
          throw Trouble()
        }
      }
      """
    let report = try await TinyPack(["lessons/tiny/probes/A.swift": probes]).audit()
    let said = messages(report).joined(separator: "\n")
    #expect(said.contains("no probe declares `keeps_shape`"), "\(said)")
    #expect(said.contains("`twice` does not end well: An error stopped the check"), "\(said)")
    #expect(!said.contains("protocolViolation(") && !said.contains("threw("), "\(said)")
  }

  @Test func aProbeThatDoesNotCompileIsNamedWithItsLine() async throws {
    let probes = "import ProbeKit\n\nfunc probesA(_ probe: Probes) {\n  probe.absent()\n}\n"
    let report = try await TinyPack(["lessons/tiny/probes/A.swift": probes]).audit()
    #expect(report.problems.count == 1)
    let said = try #require(report.problems.first?.description)
    #expect(said.hasPrefix("probes/A.swift:4: it does not compile with the reference"), "\(said)")
    let text = AuditText.render(report)
    #expect(!text.contains("0 starter") && !text.contains("kills 0"), "\(text)")
  }

  /// What stands in the way of loading does not hide what an audit would find besides.
  @Test func aBadRungHidesNothing() async throws {
    let pack = try TinyPack([
      "lessons/tiny/hints/en/A.md": "Look.\n\n## Where\n\nThere.\n",
      "lessons/tiny/wrong/tripled.swift": "// caught-by: twize\n// en: a\n"
        + TinyPack.source("x + x + x"),
      "lessons/tiny/alternatives/times.swift": TinyPack.alternative("3 * x"),
    ])
    let reading = PackLoader.read(pack.folder)
    let loaded = try #require(reading.pack)
    let report = try await PackAuditor(
      pack: loaded, problems: reading.problems, judge: try await pack.judge(of: loaded),
      seeds: [1], jobs: 2
    ).audit()
    #expect(
      report.problems.map(\.file) == [
        "hints/en/A.md", "wrong/tripled.swift", "alternatives/times.swift",
      ], "\(messages(report))")
  }

  @Test func whatIsBrokenInsteadOfWrongIsListedWithItsCause() async throws {
    let pack = try TinyPack([
      "lessons/tiny/starter/Double.swift": TinyPack.source("fatalError(\"not yet\")"),
      "lessons/tiny/wrong/summed.swift": TinyPack.wrong(
        "keeps_shape", "fatalError(\"no shape\")"),
    ])
    let report = try await pack.audit()
    let text = AuditText.render(report)
    #expect(text.contains("summed    ○!·"), "\(text)")
    #expect(
      text.contains("! wrong/summed.swift in `keeps_shape` (seeds 1, 2): The program crashed"),
      "\(text)")
    #expect(text.contains("! starter/Double.swift in `twice`, `keeps_shape` (seeds 1, 2): The"))
    #expect(AuditJSON.render(report).contains(#""cause" : "The program crashed"#))
  }

  @Test func whatIsSilentIsNamedWithTheReason() async throws {
    let pack = try TinyPack([
      "lessons/tiny/wrong/thrice.swift": TinyPack.wrong("twice", "x * 3")
    ])
    try pack.writeDiagnoses(of: try await pack.audit())
    let text = AuditText.render(try await pack.audit())
    #expect(text.contains("4 right, 0 another's, 4 silent"), "\(text)")
    #expect(
      text.contains("silent: thrice on seeds 1, 2: it fits thrice and tripled alike"),
      "\(text)")
    // A table without the one takes it for the other.
    #expect(
      text.contains("Each left out of the table, over 8 runs: 0 right, 4 another's, 4 silent"))
    #expect(text.contains("another's: thrice on seeds 1, 2: it was taken for tripled"), "\(text)")
  }

  @Test func twoThatSayTheSameAreNamedWhicheverItWas() async throws {
    let pack = try TinyPack([
      "lessons/tiny/wrong/thrice.swift": TinyPack.wrong("twice", "x * 3", says: "It triples."),
      "lessons/tiny/wrong/tripled.swift": TinyPack.wrong("twice", "x + x + x", says: "It triples."),
    ])
    try pack.writeDiagnoses(of: try await pack.audit())
    let text = AuditText.render(try await pack.audit())
    #expect(text.contains("8 right, 0 another's, 0 silent"), "\(text)")
    #expect(
      text.contains("Each left out of the table, over 8 runs: 4 right, 0 another's, 4 silent"))
  }

  /// Text, check and wrong solution of each demand, or what is missing.
  @Test func aDemandIsProvedByItsRow() async throws {
    let marked = [
      "lessons/tiny/text/en/A.md": "# Twice\n\nIt must double. <!-- demand: doubles -->\n",
      "lessons/tiny/pack.yml": try TinyPack.manifest().replacing(
        "- id: twice\n", with: "- id: twice\n        demands: [doubles]\n"),
    ]
    let broken = "// breaks: doubles\n" + TinyPack.wrong("twice", "x + x + x")
    let whole = try await TinyPack(
      marked.merging(["lessons/tiny/wrong/tripled.swift": broken]) { $1 }
    ).audit()
    #expect(messages(whole) == [])
    let text = AuditText.render(whole)
    #expect(
      text.contains("● doubles  text/en/A.md:3 “It must double.” → twice → tripled"), "\(text)")
    #expect(AuditJSON.render(whole).contains(#""id" : "doubles""#))

    let without = try await TinyPack(marked).audit()
    #expect(messages(without) == ["text/en/A.md: no wrong solution breaks `doubles`"])
    #expect(AuditText.render(without).contains("? doubles"))

    // One that says that it breaks it, and that the check lets pass.
    let kept = "// breaks: doubles\n" + TinyPack.wrong("keeps_shape", "(x + x).reshape([-1])")
    let lenient = try await TinyPack(
      marked.merging([
        "lessons/tiny/wrong/flat.swift": kept,
        "lessons/tiny/wrong/warned.swift": "// breaks: doubles\n"
          + TinyPack.wrong("strict_mode", "var one = 1; return x + x"),
      ]) { $1 }
    ).audit()
    #expect(
      messages(lenient) == [
        "wrong/warned.swift: it breaks `doubles`, and no check that answers for it turns red"
      ], "\(messages(lenient))")
  }

  @Test func whatIsTakenForAnotherIsNamedWithIt() async throws {
    let pack = try TinyPack()
    try pack.writeDiagnoses(of: try await pack.audit())
    for (name, check, body) in [
      ("tripled", "keeps_shape", "2 * x.sum()"), ("summed", "twice", "x + x + x"),
    ] {
      let file = pack.folder.appendingPathComponent("wrong/\(name).swift")
      try Data(TinyPack.wrong(check, body, says: "It is \(name).").utf8).write(to: file)
    }
    let report = try await pack.audit()
    #expect(messages(report) == ["diagnoses.json: it does not say what the wrong solutions do now"])
    let text = AuditText.render(report)
    #expect(text.contains("2 right, 4 another's, 0 silent"), "\(text)")
    #expect(text.contains("another's: summed on seeds 1, 2: it was taken for tripled"))
    #expect(AuditJSON.render(report).contains(#""named" : "tripled""#))
  }

  @Test func aMeasureWithoutAValueIsSaid() async throws {
    let pack = try TinyPack()
    let manifest = pack.folder.appendingPathComponent("pack.yml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    try Data(text.replacing("difference: {of: y, to: sum}", with: "value: total").utf8)
      .write(to: manifest)
    #expect(messages(try await pack.audit()) == ["pack.yml: the measure `error` gets no value"])
  }
}

extension TinyPack {
  fileprivate func writeDiagnoses(of report: AuditReport) throws {
    try report.diagnoses?.encoded().write(
      to: folder.appendingPathComponent(DiagnosisTable.file))
  }

  func audit(seeds: [UInt64] = [1, 2]) async throws -> AuditReport {
    try await PackAuditor(
      pack: try PackLoader.load(folder), judge: try await judge(), seeds: seeds, jobs: 2
    ).audit()
  }
}
