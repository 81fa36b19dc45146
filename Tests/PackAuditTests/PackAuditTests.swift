import Foundation
import LessonPacks
import PackSamples
import Reports
import Testing

@testable import PackAudit

/// A good pack is proved; every way of being bad is said, and all of them at once.
@Suite struct PackAuditTests {
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
      "\(lessons)/alternatives/times.swift": TinyPack.source("3 * x"),
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
    let red = try await TinyPack(["solutions/tiny/Double.swift": TinyPack.source("x")]).audit()
    #expect(
      messages(red).contains {
        $0.hasPrefix("solutions/tiny/Double.swift: it does not pass `twice` on seed 1")
      })
    let broken = try await TinyPack(["solutions/tiny/Double.swift": "import TensorKit\n"]).audit()
    #expect(broken.problems.count == 1)
    #expect(broken.problems.first?.file.hasSuffix("solutions/tiny/Double.swift") == true)
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
  fileprivate func audit(seeds: [UInt64] = [1, 2]) async throws -> AuditReport {
    try await PackAuditor(
      pack: try PackLoader.load(folder), judge: try await judge(), seeds: seeds, jobs: 2
    ).audit()
  }
}
