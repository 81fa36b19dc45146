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
      name: "y", against: .reference, yours: array, expected: array, differing: 2, worst: 0,
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
    _ name: String, says: String? = nil, caughtBy: [String] = [], _ runs: [String: Verdict]...
  ) -> KnownMistake {
    let sentence = says ?? name
    return KnownMistake(
      WrongSolution(
        file: URL(fileURLWithPath: "/\(name).swift"), caughtBy: caughtBy,
        diagnosis: LocalizedText([.en: "It is \(sentence).", .es: "Es \(sentence)."])),
      record: SymptomRecord(common: runs.map { report($0) }, pack: pack))
  }

  /// A starter in which `freeze` and `merge` throw.
  private static let threw = Verdict.broken(.threw(message: "not written"))

  private static func table(_ mistakes: KnownMistake...) -> DiagnosisTable {
    DiagnosisTable(
      seeds: [1],
      starter: SymptomRecord(
        report(["scale": number(0), "merge": threw, "count": number(0), "freeze": threw]),
        pack: pack),
      mistakes: mistakes)
  }

  private static let table = table(
    mistake(
      "doubled", caughtBy: ["scale"], ["scale": values(.ratio(2)), "merge": values(.ratio(2))]),
    mistake("inverted", ["scale": values(.ratio(0.5)), "merge": values(.ratio(0.5))]),
    mistake("miscounted", ["count": number(4)]),
    mistake("random", ["count": number(7)], ["count": number(9)]),
    mistake("twin-a", ["freeze": number(1)]), mistake("twin-b", ["freeze": number(1)]),
    mistake("vague", ["merge": values(nil)]))

  private func recognition(
    _ verdicts: [String: Verdict], in table: DiagnosisTable = table, unbegun: Set<String> = []
  ) -> Recognition {
    var report = Self.report(verdicts)
    report.unbegun = unbegun
    return table.recognition(of: report, pack: Self.pack)
  }

  private func diagnosis(
    _ verdicts: [String: Verdict], in table: DiagnosisTable = table, unbegun: Set<String> = []
  ) -> Diagnosis? {
    guard case .named(let found) = recognition(verdicts, in: table, unbegun: unbegun) else {
      return nil
    }
    return found
  }

  @Test func theSameChecksRedInTheSameWayAreNamedAndSure() throws {
    let found = try #require(
      diagnosis(["scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2))]))
    #expect(found.name == "doubled")
    #expect(found.confidence == .sure)
    #expect(found.sentence[.es] == "Es doubled.")
    #expect(found.explains == ["scale", "merge"])
    #expect(
      diagnosis(["scale": Self.values(.ratio(0.5)), "merge": Self.values(.ratio(0.5))])?.name
        == "inverted")
  }

  @Test func aPatternThatWasNotThereIsNoWildcard() {
    // The mistake shows no pattern; a run that shows one shows something else, and the reverse.
    #expect(recognition(["merge": Self.values(.ratio(2))]) == .unknown)
    #expect(recognition(["merge": Self.values(.zero)]) == .unknown)
    #expect(recognition(["scale": Self.values(nil), "merge": Self.values(nil)]) == .unknown)
    #expect(
      recognition(["scale": Self.values(.ratio(2.1)), "merge": Self.values(.ratio(2))]) == .unknown)
  }

  @Test func oneSymptomThatSaysNothingInParticularIsTooLittle() {
    #expect(recognition(["merge": Self.values(nil)]) == .tooLittle(nearest: "vague"))
    let table = Self.table(
      Self.mistake("vague", ["merge": Self.values(nil), "scale": Self.values(nil)]))
    let both = diagnosis(["merge": Self.values(nil), "scale": Self.values(nil)], in: table)
    #expect(both?.confidence == .likely, "two of them are enough, and not to be sure")
  }

  @Test func somethingElseOnEverySeedFitsAnythingAndProvesNothing() {
    let table = Self.table(
      Self.mistake(
        "varied", ["scale": Self.values(.ratio(2)), "count": Self.number(4)],
        ["scale": Self.values(.zero), "count": Self.number(4)]))
    let found = diagnosis(["scale": Self.values(nil), "count": Self.number(4)], in: table)
    #expect(found?.name == "varied")
    #expect(recognition(["scale": Self.values(.ratio(2))], in: table) != .unknown)
    #expect(diagnosis(["scale": Self.values(.ratio(2))], in: table)?.confidence != .sure)
  }

  @Test func aNumberMayLieBetweenThoseOfTheSeeds() {
    #expect(diagnosis(["count": Self.number(8)])?.name == "random")
    #expect(diagnosis(["count": Self.number(9.9)])?.name == "random")
    #expect(diagnosis(["count": Self.number(2.995)])?.name == nil)
    #expect(diagnosis(["count": Self.number(13)])?.name == "random")
    #expect(recognition(["count": Self.number(13.5)]) == .unknown)
    #expect(recognition(["count": Self.number(.nan)]) == .unknown)
  }

  @Test func whatTheMistakeDoesNotExplainSpeaksAgainstIt() {
    let verdicts = [
      "scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2)), "count": Self.number(4),
    ]
    #expect(recognition(verdicts) == .unknown)
  }

  @Test func whatMustCatchItHasToBeRedAsWithTheMistake() {
    // `scale` must catch it, `merge` need not.
    #expect(recognition(["merge": Self.values(.ratio(2))]) == .unknown)
    let found = diagnosis(["scale": Self.values(.ratio(2)), "merge": Self.values(nil)])
    #expect(found?.name == "doubled")
    #expect(found?.confidence == .likely)
    #expect(diagnosis(["scale": Self.values(.ratio(2))])?.confidence == .likely)
  }

  @Test func whatNobodyHasBegunSaysNothing() {
    let verdicts = [
      "scale": Self.values(.ratio(2)), "merge": Self.threw, "freeze": Self.threw,
    ]
    #expect(recognition(verdicts) == .unknown)
    let found = diagnosis(verdicts, unbegun: ["merge", "freeze"])
    #expect(found?.name == "doubled")
    #expect(found?.confidence == .sure)
    #expect(found?.explains == ["scale"])
    #expect(recognition(verdicts, unbegun: Set(Self.ids)) == .nothingRed)
  }

  /// A step that nobody has touched may come out otherwise than on the starter, by what is around it.
  @Test func aStepThatNobodyTouchedSaysNothing() {
    var pack = Self.pack
    for index in pack.blocks[0].checks.indices { pack.blocks[0].checks[index].step = index + 1 }
    var report = Self.report(["scale": Self.values(.ratio(2)), "count": Self.number(4)])
    #expect(Self.table.recognition(of: report, pack: pack) == .unknown)
    report.touchedSteps = ["A.0", "A.1", "A.2", "A.4"]
    #expect(Self.table.diagnosis(of: report, pack: pack)?.name == "doubled")
    pack.blocks[0].checks[0].needs = 3
    #expect(Self.table.recognition(of: report, pack: pack) == .nothingRed)
  }

  @Test func aMistakeOfWhatIsNotBegunIsNotNamed() {
    // All that is left of `doubled` is a check that need not catch it.
    #expect(recognition(["merge": Self.values(.ratio(2))], unbegun: ["scale"]) == .unknown)
  }

  @Test func aMistakeIsNamedOnceAllOfItsBlockThatMustCatchItIsBegun() {
    var table = Self.table
    table.mistakes[0].caughtBy = ["scale", "merge"]
    let verdicts = ["scale": Self.values(.ratio(2)), "merge": Self.threw]
    #expect(recognition(verdicts, in: table, unbegun: ["merge"]) == .unknown)
    let both = ["scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2))]
    #expect(diagnosis(both, in: table)?.name == "doubled")
  }

  /// As `doubled`, with what must catch it, or with none in the table.
  private func lead(_ verdicts: [String: Verdict], caughtBy: [String]?) -> String? {
    var table = Self.table
    table.mistakes[0].caughtBy = caughtBy
    return diagnosis(verdicts, in: table)?.lead
  }

  @Test func theCheckThatTheMistakeIsNamedAfterLeads() {
    let both = ["scale": Self.values(.ratio(2)), "merge": Self.values(.ratio(2))]
    #expect(lead(both, caughtBy: ["merge", "scale"]) == "merge")
    #expect(lead(both, caughtBy: ["scale", "merge"]) == "scale")
    #expect(lead(both, caughtBy: []) == "scale")
    #expect(lead(both, caughtBy: nil) == "scale")
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

  @Test func twoThatLookAlikeAreNotGuessedBetween() {
    #expect(recognition(["freeze": Self.number(1)]) == .alike(["twin-a", "twin-b"]))
  }

  @Test func twoThatSayTheSameAreOne() {
    let table = Self.table(
      Self.mistake("a", says: "frozen", ["freeze": Self.number(1)]),
      Self.mistake("b", says: "frozen", ["freeze": Self.number(1)]))
    #expect(diagnosis(["freeze": Self.number(1)], in: table)?.sentence[.en] == "It is frozen.")
  }

  @Test func whatFitsInEverythingComesBeforeWhatFitsInMost() {
    let table = Self.table(
      Self.mistake(
        "most", caughtBy: ["count"], ["count": Self.number(4), "scale": Self.number(5)]),
      Self.mistake("all", caughtBy: ["count"], ["count": Self.number(4)]))
    let found = diagnosis(["count": Self.number(4)], in: table)
    #expect(found?.name == "all")
    #expect(found?.confidence == .sure)
  }

  @Test func aFileThatDoesNotBuildIsNotGuessedAt() {
    var report = Self.report(["count": Self.number(4)])
    report.build = .failed(diagnostics: [])
    #expect(Self.table.diagnosis(of: report, pack: Self.pack) == nil)
    #expect(Self.table.recognition(of: report, pack: Self.pack) == .notBuilt)
    #expect(recognition([:]) == .nothingRed)
  }

  @Test func aCheckThatIsRedOnSomeSeedsSaysNothing() {
    let record = SymptomRecord(
      common: [Self.report(["count": Self.number(4)]), Self.report([:])], pack: Self.pack)
    #expect(record.red.isEmpty)
    #expect(record.unsteady == ["count"])
  }

  @Test func aSymptomThatIsThereOnSomeSeedsMayBeThere() {
    guard case .wrong(let first) = Self.values(.zero), case .wrong(let second) = Self.number(4)
    else {
      Issue.record("the sample's verdicts are not wrong ones")
      return
    }
    let table = Self.table(
      Self.mistake("x", ["scale": .wrong(first + second)], ["scale": Self.number(4)]))
    #expect(diagnosis(["scale": Self.number(4)], in: table)?.name == "x")
    #expect(diagnosis(["scale": .wrong(first + second)], in: table)?.name == "x")
    #expect(recognition(["scale": .wrong(first)], in: table) == .unknown)
  }

  private func detail(_ verdict: Verdict) throws -> Symptom.Detail {
    let check = try #require(Self.pack.checks.first)
    return try #require(Symptom.of(verdict, in: check)?.first).detail
  }

  @Test func whatACrashAndACompilerSayIsKeptWithoutNamesAndNumbers() throws {
    func crash(_ message: String) throws -> Symptom.Detail {
      try detail(.broken(.crashed(signal: 4, message: message, line: 3)))
    }
    #expect(try crash("copy_: [4, 16] does not fit") == crash("copy_: [8, 64] does not fit"))
    #expect(try crash("Dropout(2.0): no") != crash("Index out of range"))
    func strict(_ message: String) throws -> Symptom.Detail {
      let diagnostic = Diagnostic(
        file: "F.swift", line: 1, column: 1, severity: .error, message: message, sourceLine: "")
      return try detail(.wrong([Finding(rule: nil, kind: .notStrict([diagnostic]))]))
    }
    // A class that is not final is no mutable global.
    #expect(try strict("var 'count' is not safe") == strict("var 'last' is not safe"))
    #expect(try strict("var 'count' is not safe") != strict("non-final class 'E' is not Sendable"))
  }

  @Test func theFileIsReadAsItWasWritten() throws {
    let data = try Self.table.encoded()
    #expect(try JSONDecoder().decode(DiagnosisTable.self, from: data) == Self.table)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"0 values: ratio = 2.0\""))
    #expect(text.contains("\"1 value: = 7.0...9.0\""))
    let details: [Symptom.Detail] = [
      .plain, .words("a: b"), .words("x"), .measured("", 1...2), .measured("ratio", 0.1...0.1),
      .varying, .sometimes,
    ]
    for detail in details {
      let symptom = Symptom(place: "2 values", detail: detail)
      let read = try JSONDecoder().decode([Symptom].self, from: JSONEncoder().encode([symptom]))
      #expect(read == [symptom])
    }
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
