import Foundation
import LessonPacks
import Observations
import Testing

@testable import Reports

/// Not begun: as in the starter, in its outcome and in its text.
@Suite struct UnbegunTests {
  private static let starter = """
    // Block A
    func a() -> Int {
      // TODO: Block A, step 1: one.
      let one = 0
      // TODO: Block A, step 2: two.
      0
    }
    // Block B
    func c() -> Int {
      // TODO: Block B, step 1: three.
      0
    }

    """
  private static let rule = Rule.exactly(of: "n", value: .number(3))

  private static func check(_ id: String, _ block: String, step: Int?) -> Check {
    Check(
      id: id, block: block, step: step, statement: LocalizedText([:]), advice: LocalizedText([:]),
      kind: step == nil ? .strict : .probe([rule]))
  }

  private static let pack: Pack = {
    func block(_ id: String, _ checks: [Check]) -> Block {
      Block(id: id, title: LocalizedText([:]), text: LocalizedText([:]), hints: [], checks: checks)
    }
    return Pack(
      id: "p", title: LocalizedText([:]), languages: [.en], module: "M", studentFile: "F.swift",
      declarations: [],
      blocks: [
        block(
          "A",
          [check("one", "A", step: 1), check("two", "A", step: 2), check("strict", "A", step: nil)]),
        block("B", [check("three", "B", step: 1)]),
      ], measures: [], gate: Gate(), folder: URL(fileURLWithPath: "/nowhere"),
      solutionFolder: URL(fileURLWithPath: "/nowhere"))
  }()

  private static func number(_ number: Double) -> Verdict {
    .wrong([
      Finding(
        rule: rule, kind: .value(name: "n", yours: .number(number), expected: .number(3)))
    ])
  }
  private static let threw = Verdict.broken(.threw(message: "not written"))
  private static let complaint = Verdict.wrong([
    Finding(
      rule: nil,
      kind: .notStrict([
        Diagnostic(
          file: "F.swift", line: 1, column: 1, severity: .warning, message: "m", sourceLine: "")
      ]))
  ])

  private static func report(
    _ verdicts: [String: Verdict], build: BuildOutcome = .built(diagnostics: [])
  ) -> Report {
    Report(
      packID: "p", sourceHash: "", seed: 1, build: build,
      results: pack.checks.map {
        CheckResult(id: $0.id, block: $0.block, verdict: verdicts[$0.id] ?? .passed)
      }, milliseconds: 1)
  }

  /// In the starter one and two are 0, three throws, and what compiles is strict.
  private static let begin = ["one": number(0), "two": number(0), "three": threw]
  private static let table = DiagnosisTable(
    seeds: [1], starter: SymptomRecord(report(begin), pack: pack), mistakes: [])

  private func unbegun(
    _ verdicts: [String: Verdict], _ changes: (String, String)...,
    build: BuildOutcome = .built(diagnostics: []), table: DiagnosisTable? = UnbegunTests.table
  ) -> [String] {
    let student = changes.reduce(Self.starter) { $0.replacing($1.0, with: $1.1) }
    return Self.report(verdicts, build: build).unbegun(
      of: Self.pack, touch: StepTouch(starter: Self.starter, student: student), table: table
    ).sorted()
  }

  private static let secondWritten = ("two.\n  0", "two.\n  2")

  @Test func theStarterIsNotBegun() {
    #expect(unbegun(Self.begin) == ["one", "three", "two"])
    #expect(unbegun(Self.begin, table: nil) == ["one", "three", "two"])
  }

  @Test func theVerySameOutcomeFromCodeOfOnesOwnIsBegun() {
    #expect(unbegun(Self.begin, Self.secondWritten) == ["one", "three"])
  }

  /// It may stand under the other step's comment.
  @Test func anotherOutcomeBesideCodeOfOnesOwnIsBegun() {
    var verdicts = Self.begin
    verdicts["one"] = Self.number(7)
    #expect(unbegun(verdicts, Self.secondWritten) == ["three"])
    verdicts["one"] = Self.threw
    #expect(unbegun(verdicts, Self.secondWritten) == ["three"])
  }

  /// What it calls was written.
  @Test func anotherOutcomeOfADeclarationThatNobodyTouchedIsUnbegun() {
    var verdicts = Self.begin
    verdicts["three"] = .broken(.threw(message: "another"))
    #expect(unbegun(verdicts, Self.secondWritten) == ["one", "three"])
    verdicts["three"] = Self.number(9)
    #expect(unbegun(verdicts, Self.secondWritten) == ["one", "three"])
    #expect(unbegun(verdicts, Self.secondWritten, ("three.\n  0", "three.\n  9")) == ["one"])
  }

