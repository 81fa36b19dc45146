import Foundation
import LessonPacks
import TestSupport
import Testing
import UntrustedText

@testable import Reports

struct TextReportTests {
  private func render(
    _ report: Report, _ language: Language = .en, color: Bool = false, width: Int = 80
  ) -> String {
    TextReport.render(
      report, pack: SamplePack.pack, language: language, color: color, width: width)
  }

  @Test func everyKindOfVerdict() throws {
    GoldenFile.expect(render(SamplePack.mixed), "mixed.en.txt")
    GoldenFile.expect(render(SamplePack.mixed, .es), "mixed.es.txt")
  }

  @Test func aFileThatDoesNotCompile() throws {
    GoldenFile.expect(render(SamplePack.uncompiled), "uncompiled.en.txt")
    GoldenFile.expect(render(SamplePack.undeclared, .es), "undeclared.es.txt")
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
    let long = lines.filter { $0.count > 50 && !$0.contains("Seed") && !$0.contains("hold") }
    #expect(long == [])
  }

  @Test func aGreenReportSaysSo() {
    let text = render(SamplePack.green)
    #expect(text.contains("1 holds · 0 wrong · 0 could not run · 0 not begun · 1.2 s"))
  }

  @Test func everyFindingIsToldUpToABound() {
    let seven = (1...7).map { Finding(rule: nil, kind: .accepted(name: "call\($0)")) }
    var report = SamplePack.mixed
    report.results[1].verdict = .wrong(Array(seven.prefix(5)))
    #expect(render(report).contains("call5"))
    #expect(!render(report).contains("more; "))
    report.results[1].verdict = .wrong(seven)
    let text = render(report)
    #expect(text.contains("      and 2 more; `byhand check --only scale` lists all."))
    #expect(!text.contains("call6"))
    report.results = [report.results[1]]
    #expect(render(report).contains("call7"))
    #expect(render(report, .es).contains("call7"))
    let names = (1...9).map { "name\($0)" }
    report.results[0].verdict = .wrong([
      Finding(rule: nil, kind: .names(name: "keys", missing: names, unexpected: []))
    ])
    #expect(render(report, width: 200).contains("`name9`."))
  }

  @Test func oneBlockIsListedAndEveryOneIsCounted() {
    let text = TextReport.render(
      SamplePack.mixed, pack: SamplePack.pack, language: .en, width: 80, blocks: ["A"])
    #expect(text.contains("✘ scale"))
    #expect(!text.contains("✘ names"))
    #expect(text.contains("\nB  Running  0/6\n"))
    #expect(text.contains("1 holds · 4 wrong · 4 could not run · 0 not begun"))
    #expect(text.contains("`byhand check --all` lists the checks of every block."))
    #expect(!render(SamplePack.mixed).contains("--all"))
  }

  @Test func whatNobodyHasBegunIsNotReproached() {
    var report = SamplePack.mixed
    report.unbegun = ["shape", "names", "trap", "loop", "identity"]
    let text = render(report)
    // What holds before a line of its block is written is nobody's merit either.
    for id in ["shape", "names", "trap", "loop", "identity"] {
      let row = text.split(separator: "\n").first { $0.contains("○ \(id) ") }
      #expect(row?.hasSuffix(" not begun") == true)
    }
    for word in ["transposed", "`keys`", "crashed", "10 s"] { #expect(!text.contains(word)) }
    #expect(text.contains("0 hold · 2 wrong · 2 could not run · 5 not begun"))
    #expect(render(report, .es).contains("○ shape     sin empezar"))
  }

  @Test func oneCauseOfManyChecksIsToldOnce() {
    var report = SamplePack.mixed
    for index in [1, 2, 3, 4, 5] {
      report.results[index].verdict = .broken(.threw(message: "not \u{1B}yet"))
    }
    let text = render(report)
    #expect(
      text.contains(
        "\n⚠ The same error stopped 5 checks: not ·yet.\n    scale, shape, names, trap, loop\n"))
    #expect(text.components(separatedBy: "not ·yet").count == 2)
    #expect(!text.contains("⚠ trap"))
    #expect(text.contains("A  Values & shapes  1/3\n  ✔ identity  2 ms\n\nB"))
    #expect(render(report, .es).contains("⚠ El mismo error detuvo 5 comprobaciones: not ·yet."))
  }

