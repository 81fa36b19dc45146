import Observations
import Reports
import TestSupport
import Testing

@testable import Judge

/// What is made of one process, without one.
@Suite(.fewAtATime) struct ScenarioTrackerTests {
  private let marker = "mark-77 "
  private let token: UInt64 = 5

  private func tracker(_ expected: [String]) -> ScenarioTracker {
    ScenarioTracker(expected: expected, marker: marker, token: token)
  }

  private func bytes(_ frames: Frame...) -> [UInt8] {
    frames.flatMap { WireFormat.encode($0, token: token) }
  }

  private func number(_ value: Double) -> Observation {
    Observation(name: "n", value: .number(value))
  }

  @Test func aRunToTheEnd() {
    var tracker = tracker(["a", "b"])
    tracker.receiveFrames(
      bytes(.hello(scenarios: ["a", "b"]), .begin(scenario: "a"), .observation(number(1))), at: 0)
    #expect(tracker.takeEvents().begun == ["a"])
    tracker.receiveFrames(bytes(.end(scenario: "a", nanoseconds: 2_500_000)), at: 0)
    #expect(tracker.takeEvents().finished == [], "what it printed is not known yet")
    tracker.receiveOutput(Array("\(marker)a\nhello\n\(marker)b\n".utf8))
    #expect(
      tracker.takeEvents().finished == [
        ScenarioOutcome(id: "a", observations: [number(1)], milliseconds: 2.5, output: "hello\n")
      ])
    tracker.receiveFrames(
      bytes(.begin(scenario: "b"), .end(scenario: "b", nanoseconds: 0), .goodbye), at: 0)
    #expect(tracker.isDone)
    tracker.end(.exited(0), studentFiles: ["S.swift"])
    #expect(tracker.takeEvents().finished == [ScenarioOutcome(id: "b")])
    #expect(tracker.remaining == [])
  }

  @Test func aCrashBelongsToTheScenarioThatRan() {
    var tracker = tracker(["a", "b", "c"])
    tracker.receiveOutput(
      Array("\(marker)a\n\(marker)b\nhi\nM/S.swift:3: Fatal error: no\n".utf8))
    tracker.receiveFrames(
      bytes(
        .hello(scenarios: ["a", "b", "c"]), .begin(scenario: "a"),
        .end(scenario: "a", nanoseconds: 0), .begin(scenario: "b"), .observation(number(1))), at: 0)
    tracker.end(.signalled(4), studentFiles: ["S.swift"])
    let finished = tracker.takeEvents().finished
    #expect(finished.map(\.id) == ["a", "b"])
    #expect(finished.map(\.breakage) == [nil, .crashed(signal: 4, message: "no", line: 3)])
    #expect(finished[1].output == "hi\n")
    #expect(tracker.remaining == ["c"])
  }

  @Test func aBuildThatIsNeverLoadedIsNoScenariosDoing() {
    var tracker = tracker(["a", "b"])
    tracker.end(.exited(2), studentFiles: ["S.swift"])
    #expect(tracker.takeEvents().finished.isEmpty)
    #expect(tracker.loadFailure == .exited(status: 2))
    #expect(tracker.remaining == ["a", "b"])
  }

  @Test func whatWasKilledFromOutsideHasNoOutcome() {
    var tracker = tracker(["a", "b", "c"])
    tracker.receiveFrames(
      bytes(
        .hello(scenarios: ["a", "b", "c"]), .begin(scenario: "a"),
        .end(scenario: "a", nanoseconds: 0), .begin(scenario: "b"), .observation(number(1))), at: 0)
    tracker.end(.signalled(9), studentFiles: ["S.swift"])
    #expect(tracker.takeEvents().finished.map(\.id) == ["a"])
    #expect(tracker.killedScenario == "b")
    #expect(tracker.remaining == ["c"])
  }

  @Test func whatTheJudgeStoppedWasNotKilledFromOutside() {
    var tracker = tracker(["a"])
    tracker.receiveFrames(bytes(.hello(scenarios: ["a"]), .begin(scenario: "a")), at: 0)
    tracker.stopForTime(3)
    tracker.end(.signalled(9), studentFiles: ["S.swift"])
    #expect(!tracker.wasKilled)
    #expect(tracker.takeEvents().finished.map(\.breakage) == [.timedOut(seconds: 3)])
  }

  @Test func moreThanMayBeHeldIsStoppedAndTruthValuesCountAsTheyAreHeld() {
    var tracker = ScenarioTracker(
      expected: ["a"], marker: marker, token: token, recordLimit: { _ in 10_000 })
    func truths(_ count: Int) -> Frame {
      .observation(
        Observation(
          name: "b",
          value: .array(
            ObservedArray(
              shape: [count], elementType: .bool, values: [Double](repeating: 1, count: count)))))
    }
    tracker.receiveFrames(
      bytes(.hello(scenarios: ["a"]), .begin(scenario: "a"), truths(1000)), at: 0)
    #expect(!tracker.mustStop)
    tracker.receiveFrames(bytes(truths(1000)), at: 0)
    #expect(tracker.mustStop)
  }

  @Test func undeclaredScenariosArePassedOver() {
    var tracker = tracker(["x", "a", "y"])
    tracker.receiveFrames(
      bytes(
        .hello(scenarios: ["a"]), .begin(scenario: "a"), .end(scenario: "a", nanoseconds: 0),
        .goodbye), at: 0)
    tracker.end(.exited(0), studentFiles: ["S.swift"])
    let finished = tracker.takeEvents().finished
    #expect(finished.filter(\.isUndeclared).map(\.id) == ["x", "y"])
    #expect(finished.first { $0.id == "a" }?.breakage == nil)
    #expect(tracker.remaining == [])
  }

  @Test func framesOutOfOrderAreGarbled() {
    let begun: [Frame] = [.hello(scenarios: ["a", "b"]), .begin(scenario: "a")]
    let wrong: [Frame] = [
      .begin(scenario: "b"), .end(scenario: "b", nanoseconds: 0), .goodbye,
      .hello(scenarios: []), .threw(scenario: "b", message: ""),
    ]
    for frame in wrong {
      var tracker = tracker(["a", "b"])
      for frame in begun + [frame] { tracker.receiveFrames(bytes(frame), at: 0) }
      #expect(tracker.stopReason == .protocolViolation("a frame out of its order"))
    }
    var early = tracker(["a"])
    early.receiveFrames(bytes(.begin(scenario: "a")), at: 0)
    #expect(early.mustStop)
  }

  @Test func theClockStopsTheScenarioThatRuns() {
    var tracker = tracker(["a"])
    tracker.receiveFrames(bytes(.hello(scenarios: ["a"]), .begin(scenario: "a")), at: 100)
    tracker.checkTime(101.9) { _ in 2 }
    #expect(!tracker.mustStop)
    tracker.checkTime(102.1) { _ in 2 }
    #expect(tracker.stopReason == .timedOut(seconds: 2))
    tracker.end(.signalled(9), studentFiles: ["S.swift"])
    #expect(tracker.takeEvents().finished.map(\.breakage) == [.timedOut(seconds: 2)])
  }

  /// What a scenario was allowed counts, and neither that nobody looked at the clock nor that the process
  /// was slow to go: a busy machine must not use up what the file's other checks have.
  @Test func aTimeOutThatIsNoticedLateCostsWhatItHad() {
    var tracker = tracker(["a", "b"])
    tracker.receiveFrames(bytes(.hello(scenarios: ["a", "b"])), at: 0.1)
    tracker.receiveFrames(bytes(.begin(scenario: "a")), at: 0.2)
    #expect(abs(tracker.seconds(at: 1.1) - 1) < 1e-9)
    tracker.checkTime(30) { _ in 2 }
    #expect(tracker.stopReason == .timedOut(seconds: 2))
    #expect(abs(tracker.seconds(at: 30) - 2.1) < 1e-9)
    #expect(abs(tracker.seconds(at: 60) - 2.1) < 1e-9)
  }

  @Test func aProgramThatNeverStartsIsStopped() {
    var tracker = tracker(["a"])
    tracker.checkTime(ScenarioTracker.startupTimeout + 1) { _ in 1000 }
    #expect(tracker.mustStop)
  }

  /// Two pipes are read by two tasks: the flood may be seen before the frame that says who runs.
  @Test(arguments: [true, false])
  func aFloodNoticedEarlyIsNotTheOneBefores(_ framesCome: Bool) {
    var tracker = tracker(["a", "b", "c"])
    tracker.receiveFrames(bytes(.hello(scenarios: ["a", "b", "c"]), .begin(scenario: "a")), at: 0)
    let flood = [UInt8](repeating: 0x61, count: ScenarioTracker.outputLimit + 1)
    tracker.receiveOutput(Array("\(marker)a\n\(marker)b\n".utf8) + flood)
    #expect(tracker.mustStop)
    tracker.receiveFrames(bytes(.end(scenario: "a", nanoseconds: 0)), at: 1)
    if framesCome { tracker.receiveFrames(bytes(.begin(scenario: "b")), at: 1) }
    tracker.end(.signalled(9), studentFiles: ["S.swift"])
    let finished = tracker.takeEvents().finished
    #expect(finished.map(\.id) == ["a", "b"])
    #expect(
      finished.map(\.breakage) == [nil, .outputLimitExceeded(limit: ScenarioTracker.outputLimit)])
    #expect(tracker.remaining == ["c"])
  }

  @Test func aFloodNoticedLateIsStillItsOwn() {
    var tracker = tracker(["a", "b"])
    tracker.receiveFrames(
      bytes(
        .hello(scenarios: ["a", "b"]), .begin(scenario: "a"),
        .end(scenario: "a", nanoseconds: 0), .begin(scenario: "b")), at: 0)
    let flood = [UInt8](repeating: 0x61, count: ScenarioTracker.outputLimit + 1)
    tracker.receiveOutput(Array("\(marker)a\n".utf8) + flood)
    tracker.receiveOutput(Array("\n\(marker)b\n".utf8))
    #expect(!tracker.mustStop)
    #expect(
      tracker.takeEvents().finished.map(\.breakage) == [
        .outputLimitExceeded(limit: ScenarioTracker.outputLimit)
      ])
  }
}

