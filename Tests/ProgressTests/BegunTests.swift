import Foundation
import LessonPacks
import Reports
import Testing

@testable import Progress

// Foundation has a class of this name.
import Progress

private let text = LocalizedText([.en: "x"])

private func check(_ id: String, _ block: String, step: Int?) -> Check {
  Check(id: id, block: block, step: step, statement: text, advice: text, kind: .strict)
}

private let blocks = [
  Block(
    id: "A", title: text, text: text, hints: [],
    checks: [check("a1", "A", step: 1), check("a2", "A", step: 2), check("a", "A", step: nil)]),
  Block(id: "AB", title: text, text: text, hints: [], checks: [check("ab1", "AB", step: 1)]),
]

private func report(
  _ verdicts: [(String, Verdict)], touched: Set<String>?, parts: [String: String] = [:]
) -> Report {
  var report = Report(
    packID: "p", sourceHash: "h", seed: 1, build: .built(diagnostics: []),
    results: verdicts.map {
      CheckResult(id: $0.0, block: $0.0.hasPrefix("ab") ? "AB" : "A", verdict: $0.1)
    }, milliseconds: 1)
  report.touchedSteps = touched
  report.parts = parts
  return report
}

/// What a student has begun, and what that makes of a red check.
struct BegunTests {
  private func progress(_ touched: Set<String>?, _ verdicts: [(String, Verdict)]) -> StudentProgress
  {
    var progress = StudentProgress(packID: "p")
    progress.record(report(verdicts, touched: touched))
    return progress
  }

  private let allRed: [(String, Verdict)] = [
    ("a1", .wrong([])), ("a2", .wrong([])), ("a", .wrong([])), ("ab1", .wrong([])),
  ]

  private func begun(_ progress: StudentProgress) -> [String] {
    blocks.flatMap(\.checks).filter(progress.hasBegun).map(\.id)
  }

  @Test func ofAStarterNothingIsBegun() {
    #expect(begun(progress([], allRed)) == [])
    #expect(begun(StudentProgress(packID: "p")) == ["a1", "a2", "a", "ab1"])
  }

  @Test func whereTheStarterIsUnknownEverythingIs() {
    #expect(begun(progress(nil, allRed)) == ["a1", "a2", "a", "ab1"])
  }

  @Test func aStepBeginsItsChecksAndThoseOfItsBlockWithoutAStep() {
    #expect(begun(progress(["A.0", "A.1"], allRed)) == ["a1", "a"])
    // A block's name that begins with another's is another block.
    #expect(begun(progress(["AB.0", "AB.1"], allRed)) == ["ab1"])
    // Step 12 is not step 1.
    #expect(begun(progress(["A.12"], allRed)) == ["a"])
  }

  @Test func whatPassesCountsAsSoonAsItsBlockWasBegun() {
    let verdicts: [(String, Verdict)] = [("a1", .wrong([])), ("a2", .passed), ("ab1", .passed)]
    #expect(begun(progress(["A.0", "A.1"], verdicts)) == ["a1", "a2", "a"])
    #expect(begun(progress([], verdicts)) == [])
  }

  @Test func stepsAddUpAndAreKept() throws {
    var progress = progress(["A.0", "A.1"], allRed)
    progress.record(report(allRed, touched: ["AB.0", "AB.1"]))
    #expect(progress.begunSteps == ["A.0", "A.1", "AB.0", "AB.1"])
    // Not known of one run is no reason to forget the others.
    progress.record(report(allRed, touched: nil))
    #expect(progress.begunSteps == ["A.0", "A.1", "AB.0", "AB.1"])
    let data = try JSONEncoder().encode(progress)
    #expect(try JSONDecoder().decode(StudentProgress.self, from: data) == progress)
  }

  @Test func beginningAnewForgetsStepsAndPassesAndKeepsTheRest() {
    var progress = progress(["A.0", "A.1"], [("a1", .passed), ("a2", .wrong([]))])
    progress.addActiveTime(5, in: blocks[0], gate: Gate(minutes: 20))
    progress.blocks["A"] = BlockRecord(hintsOpened: 2, solution: .time, answers: ["q": 1])
    progress.beginAnew()
    #expect(progress.begunSteps == [])
    #expect(progress.checks["a1"] == CheckRecord(state: .failed, everPassed: true))
    #expect(progress.blocks["A"] == BlockRecord(hintsOpened: 2, solution: .time, answers: ["q": 1]))
    #expect(progress.runs == 1)
    // Where nothing was known of steps, nothing is made up.
    var unknown = self.progress(nil, [("a1", .passed)])
    unknown.beginAnew()
    #expect(unknown.begunSteps == nil)
    #expect(unknown.checks["a1"]?.state == .failed)
  }