  @Test func theDiagnosisStandsAtTheCheckThatItLeads() {
    var report = SamplePack.mixed
    report.diagnosis = Diagnosis(
      name: "L07", sentence: SamplePack.text("α is missing.", "Falta α."), confidence: .sure,
      explains: ["scale", "shape"], lead: "scale")
    let text = render(report)
    #expect(text.contains("    → This matches a known mistake. α is missing.\n"))
    #expect(text.components(separatedBy: "known mistake").count == 2)
    for advice in ["`scale` &", "`shape` &"] { #expect(!text.contains(advice)) }
    #expect(text.contains("→ Look at `names` &"))
    let other = TextReport.render(
      report, pack: SamplePack.pack, language: .en, width: 80, blocks: ["B"])
    #expect(other.contains("\n\n→ This matches a known mistake. α is missing.\n"))
  }

  @Test func aFileThatWasNamedIsNamed() {
    let report = SamplePack.report(.unreadable(.missing), [])
    let text = TextReport.render(
      report, pack: SamplePack.pack, language: .en, namedFile: "work/Other.swift")
    #expect(text.contains("⚠ work/Other.swift does not exist.\n"))
    #expect(!text.contains("reset"))
    for text in [
      JSONReport.render(
        report, pack: SamplePack.pack, language: .en, namedFile: "work/Other.swift"),
      JUnitReport.render(
        report, pack: SamplePack.pack, language: .en, namedFile: "work/Other.swift"),
    ] { #expect(text.contains("work/Other.swift does not exist.")) }
  }

  @Test func anIndexIsNotTornApart() {
    for width in 40...80 {
      for line in render(SamplePack.mixed, width: width).split(separator: "\n") {
        #expect(
          line.count { $0 == "[" } == line.count { $0 == "]" } || line.contains("│"), "\(line)")
      }
    }
  }
}

struct CompilerLinesTests {
  private func error(_ line: Int, _ message: String) -> Diagnostic {
    Diagnostic(
      file: "LoRA.swift", line: line, column: 3, severity: .error, message: message,
      sourceLine: "  \(message)")
  }

  private func render(_ errors: [Diagnostic], _ language: Language = .en) -> String {
    var pack = SamplePack.pack
    pack.messages = [
      CompilerMessage(
        pieces: ["cannot find", "in scope"],
        explanation: SamplePack.text("A name is misspelt.", "Un nombre está mal escrito."))
    ]
    return TextReport.render(
      SamplePack.report(.failed(diagnostics: [SamplePack.warning] + errors), []), pack: pack,
      language: language, width: 80)
  }

  @Test func allAreToldInTheOrderGiven() throws {
    let text = render((1...10).map { error($0 * 7 % 11, "e\($0).") })
    #expect(text.contains("⚠ LoRA.swift does not compile. It has 10 errors:"))
    let lines = text.split(separator: "\n").compactMap { $0.firstMatch(of: #/: (e\d+)\.$/#)?.1 }
    #expect(lines == (1...10).map { "e\($0)" })
    #expect(!text.contains("more"))
  }

  @Test func ofVeryManyTheFirstAreToldAndHowToSeeTheOthers() {
    let text = render((1...13).map { error($0, "e\($0).") })
    #expect(text.contains("e10."))
    #expect(!text.contains("e11."))
    #expect(
      text.contains(
        "    and 3 more: mend these first. `byhand check --format json` has all.\n"))
  }

  @Test func anExplanationStandsOnceUnderTheFirstThatItExplains() {
    let errors = [
      error(1, "x"), error(2, "cannot find 'a' in scope"), error(3, "cannot find 'b' in scope"),
    ]
    let lines = render(errors).split(separator: "\n")
    #expect(lines.count { $0 == "    → A name is misspelt." } == 1)
    let at = lines.firstIndex { $0.contains("LoRA.swift:2:3") } ?? 0
    #expect(lines[at + 3] == "    → A name is misspelt.")
    #expect(render(errors, .es).contains("    → Un nombre está mal escrito."))
  }

  @Test func everyDeclarationThatIsMissingIsThere() {
    let missing = (1...7).map { Declaration(name: "f\($0)", signature: "func f\($0)()") }
    for language in Language.allCases {
      let text = TextReport.render(
        SamplePack.report(.missingDeclarations(missing), []), pack: SamplePack.pack,
        language: language)
      for declaration in missing { #expect(text.contains("\n    \(declaration.signature)\n")) }
    }
  }

  @Test func theStudentsCharactersAreHarmless() {
    let text = render([error(1, "\u{1B}[2J\u{202E}")])
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }
}

struct SharedCauseTests {
  private func report(_ breakages: [Breakage]) -> Report {
    SamplePack.report(
      .built(diagnostics: []),
      breakages.enumerated().map {
        CheckResult(id: "c\($0.offset)", block: "A", verdict: .broken($0.element))
      })
  }

  @Test func threeThatThrewTheSame() {
    let threw = Breakage.threw(message: "m")
    #expect(report([threw, threw]).sharedCauses == [])
    #expect(
      report([threw, .exited(status: 0), threw, .threw(message: "n"), threw]).sharedCauses
        == [SharedCause(breakage: threw, checks: ["c0", "c2", "c4"])])
  }

  @Test func aLineTellsMoreThanTheRuntimesWords() {
    func crash(_ words: String, _ line: Int?) -> Breakage {
      .crashed(signal: 4, message: words, line: line)
    }
    #expect(
      report([crash("[5, 64]", 31), crash("[3, 48]", 31), crash("[1, 2]", 31)]).sharedCauses
        == [SharedCause(breakage: crash("", 31), checks: ["c0", "c1", "c2"])])
    #expect(report([crash("a", 31), crash("a", 31), crash("a", 32)]).sharedCauses == [])
    #expect(report([crash("a", nil), crash("b", nil), crash("c", nil)]).sharedCauses == [])
    #expect(
      report([crash("a", nil), crash("a", nil), crash("a", nil)]).sharedCauses.first?.breakage
        == crash("a", nil))
  }

