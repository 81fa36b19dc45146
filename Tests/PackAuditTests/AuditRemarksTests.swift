import Foundation
import LessonPacks
import PackSamples
import Reports
import SwiftLexing
import TestSupport
import Testing

@testable import LessonPacks
@testable import PackAudit

/// What is worth knowing makes no pack red; what used to vanish in silence does.
@Suite struct AuditRemarksTests {
  @Test func codeThatASmallTerminalCutsIsRemarked() async throws {
    let wide = String(repeating: "x", count: LessonPane.codeColumns + 1)
    let text =
      "# Twice\n\n\(wide) is no code.\n\n```swift\n\(wide.dropLast())\n\(wide)\n\(wide)y\n```\n"
    let report = try await TinyPack(["lessons/tiny/text/en/A.md": text]).audit()
    #expect(report.problems == [] && report.isGreen)
    #expect(
      report.remarks.map(\.description) == [
        "text/en/A.md:7: 2 lines of code are cut off where the terminal is 80×24: there is room for 40 "
          + "columns there, and the widest has 42. Break them, or leave them where a larger terminal "
          + "may be asked for"
      ])
    let said = AuditText.render(report)
    #expect(said.contains("1 remark, which keep") && said.contains("Proved"), "\(said)")
    #expect(AuditJSON.render(report).contains(#""remarks" : ["#))
  }

  @Test func aScenarioThatNothingRunsIsRemarked() async throws {
    let probes = """
      import ProbeKit

      func probesB(_ probe: Probes) {
        probe("keeps_shapes") { _ in }
      }
      """
    let report = try await TinyPack(["lessons/tiny/probes/B.swift": probes]).audit()
    #expect(report.isGreen)
    #expect(
      report.remarks.map(\.description) == [
        "probes/B.swift:4: no check and no finale runs the scenario `keeps_shapes`. Did you mean "
          + "`keeps_shape`?"
      ])
  }

  @Test(arguments: [
    ("{", "it is damaged: it holds no table that can be read"),
    ("", "it is damaged: it holds no table that can be read"),
    ("{\"version\": 2}", "it is damaged: it holds no table that can be read"),
    ("{\"version\": 77, \"new\": 1}", "it is of version 77, and this program reads version 2"),
  ])
  func aTableThatCannotBeReadIsSaid(_ content: String, _ expected: String) async throws {
    let report = try await TinyPack(["lessons/tiny/diagnoses.json": content]).audit()
    #expect(
      report.problems.map(\.description) == [
        "diagnoses.json: \(expected). Write it anew with `byhand pack audit --write-diagnoses`"
      ])
  }

  @Test func aMissingStarterIsTheAuthorsToWrite() async throws {
    let pack = try TinyPack()
    let loaded = try PackLoader.load(pack.folder)
    try FileManager.default.removeItem(at: pack.folder.appendingPathComponent("starter"))
    let report = try await PackAuditor(
      pack: loaded, judge: try await pack.judge(of: loaded), seeds: [1], jobs: 2
    ).audit()
    let said = report.problems.map(\.description)
    #expect(said.first?.hasPrefix("starter/Double.swift: the starter is missing. Write it") == true)
    #expect(!said.contains { $0.contains("reset") || $0.contains("attempts") }, "\(said)")
  }

  @Test func aNameThatIsNotRecordedComesWithThoseThatAre() async throws {
    let manifest = try TinyPack.manifest().replacing("of: shape,", with: "of: shapes,")
    let report = try await TinyPack(["lessons/tiny/pack.yml": manifest]).audit()
    let said = report.problems.map(\.description)
    #expect(
      said.contains {
        $0.hasPrefix("solutions/tiny/Double.swift: it does not pass `keeps_shape`")
          && $0.hasSuffix("`shapes`. Its scenario records `shape`. Did you mean `shape`?")
      }, "\(said)")
  }

  /// What no module can be called is what the lexer takes for words of Swift, and `main`.
  @Test func theWordsOfSwiftAreTheLexers() {
    #expect(ModuleNames.keywords.subtracting(["main", "_"]) == SwiftToken.keywords)
  }
}