  @Test func timeCountsOnWhatWasBegunAlone() {
    let gate = Gate(minutes: 20)
    var progress = progress(["A.0", "A.1"], [("a1", .wrong([])), ("a2", .wrong([]))])
    progress.addActiveTime(4, in: blocks[0], gate: gate)
    #expect(progress.checks["a1"]?.redSeconds == 4)
    #expect(progress.checks["a2"]?.redSeconds == 0)
    #expect(progress.gateState(of: blocks[0], gate: gate) == .closed(remaining: 1196, check: "a1"))
    var starter = self.progress([], allRed)
    starter.addActiveTime(4, in: blocks[0], gate: gate)
    #expect(starter.checks["a1"]?.redSeconds == 0)
    #expect(starter.gateState(of: blocks[0], gate: gate) == .closed(remaining: 1200, check: nil))
  }

  /// A student with commands may be away for longer than a tick, and no longer than is asked for.
  @Test func theLongestStretchIsTheCallers() {
    let gate = Gate(minutes: 20)
    var progress = progress(["A.0", "A.1"], [("a1", .wrong([]))])
    progress.addActiveTime(170, in: blocks[0], gate: gate, longest: StudentProgress.idleAfter)
    #expect(progress.checks["a1"]?.redSeconds == 170)
    progress.addActiveTime(9e9, in: blocks[0], gate: gate, longest: StudentProgress.idleAfter)
    #expect(progress.checks["a1"]?.redSeconds == 170 + StudentProgress.idleAfter)
    for odd in [-Double.infinity, .nan, 0, -4] {
      progress.addActiveTime(odd, in: blocks[0], gate: gate, longest: StudentProgress.idleAfter)
    }
    #expect(progress.checks["a1"]?.redSeconds == 170 + StudentProgress.idleAfter)
  }

  @Test func aPassNamesThePartThatItWasSeenIn() throws {
    var progress = StudentProgress(packID: "p")
    progress.record(report([("a1", .passed)], touched: ["A.1"], parts: ["A": "f00"]))
    #expect(progress.checks["a1"]?.part == "f00")
    // Red, it still says which part was green.
    progress.record(report([("a1", .wrong([]))], touched: ["A.1"], parts: ["A": "baa"]))
    #expect(progress.checks["a1"] == CheckRecord(state: .failed, everPassed: true, part: "f00"))
    progress.record(report([("a1", .passed)], touched: ["A.1"], parts: [:]))
    #expect(progress.checks["a1"]?.part == nil)
    let old = #"{"state": "passed", "redSeconds": 0, "everPassed": true}"#
    let read = try JSONDecoder().decode(CheckRecord.self, from: Data(old.utf8))
    #expect(read == CheckRecord(state: .passed, everPassed: true))
  }

  @Test func aFileOfBeforeThereWereStepsIsRead() throws {
    let old = #"{"format": 1, "packID": "p", "checks": {}, "blocks": {}, "runs": 3}"#
    let progress = try JSONDecoder().decode(StudentProgress.self, from: Data(old.utf8))
    #expect(progress.begunSteps == nil)
    #expect(progress.hasWatchedFinale == false)
    #expect(progress.runs == 3)
    #expect(progress.hasBegun(blocks[0].checks[0]))
  }

  @Test func theBlockOneIsAtIsTheLastChosenUntilItPasses() {
    let pack = Pack(
      id: "p", title: text, languages: [.en], module: "M", studentFile: "M.swift",
      declarations: [], blocks: blocks, measures: [], gate: Gate(),
      folder: URL(fileURLWithPath: "/"), solutionFolder: URL(fileURLWithPath: "/"))
    var progress = StudentProgress(packID: "p")
    #expect(progress.currentBlockIndex(of: pack) == 0)
    progress.selectedBlock = "AB"
    #expect(progress.currentBlockIndex(of: pack) == 1)
    progress.record(report([("ab1", .passed)], touched: nil))
    #expect(progress.currentBlockIndex(of: pack) == 0)
    progress.record(report([("a1", .passed), ("a2", .passed), ("a", .passed)], touched: nil))
    #expect(progress.currentBlockIndex(of: pack) == 1)
    var empty = pack
    empty.blocks = []
    #expect(progress.currentBlockIndex(of: empty) == 0)
  }
}
