import Foundation
import LessonPacks
import Observations
import Testing

@testable import Reports

/// Known mistakes are named, others are not, and two that look alike are not guessed between.
@Suite struct DiagnosisTests {
  private static let ids = ["scale", "merge", "count", "freeze"]

  private static let pack: Pack = {
    let rules: [Rule] = [
      .reference(of: "y", within: .exact), .exactly(of: "n", value: .number(3)),
    ]
    let checks = ids.map { id in
      Check(
        id: id, block: "A", statement: LocalizedText([:]), advice: LocalizedText([:]),
        kind: .probe(rules))
    }
    return Pack(
      id: "p", title: LocalizedText([:]), languages: [.en, .es], module: "M",
      studentFile: "F.swift",
      declarations: [],
      blocks: [
        Block(
          id: "A", title: LocalizedText([:]), text: LocalizedText([:]), hints: [], checks: checks)
      ], measures: [], gate: Gate(), folder: URL(fileURLWithPath: "/nowhere"),
      solutionFolder: URL(fileURLWithPath: "/nowhere"))
  }()

  private static func values(_ pattern: DifferencePattern?) -> Verdict {
    let array = ObservedArray(shape: [2], values: [1, 2])
    let comparison = Comparison(
      name: "y", against: "reference", yours: array, expected: array, differing: 2, worst: 0,
      pattern: pattern)
    return .wrong([Finding(rule: .reference(of: "y", within: .exact), kind: .values(comparison))])
  }

  private static func number(_ number: Double) -> Verdict {
    .wrong([
      Finding(
        rule: .exactly(of: "n", value: .number(3)),
        kind: .value(name: "n", yours: .number(number), expected: .number(3)))
    ])
  }

  private static func report(_ verdicts: [String: Verdict], seed: UInt64 = 1) -> Report {
    Report(
      packID: "p", sourceHash: "", seed: seed, build: .built(diagnostics: []),
      results: ids.map { CheckResult(id: $0, block: "A", verdict: verdicts[$0] ?? .passed) },
      milliseconds: 1)
  }

  private static func mistake(
    _ name: String, caughtBy: [String] = [], _ runs: [String: Verdict]...
  ) -> KnownMistake {
    KnownMistake(
      WrongSolution(
        file: URL(fileURLWithPath: "/\(name).swift"), caughtBy: caughtBy,
        diagnosis: LocalizedText([.en: "It is \(name).", .es: "Es \(name)."])),
      record: SymptomRecord(common: runs.map { report($0) }, pack: pack))
  }

  /// A starter in which `freeze` and `merge` throw.
  private static let threw = Verdict.broken(.threw(message: "not written"))
  private static let table = DiagnosisTable(
    seeds: [1],
    starter: SymptomRecord(
      report(["scale": number(0), "merge": threw, "count": number(0), "freeze": threw]), pack: pack),
    mistakes: [
      mistake("doubled", ["scale": values(.ratio(2)), "merge": values(.ratio(2))]),
      mistake("inverted", ["scale": values(.ratio(0.5)), "merge": values(.ratio(0.5))]),
      mistake("miscounted", ["count": number(4)]),
      mistake("random", ["count": number(7)], ["count": number(9)]),
      mistake("twin-a", ["freeze": number(1)]), mistake("twin-b", ["freeze": number(1)]),
    ])

  private func name(_ verdicts: [String: Verdict]) -> String? {
    Self.table.diagnosis(of: Self.report(verdicts), pack: Self.pack)?.name
  }

  @Test func theSameChecksRedInTheSameWayAreNamedAndSure() throws {
    let verdicts = ["scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2))]
    let found = try #require(Self.table.diagnosis(of: Self.report(verdicts), pack: Self.pack))
    #expect(found.name == "doubled")
    #expect(found.confidence == .sure)
    #expect(found.sentence[.es] == "Es doubled.")
    #expect(
      name(["scale": Self.values(.ratio(0.5)), "merge": Self.values(.ratio(0.5))]) == "inverted")
  }

  /// As `doubled`, with what must catch it, or with none in the table.
  private func lead(_ verdicts: [String: Verdict], caughtBy: [String]?) -> String? {
    var table = Self.table
    table.mistakes[0].caughtBy = caughtBy
    return table.diagnosis(of: Self.report(verdicts), pack: Self.pack)?.lead
  }