@Suite(.fewAtATime) struct OutputDemultiplexerTests {
  private func split(_ pieces: [String]) -> [String: String] {
    var splitter = OutputDemultiplexer(marker: "mark ", keep: 8)
    var outputs: [String: String] = [:]
    for piece in pieces {
      splitter.take(Array(piece.utf8)) { if let finished = $0 { outputs[finished] = $1 } }
    }
    splitter.finish()
    if let current = splitter.current { outputs[current] = splitter.text }
    return outputs
  }

  @Test func piecesOfAnySizeGiveTheSame() {
    let whole = "mark a\none\nmark b\ntwomark c\n\nmark d\n"
    let expected = ["a": "one\n", "b": "two", "c": "\n", "d": ""]
    #expect(split([whole]) == expected)
    #expect(split(whole.map(String.init)) == expected)
  }

  @Test func headAndTailOfALongOutputAreKept() {
    let output = split(["mark a\n", "0123456789", String(repeating: "x", count: 500), "abcdefgh"])
    #expect(output["a"]?.hasPrefix("01234567") == true)
    #expect(output["a"]?.hasSuffix("abcdefgh") == true)
    #expect((output["a"]?.count ?? 0) < 100)
  }
}

@Suite(.fewAtATime) struct TrapMessageTests {
  private func message(_ output: String) -> TrapMessage {
    TrapMessage(output: output, studentFiles: ["LoRA.swift"])
  }