  /// What held on the starter was broken by somebody.
  @Test func whatHoldsInTheStarterIsNeverUnbegun() {
    var table = Self.table
    table.starter.red["three"] = nil
    #expect(unbegun(Self.begin, table: table) == ["one", "two"])
  }

  /// It cannot hold before, and says nothing of the code that is there.
  @Test func whatNeedsALaterStepIsUnbegunUntilThatIsTouched() {
    var pack = Self.pack
    pack.blocks[0].checks[0].needs = 2
    func unbegun(_ student: String, _ verdict: Verdict) -> [String] {
      let report = Self.report(["one": verdict])
      let touch = StepTouch(starter: Self.starter, student: student)
      return report.unbegun(of: pack, touch: touch, table: Self.table).sorted()
    }
    let first = Self.starter.replacing("let one = 0", with: "let one = 1")
    #expect(unbegun(first, Self.number(7)) == ["one"])
    #expect(unbegun(first, Self.threw) == ["one"])
    #expect(unbegun(first, .passed) == [])
    let both = first.replacing("two.\n  0", with: "two.\n  2")
    #expect(unbegun(both, Self.number(7)) == [])
  }

  @Test func whatPassesIsNeverUnbegun() {
    #expect(unbegun([:]) == [])
    #expect(unbegun(["three": Self.threw]) == ["three"])
  }

  @Test func withoutATableTheTextDecides() {
    let verdicts = ["one": Self.number(7), "two": Self.number(0), "three": Self.number(1)]
    #expect(unbegun(verdicts, Self.secondWritten, table: nil) == ["one", "three"])
  }

  @Test func whereNothingRanTheTextDecides() {
    let stopped = Dictionary(
      uniqueKeysWithValues: Self.pack.checks.map { ($0.id, Verdict.notRun(.doesNotCompile)) })
    #expect(
      unbegun(stopped, Self.secondWritten, build: .failed(diagnostics: [])) == ["one", "three"])
    #expect(
      unbegun(stopped, ("three.\n  0", "three.\n  3)"), build: .failed(diagnostics: []))
        == ["one", "strict", "two"])
    #expect(unbegun(stopped, build: .unreadable(.empty)) == [])
    var partly = Self.begin
    partly["three"] = .notRun(.missingDeclarations(["func c()"]))
    #expect(
      unbegun(partly, ("func c", "func d"), build: .missingDeclarations([]))
        == ["one", "three", "two"])
  }

  /// The starter is strict: a warning is somebody's own.
  @Test func aCheckWithoutAStepIsBegunWithItsBlock() {
    let verdicts = Self.begin.merging(["strict": Self.complaint]) { $1 }
    #expect(unbegun(verdicts) == ["one", "three", "two"])
    var table = Self.table
    table.starter.red["strict"] = [Symptom(place: "strict notStrict", detail: .words("warning …"))]
    #expect(unbegun(verdicts, table: table) == ["one", "strict", "three", "two"])
    #expect(unbegun(verdicts, Self.secondWritten, table: table) == ["one", "three"])
  }

  /// What the starter shows on each seed in another way.
  @Test func anUnsteadyStarterSaysNothingAgainstIt() {
    var table = Self.table
    table.starter.red["one"] = [Symptom(place: "0 value", detail: .varying)]
    table.starter.red["two"] = nil
    table.starter.unsteady = ["two"]
    let verdicts = ["one": Self.number(7), "two": Self.number(8), "three": Self.threw]
    #expect(unbegun(verdicts, table: table) == ["one", "three", "two"])
  }

  /// `merge()` without a body changes nothing, and passes a check that it should change nothing.
  @Test func whatNobodyHasBegunHasMeasuredNothing() {
    var pack = Self.pack
    pack.measures = ["one", "two", "three", "strict"].map {
      Measure(id: "m-\($0)", label: LocalizedText([:]), check: $0, quantity: .value(of: "n"))
    }
    var report = Self.report([:])
    report.measures = pack.measures.map { MeasuredValue(id: $0.id, value: "0.0") }
    func measured(_ old: String, _ new: String) -> [String] {
      let student = Self.starter.replacing(old, with: new)
      return report.begunMeasures(
        of: pack, touch: StepTouch(starter: Self.starter, student: student)
      ).map(\.id)
    }
    #expect(measured("", "") == [])
    #expect(measured("three.\n  0", "three.\n  9") == ["m-three"])
    // Both steps of the declaration may stand under one comment.
    #expect(measured("two.\n  0", "two.\n  2") == ["m-one", "m-two", "m-strict"])
  }
}
