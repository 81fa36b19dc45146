import Foundation
import LessonPacks
import ReportSamples
import Testing

@testable import Reports

struct TextReportTests {
  private func render(
    _ report: Report, _ language: Language = .en, color: Bool = false, width: Int = 80
  ) -> String {
    TextReport.render(
      report, pack: SamplePack.pack, language: language, color: color, width: width)
  }

  @Test func everyKindOfVerdict() throws {
    try GoldenFile.expect(render(SamplePack.mixed), "mixed.en.txt")
    try GoldenFile.expect(render(SamplePack.mixed, .es), "mixed.es.txt")
  }

  @Test func aFileThatDoesNotCompile() throws {
    try GoldenFile.expect(render(SamplePack.uncompiled), "uncompiled.en.txt")
    try GoldenFile.expect(render(SamplePack.undeclared, .es), "undeclared.es.txt")
  }

  @Test func theCaretStandsUnderTheColumnThoughItCountsBytes() {
    var error = SamplePack.error
    error.sourceLine = "  let año = alpah"
    error.column = "  let año = ".utf8.count + 1
    let lines = render(SamplePack.report(.failed(diagnostics: [error]), [])).split(separator: "\n")
    #expect(lines.contains("      let año = alpah"))
    #expect(lines.contains("                ^"))
  }

  @Test func aReasonThatTheBuildDoesNotGiveIsTold() {
    var report = SamplePack.uncompiled
    report.results[0].verdict = .notRun(.cancelled)
    let text = render(report)
    #expect(text.contains("Not run: it was cancelled."))
    #expect(!text.contains("Not run: LoRA.swift does not compile."))
  }

  @Test func colourIsOnlyAddedAround() throws {
    let colored = render(SamplePack.mixed, color: true)
    #expect(colored.contains("\u{1B}[32m✔\u{1B}[0m identity"))
    #expect(colored.contains("\u{1B}[31m✘\u{1B}[0m scale"))
    let bare = colored.replacing(#/\u{1B}\[[0-9]+m/#, with: "")
    #expect(bare == render(SamplePack.mixed))
  }

  @Test func whatTheStudentPrintsCannotColourAnything() {
    #expect(!render(SamplePack.mixed).contains("\u{1B}"))
  }

  @Test func sentencesAreWrapped() {
    let lines = render(SamplePack.mixed, width: 50).split(separator: "\n")
    let long = lines.filter { $0.count > 50 && !$0.contains("Seed") && !$0.contains("pass") }
    #expect(long == [])
  }

  @Test func aGreenReportSaysSo() {
    let text = render(SamplePack.green)
    #expect(text.contains("1/1 checks pass · 1.2 s"))
    #expect(!text.contains("wrong"))
  }
}

struct JSONReportTests {
  private func object(_ report: Report, _ language: Language = .en) throws -> [String: Any] {
    let text = JSONReport.render(report, pack: SamplePack.pack, language: language)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func everyKindOfVerdict() throws {
    try GoldenFile.expect(
      JSONReport.render(SamplePack.mixed, pack: SamplePack.pack, language: .en), "mixed.json")
  }

  @Test func aFileThatDoesNotCompile() throws {
    try GoldenFile.expect(
      JSONReport.render(SamplePack.undeclared, pack: SamplePack.pack, language: .es),
      "undeclared.json")
    let build = try #require(try object(SamplePack.uncompiled)["build"] as? [String: Any])
    #expect(build["status"] as? String == "failed")
    #expect((build["diagnostics"] as? [Any])?.count == 2)
  }

  @Test func theSeedKeepsAllItsBits() throws {
    #expect(try object(SamplePack.green)["seed"] as? String == "18446744073709551615")
    #expect(try object(SamplePack.green)["green"] as? Bool == true)
    #expect(try object(SamplePack.mixed)["green"] as? Bool == false)
  }

  @Test func aTimeThatIsNoNumberStillEncodes() throws {
    var report = SamplePack.green
    report.milliseconds = .nan
    #expect(try object(report)["milliseconds"] as? String == "nan")
  }
}

struct JUnitReportTests {
  private func render(_ report: Report) -> String {
    JUnitReport.render(
      report, pack: SamplePack.pack, language: .en, timestamp: "2026-01-02T03:04:05Z")
  }

  @Test func everyKindOfVerdict() throws {
    try GoldenFile.expect(render(SamplePack.mixed), "mixed.junit.xml")
  }

  @Test func aFileThatDoesNotCompileIsAnErrorAndNotOnlySkipped() throws {
    try GoldenFile.expect(render(SamplePack.uncompiled), "uncompiled.junit.xml")
    #expect(render(SamplePack.undeclared).contains("errors=\"1\""))
    #expect(!render(SamplePack.green).contains("<error"))
  }

  @Test func marksAreEscapedAndControlCharactersLeftOut() {
    #expect(
      XMLText.escaped("a<b>&\"c\u{1B}\u{0}\u{7F}\u{85}d\u{FFFF}\t\n\r")
        == "a&lt;b&gt;&amp;\"cd\t\n&#13;")
    #expect(XMLText.attribute("\"a\"\n\t<") == "&quot;a&quot;&#10;&#9;&lt;")
    #expect(!render(SamplePack.mixed).contains("\u{1B}"))
  }

  @Test func everyReportIsWellFormed() throws {
    for report in [
      SamplePack.mixed, SamplePack.green, SamplePack.uncompiled, SamplePack.undeclared,
    ] {
      #expect(Self.isBalanced(render(report)))
    }
    #expect(!Self.isBalanced("<a><b></a></b>"))
    #expect(!Self.isBalanced("<a>"))
  }

  /// Whether every element that opens closes, in the right order.
  private static func isBalanced(_ xml: String) -> Bool {
    var open: [Substring] = []
    for match in xml.matches(of: #/<(/?)([a-z-]+)([^<>]*?)(/?)>/#) {
      if match.1 == "/" {
        guard open.popLast() == match.2 else { return false }
      } else if match.4 != "/" {
        open.append(match.2)
      }
    }
    return open.isEmpty
  }
}