  @Test func theStudentsLine() {
    let crash = message("hi\nMini/LoRA.swift:31: Fatal error: Index out of range\n")
    #expect(crash.message == "Index out of range")
    #expect(crash.line == 31)
    #expect(crash.before == "hi\n")
  }

  @Test func aLibrarysSentenceWithoutItsPath() {
    let crash = message(
      "TensorKit/Linear.swift:9: Precondition failed: linear: input [4, 32] does not fit\n"
        + "Current stack trace:\n0    libswiftCore.so  0x00007f  <unavailable> + 1\n")
    #expect(crash.message == "linear: input [4, 32] does not fit")
    #expect(crash.line == nil)
    #expect(crash.before == "")
  }

  /// Output without a line's end stands before the report, on its line.
  @Test func whatStandsBeforeTheReportIsKept() {
    let crash = message("so far: Mini/LoRA.swift:31: Assertion failed")
    #expect(crash.before == "so far: " && crash.message == "" && crash.line == 31)
    let other = message("a Fatal errors: b/.swift:3: Fatal error: c: Fatal error: d")
    #expect(other.before == "a Fatal errors: b/.swift:3: ")
    #expect(other.message == "c: Fatal error: d")
    #expect(other.line == nil)
    #expect(message("Mini/LoRA.swift:+3: Fatal error: x").line == nil)
    #expect(message("LoRA.swift:3: Fatal error: x").line == nil)
    #expect(message("Mini/LoRA.swift:99999999999999999999: Fatal error: x").before == "")
  }

  @Test func anErrorThatIsPrintedIsNoReport() {
    let crash = message("I said Fatal errors happen\n")
    #expect(crash.message == "")
    #expect(crash.before == "I said Fatal errors happen\n")
  }

  @Test func theSymbolizersAnswer() {
    let place = CrashLocation(
      symbolizer: """
        Swift runtime failure: arithmetic overflow
        /tmp/x/LoRA.swift:0:0

        $s4Mini8constantSiyF
        /tmp/x/LoRA.swift:9:7

        $s4Mini7probesAyy
        /packs/probes/A.swift:11:3

        """, files: ["LoRA.swift"])
    #expect(place.reason == "arithmetic overflow")
    #expect(place.line == 9)
  }
}

/// The scenarios that events speak of.
extension [ScenarioEvent] {
  var begun: [String] {
    compactMap { if case .began(let id) = $0 { id } else { nil } }
  }
  var finished: [ScenarioOutcome] {
    compactMap { if case .finished(let outcome) = $0 { outcome } else { nil } }
  }
}