  @Test func limitsMayDiffer() {
    let slow = report([.timedOut(seconds: 1), .timedOut(seconds: 5), .timedOut(seconds: 2)])
    #expect(
      slow.sharedCauses
        == [SharedCause(breakage: .timedOut(seconds: 5), checks: ["c0", "c1", "c2"])])
  }

  @Test func whatNobodyHasBegunIsNotAmongThem() {
    let threw = Breakage.threw(message: "m")
    var four = report([threw, threw, threw, threw])
    four.unbegun = ["c0"]
    #expect(four.sharedCauses.first?.checks == ["c1", "c2", "c3"])
    four.unbegun = ["c0", "c1"]
    #expect(four.sharedCauses == [])
  }

  @Test(
    arguments: [
      Breakage.crashed(signal: 4, message: "m", line: 31), .exited(status: 0),
      .timedOut(seconds: 1), .outputLimitExceeded(limit: 1_000_000), .threw(message: "m"),
      .missingObservations(["y"]), .protocolViolation("m"),
    ])
  func everyCauseHasASentenceWithItsNumber(_ breakage: Breakage) {
    let cause = SharedCause(breakage: breakage, checks: ["a", "b", "c"])
    let sentences = Language.allCases.map {
      Wording($0, file: "LoRA.swift").sentence(for: cause)
    }
    for (sentence, number) in zip(sentences, ["3 checks", "3 comprobaciones"]) {
      #expect(sentence.contains(number))
      #expect(sentence.hasSuffix("."))
    }
    #expect(Language.allCases == [.en, .es])
    #expect(Set(sentences).count == Language.allCases.count)
  }
}

struct JSONReportTests {
  private func object(_ report: Report, _ language: Language = .en) throws -> [String: Any] {
    let text = JSONReport.render(report, pack: SamplePack.pack, language: language)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func everyKindOfVerdict() throws {
    GoldenFile.expect(
      JSONReport.render(SamplePack.mixed, pack: SamplePack.pack, language: .en), "mixed.json")
  }

  @Test func aFileThatDoesNotCompile() throws {
    GoldenFile.expect(
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

  @Test func whatATerminalWouldObeyIsEscapedAndTheSame() throws {
    var report = SamplePack.mixed
    let words = "a\u{1B}[2J\u{9B}2J\u{202E}\u{2028}\u{FEFF}\u{E0041}e\u{200D}z"
    report.results[1].output = words
    let text = JSONReport.render(report, pack: SamplePack.pack, language: .en)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || VisibleText.isHarmless($0) })
    let results = try #require(try object(report)["results"] as? [[String: Any]])
    #expect(results[1]["output"] as? String == words)
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
    GoldenFile.expect(render(SamplePack.mixed), "mixed.junit.xml")
  }

  @Test func aFileThatDoesNotCompileIsAnErrorAndNotOnlySkipped() throws {
    GoldenFile.expect(render(SamplePack.uncompiled), "uncompiled.junit.xml")
    #expect(render(SamplePack.undeclared).contains("errors=\"1\""))
    #expect(!render(SamplePack.green).contains("<error"))
  }

  @Test func marksAreEscapedAndControlCharactersLeftOut() {
    #expect(
      XMLText.escaped("a<b>&\"c\u{1B}\u{0}\u{7F}\u{85}d\u{FFFF}\t\n\r")
        == "a&lt;b&gt;&amp;\"cd\t\n&#13;")
    #expect(XMLText.escaped("a\u{202E}b\u{2028}") == "a&#x202E;b&#x2028;")
    #expect(XMLText.attribute("\"a\"\n\t<") == "&quot;a&quot;&#10;&#9;&lt;")
    #expect(!render(SamplePack.mixed).contains("\u{1B}"))
  }

  /// The schema of Jenkins' xUnit plugin, by a validator that is not ours.
  @Test(.enabled(if: SchemaValidator.xmllint.isWanted))
  func everyReportHoldsToTheSchema() throws {
    var slow = SamplePack.mixed
    slow.milliseconds = 12_345_678.9
    slow.results[1].milliseconds = .nan
    slow.results[0].output = "]]>\u{FFFE}\u{0}\u{202E}</system-out>"
    let reports = [
      SamplePack.mixed, SamplePack.green, SamplePack.uncompiled, SamplePack.undeclared, slow,
    ]
    let schema = "junit-10.xsd"
    #expect(
      try SchemaValidator.xmllint.complaints(about: reports.map(render), schema: schema) == "")
    #expect(render(SamplePack.mixed).contains(">LoRA.swift:31</error>"))
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