  @Test func theCheckThatTheMistakeIsNamedAfterLeads() {
    let both = ["scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2))]
    #expect(lead(both, caughtBy: ["merge", "scale"]) == "merge")
    #expect(lead(both, caughtBy: ["scale", "merge"]) == "scale")
    // One that is green in this run, or that the mistake does not account for, leads nowhere.
    #expect(lead(both, caughtBy: ["count", "merge"]) == "merge")
    #expect(lead(both, caughtBy: []) == "scale")
    #expect(lead(both, caughtBy: nil) == "scale")
  }

  @Test func whatWasNotWrittenYetDoesNotLead() {
    let scale = ["scale": Self.values(.ratio(2)), "merge": Self.threw]
    #expect(lead(scale, caughtBy: ["merge", "scale"]) == "scale")
  }

  @Test func aTableThatDoesNotSayWhatCatchesIsReadAsWell() throws {
    var old = Self.table
    for index in old.mistakes.indices { old.mistakes[index].caughtBy = nil }
    let text = String(decoding: try old.encoded(), as: UTF8.self)
    #expect(!text.contains("caughtBy"))
    #expect(try JSONDecoder().decode(DiagnosisTable.self, from: Data(text.utf8)) == old)
    let now = Self.mistake("x", caughtBy: ["merge", "count"], ["count": Self.number(4)])
    let read = try JSONDecoder().decode(KnownMistake.self, from: JSONEncoder().encode(now))
    #expect(read == now)
    #expect(read.caughtBy == ["merge", "count"])
  }

  @Test func whatWasNotWrittenYetSaysNothing() {
    #expect(
      name(["scale": Self.values(.ratio(2)), "merge": Self.threw, "freeze": Self.threw])
        == "doubled")
  }

  @Test func theStarterItselfHasNoMistake() {
    #expect(
      name([
        "scale": Self.number(0), "merge": Self.threw, "count": Self.number(0), "freeze": Self.threw,
      ]) == nil)
  }

  @Test func theVeryThingComesBeforeAnythingElse() {
    #expect(name(["count": Self.number(4)]) == "miscounted")
    #expect(name(["count": Self.number(8)]) == "random")
  }

  @Test func twoThatLookAlikeAreNotGuessedBetween() {
    #expect(name(["freeze": Self.number(1)]) == nil)
  }

  @Test func anotherMistakeIsNotNamed() {
    #expect(name([:]) == nil)
    #expect(name(["merge": Self.number(8)]) == nil)
    #expect(
      name(["scale": Self.values(.zero), "count": Self.number(8), "merge": Self.values(nil)]) == nil
    )
  }

  @Test func silenceHasAReason() {
    func reason(_ verdicts: [String: Verdict]) -> Recognition {
      Self.table.recognition(of: Self.report(verdicts), pack: Self.pack)
    }
    #expect(reason(["freeze": Self.number(1)]) == .alike(["twin-a", "twin-b"]))
    #expect(reason([:]) == .nothingRed)
    #expect(reason(["merge": Self.threw, "freeze": Self.threw]) == .asInStarter)
    #expect(
      reason(["scale": Self.values(.ratio(2))]) == .tooWeak(nearest: "doubled"))
    var unbuilt = Self.report(["count": Self.number(4)])
    unbuilt.build = .failed(diagnostics: [])
    #expect(Self.table.recognition(of: unbuilt, pack: Self.pack) == .notBuilt)
  }

  @Test func aFileThatDoesNotBuildIsNotGuessedAt() {
    var report = Self.report(["count": Self.number(4)])
    report.build = .failed(diagnostics: [])
    #expect(Self.table.diagnosis(of: report, pack: Self.pack) == nil)
  }

  @Test func aCheckThatIsRedOnSomeSeedsSaysNothing() {
    let record = SymptomRecord(
      common: [Self.report(["count": Self.number(4)]), Self.report([:])], pack: Self.pack)
    #expect(record.red.isEmpty)
    #expect(record.unsteady == ["count"])
  }

  @Test func theFileIsReadAsItWasWritten() throws {
    let data = try Self.table.encoded()
    #expect(try JSONDecoder().decode(DiagnosisTable.self, from: data) == Self.table)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("0 values: ratio 2.00"))
  }

  @Test func theSentenceSaysHowSureItIs() throws {
    let words = Wording(.en, file: "F.swift")
    let sure = Diagnosis(
      name: "x", sentence: LocalizedText([.en: "α is missing."]), confidence: .sure)
    #expect(words.sentence(for: sure) == "This matches a known mistake. α is missing.")
    var likely = sure
    likely.confidence = .likely
    #expect(words.sentence(for: likely).contains("not in everything. α is missing."))
    var report = Self.report(["count": Self.number(4)])
    report.diagnosis = sure
    #expect(
      TextReport.render(report, pack: Self.pack, language: .en).contains(
        "→ This matches a known mistake."))
    #expect(
      JSONReport.render(report, pack: Self.pack, language: .en).contains(#""confidence" : "sure""#))
  }
}
