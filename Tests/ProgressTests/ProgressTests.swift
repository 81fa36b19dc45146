import Foundation
import LessonPacks
import Reports
import Testing

@testable import Progress

// Foundation has a class of this name.
import Progress

private func block(_ checks: [String] = ["a", "b"]) -> Block {
  let text = LocalizedText([.en: "x"])
  return Block(
    id: "A", title: text, text: text, hints: [],
    checks: checks.map {
      Check(id: $0, block: "A", statement: text, advice: text, kind: .strict)
    })
}

private func report(_ verdicts: [(String, Verdict)], hash: String = "h") -> Report {
  Report(
    packID: "p", sourceHash: hash, seed: 1, build: .built(diagnostics: []),
    results: verdicts.map { CheckResult(id: $0.0, block: "A", verdict: $0.1) }, milliseconds: 1)
}

struct RecordTests {
  @Test func takesOverWhatARunFound() {
    var progress = StudentProgress(packID: "p")
    progress.record(
      report([("a", .passed), ("b", .wrong([])), ("c", .broken(.exited(status: 0)))], hash: "one"))
    #expect(progress.runs == 1)
    #expect(progress.sourceHash == "one")
    #expect(progress.checks["a"] == CheckRecord(state: .passed, everPassed: true))
    #expect(progress.checks["b"] == CheckRecord(state: .failed))
    #expect(progress.checks["c"] == CheckRecord(state: .failed))
  }

  @Test func whatWasNotRunKeepsWhatWasKnown() {
    var progress = StudentProgress(packID: "p")
    progress.record(report([("a", .passed)]))
    progress.record(report([("a", .notRun(.doesNotCompile)), ("b", .notRun(.cancelled))]))
    #expect(progress.checks["a"]?.state == .passed)
    #expect(progress.checks["b"] == nil)
    #expect(progress.runs == 2)
  }

  @Test func aCheckThatTurnsRedAgainHasPassedOnce() {
    var progress = StudentProgress(packID: "p")
    progress.record(report([("a", .passed)]))
    progress.record(report([("a", .wrong([]))]))
    #expect(progress.checks["a"] == CheckRecord(state: .failed, everPassed: true))
  }

  @Test func aBlockPassesWhenAllItsChecksDo() {
    var progress = StudentProgress(packID: "p")
    #expect(!progress.passes(block()))
    #expect(!progress.passes(block([])))
    progress.record(report([("a", .passed)]))
    #expect(!progress.passes(block()))
    progress.record(report([("b", .passed)]))
    #expect(progress.passes(block()))
    progress.record(report([("b", .wrong([]))]))
    #expect(!progress.passes(block()))
  }
}

struct GateTests {
  private let gate = Gate(minutes: 20)

  private func red(_ checks: [String] = ["a"]) -> StudentProgress {
    var progress = StudentProgress(packID: "p")
    progress.record(report(checks.map { ($0, .wrong([])) }))
    return progress
  }

  private func work(_ seconds: Int, in progress: inout StudentProgress) {
    for _ in 0..<seconds { progress.addActiveTime(1, in: block(), gate: gate) }
  }

