import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// Nothing moves under the reader, but on to the next step when one turns green.
@Suite struct FocusStories {
  private func at(_ touched: Set<String>, _ verdicts: [String: Verdict] = [:]) -> Report {
    SampleReports.starter(touched: touched.union(["A.0"]), verdicts)
  }

  @Test func aStepThatTurnsGreenSaysSoOnceAndTheSelectionMovesOn() {
    var story = Story()
    story.judge(at(["A.1"]))
    #expect(story.model.selection == .check("param_count"))
    story.judge(at(["A.1"], ["param_count": .passed]))
    #expect(story.model.justPassed == StepMark(block: "A", step: 1))
    #expect(story.model.notice == .stepPassed(block: "A", step: 1, next: 2))
    #expect(story.model.selection == .step(2))
    #expect(story.shows("✔ 1 Construct it") && story.shows("done 2/2"))
    #expect(story.shows("Step 1 of block A is done. Next: step 2."))
    #expect(story.shows("is drawn as a Linear's weight is."))
    story.judge(at(["A.1"], ["param_count": .passed]))
    #expect(story.model.justPassed == nil)
    #expect(story.model.selection == .step(2))
    #expect(!story.shows("done 2/2"))
    #expect(!story.shows("is done."))
  }

  /// From not begun to green in one save.
  @Test func aStepWrittenInOneGoMovesOnToo() {
    var story = Story()
    story.judge(at(["A.1"], ["param_count": .passed]))
    story.send(.action(.step(2)))
    story.judge(at(["A.1", "A.2"], ["param_count": .passed, "lora_shapes": .passed]))
    #expect(story.model.justPassed == StepMark(block: "A", step: 2))
    #expect(story.model.selection == .step(3))
  }

  @Test func anotherStepThatTurnsGreenMovesNothing() {
    var story = Story()
    story.judge(at(["A.1", "A.2"], ["param_count": .passed]))
    story.send(.action(.step(4)))
    story.judge(at(["A.1", "A.2"], ["param_count": .passed, "lora_shapes": .passed]))
    #expect(story.model.selection == .step(4))
    #expect(story.model.justPassed == nil)
  }

  /// A file that did not compile for a moment took nothing back.
  @Test func aFileThatCompilesAgainPassesNothingAnew() {
    var story = Story()
    story.judge(at(["A.1"], ["param_count": .passed]))
    story.send(.action(.step(1)))
    var broken = SampleReports.doesNotCompile
    broken.touchedSteps = ["A.0", "A.1"]
    story.judge(broken)
    story.judge(at(["A.1"], ["param_count": .passed]))
    #expect(story.model.justPassed == nil)
    #expect(!story.shows("is done."))
  }

  /// A run that was stopped in its middle, and the next one: the step turned green all the same.
  @Test func aStoppedRunHidesNoGreenStep() {
    var story = Story()
    story.judge(at(["A.1"]))
    let green = at(["A.1"], ["param_count": .passed])
    story.send(.fileSaved)
    story.send(.judge(.built(green.build), run: story.model.lastRun))
    for result in green.results.prefix(3) {
      story.send(.judge(.finished(result), run: story.model.lastRun))
    }
    story.press(.control("c"))
    story.judge(green)
    #expect(story.model.selection == .step(2))
    #expect(story.model.notice == .stepPassed(block: "A", step: 1, next: 2))
  }

  @Test func nothingMovesOnTheFirstRunOfASitting() {
    var first = Story()
    first.judge(at(["A.1", "A.2"]))
    first.send(.action(.step(2)))
    let kept = first.model.progress
    var red = Story(progress: kept)
    #expect(red.model.selection == .step(1))
    red.send(.started)
    red.judge(at(["A.1", "A.2"]))
    #expect(red.model.selection == .step(1))
    #expect(red.model.justPassed == nil)
    // It was written elsewhere: it is found to be green, and did not turn so.
    var green = Story(progress: kept)
    green.judge(at(["A.1", "A.2"], ["param_count": .passed]))
    #expect(green.model.justPassed == nil)
    #expect(!green.shows("is done."))
  }

  @Test func aKnownMistakeLeads() {
    var story = Story()
    let verdicts = [
      "param_count": SampleReports.red, "init_identity": SampleReports.wrong(SampleReports.heat()),
      "lora_scale": SampleReports.wrong(SampleReports.heat()),
    ]
    story.judge(SampleReports.report(verdicts, diagnosis: SampleReports.diagnosis))
    #expect(story.model.selectedCheck?.id == "lora_scale")
    #expect(story.shows("This matches a known mistake."))
    #expect(story.shows("α is not divided by r"))
    // Its own words are the advice: a check's generic one never follows them.
    for check in ["lora_scale", "init_identity"] {
      story.send(.action(.check(check)))
      let text = ResultText(story.model, width: 200, isWhole: true).lines.map(\.text).joined()
      #expect(text.contains("α is not divided by r"), "\(check)")
      #expect(!text.contains("Try this:") && !text.contains("Look at how"), "\(check)")
    }
    story.send(.action(.check("param_count")))
    #expect(!story.shows("known mistake"))
    #expect(story.shows("Try this: Look at how param_count is computed."))
  }