  @Test func opensAfterTwentyMinutesAndNotASecondBefore() {
    var progress = red()
    work(19 * 60 + 59, in: &progress)
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1, check: "a"))
    work(1, in: &progress)
    #expect(progress.gateState(of: block(), gate: gate) == .open(.time))
  }

  @Test func aJumpOfAnHourIsOneTick() {
    var progress = red()
    progress.addActiveTime(3600, in: block(), gate: gate)
    #expect(
      progress.gateState(of: block(), gate: gate)
        == .closed(remaining: 1200 - StudentProgress.longestTick, check: "a"))
  }

  @Test(arguments: [0, -1, -3600, -Double.infinity, Double.nan])
  func noTimeAddsNothing(_ seconds: Double) {
    var progress = red()
    progress.addActiveTime(seconds, in: block(), gate: gate)
    #expect(progress == red())
  }

  @Test func onlyRedChecksOfTheBlockCount() {
    var progress = red(["a", "elsewhere"])
    progress.record(report([("b", .passed)]))
    work(10, in: &progress)
    #expect(progress.checks["a"]?.redSeconds == 10)
    #expect(progress.checks["b"]?.redSeconds == 0)
    #expect(progress.checks["elsewhere"]?.redSeconds == 0)
  }

  @Test func theClockStandsStillWhileNothingIsRed() {
    var progress = StudentProgress(packID: "p")
    work(100, in: &progress)
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1200, check: nil))
  }

  @Test func aRunThatStaysRedKeepsTheTime() {
    var progress = red()
    work(60, in: &progress)
    progress.record(report([("a", .broken(.timedOut(seconds: 10)))]))
    progress.record(report([("a", .notRun(.doesNotCompile))]))
    #expect(progress.checks["a"]?.redSeconds == 60)
  }

  @Test func aPassStartsTheTimeAnew() {
    var progress = red()
    work(19 * 60, in: &progress)
    progress.record(report([("a", .passed)]))
    progress.record(report([("a", .wrong([]))]))
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1200, check: "a"))
  }

  @Test func theLongestRedCheckDecides() {
    var progress = red(["a"])
    work(60, in: &progress)
    progress.record(report([("a", .wrong([])), ("b", .wrong([]))]))
    work(60, in: &progress)
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1080, check: "a"))
    progress.record(report([("a", .passed)]))
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1140, check: "b"))
  }

  @Test func passingTheBlockOpensIt() {
    var progress = red()
    progress.record(report([("a", .passed)]))
    progress.settleGate(of: block(), gate: gate)
    #expect(progress.gateState(of: block(), gate: gate) == .closed(remaining: 1200, check: nil))
    progress.record(report([("b", .passed)]))
    progress.settleGate(of: block(), gate: gate)
    #expect(progress.gateState(of: block(), gate: gate) == .open(.passed))
  }

  @Test func anInstructorOpensItAndTheFirstReasonStays() {
    var progress = red()
    progress.openGate(of: block(), by: .instructor)
    #expect(progress.gateState(of: block(), gate: gate) == .open(.instructor))
    progress.record(report([("a", .passed), ("b", .passed)]))
    progress.settleGate(of: block(), gate: gate)
    progress.openGate(of: block(), by: .passed)
    #expect(progress.gateState(of: block(), gate: gate) == .open(.instructor))
  }

  @Test func onceOpenItStaysOpen() {
    var progress = StudentProgress(packID: "p")
    progress.record(report([("a", .passed), ("b", .passed)]))
    progress.settleGate(of: block(), gate: gate)
    progress.record(report([("a", .wrong([]))]))
    progress.settleGate(of: block(), gate: gate)
    #expect(progress.gateState(of: block(), gate: gate) == .open(.passed))
  }

  @Test func openHintsSurviveAnOpeningGate() {
    var progress = red()
    progress.blocks["A"] = BlockRecord(hintsOpened: 3)
    progress.openGate(of: block(), by: .instructor)
    #expect(progress.blocks["A"] == BlockRecord(hintsOpened: 3, solution: .instructor))
  }

  @Test func aGateOfNoMinutesOpensWithTheFirstRedCheck() {
    var progress = StudentProgress(packID: "p")
    progress.settleGate(of: block(), gate: Gate(minutes: 0))
    #expect(progress.blocks["A"]?.solution == nil)
    progress.record(report([("a", .wrong([]))]))
    progress.settleGate(of: block(), gate: Gate(minutes: 0))
    #expect(progress.gateState(of: block(), gate: gate) == .open(.time))
  }

  @Test func aRecordOfBeforeThereWereQuestionsIsRead() throws {
    let old = try JSONDecoder().decode(BlockRecord.self, from: Data(#"{"hintsOpened": 2}"#.utf8))
    #expect(old == BlockRecord(hintsOpened: 2))
    let new = BlockRecord(hintsOpened: 1, solution: .time, answers: ["q": 1])
    let data = try JSONEncoder().encode(new)
    #expect(try JSONDecoder().decode(BlockRecord.self, from: data) == new)
  }

  /// What was opened then was opened of the whole block's hints, and of no step's.
  @Test func aRecordOfBeforeStepsHadHintsMeansWhatItMeant() throws {
    let text = #"{"hintsOpened": 2, "solution": "time", "answers": {"q": 1}}"#
    let old = try JSONDecoder().decode(BlockRecord.self, from: Data(text.utf8))
    #expect(old == BlockRecord(hintsOpened: 2, solution: .time, answers: ["q": 1]))
    #expect(old.hintsOpened == 2 && old.stepHintsOpened == [:])
    let new = BlockRecord(hintsOpened: 1, stepHintsOpened: [3: 2, 12: 1])
    let data = try JSONEncoder().encode(new)
    #expect(String(decoding: data, as: UTF8.self).contains(#""3":2"#))
    #expect(try JSONDecoder().decode(BlockRecord.self, from: data) == new)
  }

  /// A step's hints open no solution and keep none closed, as the block's do.
  @Test func hintsDoNotCountTowardTheSolution() {
    var without = red()
    var with = without
    with.blocks["A"] = BlockRecord(hintsOpened: 3, stepHintsOpened: [1: 4])
    #expect(with.gateState(of: block(), gate: gate) == without.gateState(of: block(), gate: gate))
    without.openGate(of: block(), by: .instructor)
    with.openGate(of: block(), by: .instructor)
    #expect(with.gateState(of: block(), gate: gate) == without.gateState(of: block(), gate: gate))
    #expect(with.blocks["A"]?.stepHintsOpened == [1: 4])
  }
}

/// A check that needs a later step says nothing before that one is begun.
struct AwaitedStepTests {
  private static let check: Check = {
    var check = block(["a"]).checks[0]
    check.step = 4
    check.needs = 5
    return check
  }()

  private func progress(_ verdict: Verdict, begun: Set<String>?) -> StudentProgress {
    var progress = StudentProgress(packID: "p")
    progress.record(report([("a", verdict)]))
    progress.begunSteps = begun
    return progress
  }

  @Test func itWaitsFromItsOwnStepToTheLaterOne() {
    func stages(_ verdict: Verdict) -> [(isBegun: Bool, awaits: Int?)] {
      let begun: [Set<String>] = [
        [], ["A.0"], ["A.0", "A.4"], ["A.0", "A.5"], ["A.0", "A.4", "A.5"],
      ]
      return begun.map {
        let progress = progress(verdict, begun: $0)
        return (progress.hasBegun(Self.check), progress.awaitedStep(of: Self.check))
      }
    }
    let failed = stages(.wrong([]))
    #expect(failed.map(\.isBegun) == [false, false, false, false, true])
    #expect(failed.map(\.awaits) == [nil, nil, 5, nil, nil])
    let passed = stages(.passed)
    #expect(passed.map(\.isBegun) == [false, true, true, true, true])
    #expect(passed.map(\.awaits) == [nil, nil, nil, nil, nil])
  }

  @Test func nothingWaitsWhereNoRunSaidWhatIsBegun() {
    let progress = progress(.wrong([]), begun: nil)
    #expect(progress.hasBegun(Self.check))
    #expect(progress.awaitedStep(of: Self.check) == nil)
  }
}