  /// A save with the same mistake in it leaves the student where they are.
  @Test func theSameMistakeLeadsOnce() {
    var story = Story()
    let verdicts = ["param_count": SampleReports.red, "lora_scale": SampleReports.red]
    let report = SampleReports.report(verdicts, diagnosis: SampleReports.diagnosis)
    story.judge(report)
    story.send(.action(.check("param_count")))
    story.judge(report)
    #expect(story.model.selectedCheck?.id == "param_count")
    // No more explained once the check holds.
    story.judge(SampleReports.report(["param_count": SampleReports.red]))
    story.send(.action(.check("lora_scale")))
    #expect(!story.shows("known mistake"))
  }

  @Test func withoutADiagnosisTheFirstRedOfTheFirstRedStepLeads() {
    let verdicts = [
      "strict": SampleReports.red, "freeze_names": SampleReports.red,
      "lora_scale": SampleReports.red,
    ]
    var story = Story()
    story.judge(SampleReports.report(verdicts))
    #expect(story.model.selectedCheck?.id == "lora_scale")
    // In whatever order the pack lists its checks.
    var pack = SamplePack.pack
    pack.blocks[0].checks.reverse()
    var reversed = Story(pack: pack)
    reversed.judge(SampleReports.report(verdicts))
    #expect(reversed.model.selectedCheck?.id == "lora_scale")
    reversed.send(.action(.step(1)), .action(.red))
    #expect(reversed.model.selectedCheck?.id == "lora_scale")
  }

  @Test func aSaveRepaintsRowsInPlace() {
    var story = Story()
    story.judge(
      SampleReports.report(["lora_scale": SampleReports.red, "strict": SampleReports.red]))
    story.send(.action(.check("strict")))
    story.judge(
      SampleReports.report(["param_count": SampleReports.red, "strict": SampleReports.red]))
    #expect(story.model.selection == .check("strict"))
    // What needs no more attention gives way to what does.
    story.judge(SampleReports.report(["param_count": SampleReports.red]))
    #expect(story.model.selection == .check("param_count"))
    // A step that was not begun may be read ahead of it.
    var ahead = Story()
    ahead.judge(at(["A.1"]))
    ahead.send(.action(.step(4)))
    ahead.judge(at(["A.1"]))
    #expect(ahead.model.selection == .step(4))
  }

  /// While it runs, the last results stand.
  @Test func aRunRepaintsNothingBeforeItKnows() {
    var story = Story()
    story.judge(SampleReports.report(["lora_scale": SampleReports.red]))
    let rows = story.model.rows
    story.send(.fileSaved)
    #expect(story.model.rows == rows)
    #expect(story.shows("✘ lora_scale") && story.shows("✔ 1 Construct it"))
  }

  @Test func aBlockThatPassesNamesTheNextAndGoesThere() {
    var story = Story()
    story.send(.action(.predict), .action(.answer(0)), .action(.turn(by: 1)), .action(.answer(0)))
    story.press(.escape)
    story.judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    #expect(story.model.selectedCheck?.id == "freeze_names")
    story.judge(SampleReports.blockA())
    #expect(story.model.notice == .blockPassed(block: "A", next: "B"))
    #expect(story.model.selectedBlock?.id == "B")
    #expect(story.model.selection == .page)
    #expect(story.shows("Block A is complete. Now block B. In block A, s shows the solution."))
    // What the line says of the solution is so.
    story.send(.action(.block("A")))
    #expect(story.type("s") == [.loadSolution(block: "A")])
  }

  /// A block without steps says it too.
  @Test func aBlockWithoutStepsThatPassesNamesTheNext() {
    var story = Story()
    story.send(.action(.block("C")))
    let red = ["roundtrip": SampleReports.red, "merge_weight": SampleReports.red]
    story.judge(SampleReports.report(red))
    story.judge(SampleReports.report(["merge_weight": SampleReports.red]))
    #expect(story.model.notice == .blockPassed(block: "C", next: "D"))
    #expect(story.model.selectedBlock?.id == "D")
    #expect(story.model.selectedCheck?.id == "merge_weight")
  }

  /// Predictions come before what would give them away.
  @Test func aBlockThatPassesUnaskedAsksFirst() {
    var story = Story()
    story.judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    story.judge(SampleReports.blockA())
    #expect(story.model.overlay == Overlay(.question))
    #expect(story.model.selectedBlock?.id == "A")
    #expect(story.model.notice == .blockPassed(block: "A", next: "B"))
  }

  @Test func nothingMovesBehindAPanel() {
    var story = Story()
    story.send(.action(.predict), .action(.answer(0)), .action(.turn(by: 1)), .action(.answer(0)))
    story.press(.escape)
    story.judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    story.type("?")
    story.judge(SampleReports.blockA())
    #expect(story.model.overlay?.kind == .help)
    #expect(story.model.selectedBlock?.id == "A")
  }
}
