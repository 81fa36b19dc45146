import CellUI
import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct RunStories {
  @Test func theChecksRunOnceAtTheStart() {
    var story = Story()
    #expect(story.send(.started) == [.runChecks(run: 1), .loadNotes])
    #expect(story.shows("Compiling LoRA.swift"))
  }

  @Test func aSaveOrRDuringARunBeginsAnew() {
    var story = Story()
    story.send(.started)
    #expect(story.send(.fileSaved) == [.cancelRun, .runChecks(run: 2)])
    #expect(story.type("r") == [.cancelRun, .runChecks(run: 3)])
  }

  @Test func whatAnEarlierRunStillSaysIsNotHeard() {
    var story = Story()
    story.send(.started, .fileSaved)
    let result = SampleReports.report().results[0]
    story.send(.judge(.finished(result), run: 1))
    #expect(story.model.results.isEmpty)
    story.send(.judge(.completed(SampleReports.report()), run: 1))
    #expect(story.model.report == nil)
    #expect(story.model.run.current?.number == 2)
    story.send(.judge(.finished(result), run: 2))
    #expect(story.model.results[result.id] == result)
  }

  @Test func rowsStreamInWithTheirTimes() {
    var story = Story()
    story.send(.started, .judge(.built(.built(diagnostics: [])), run: 1))
    let results = SampleReports.report().results
    story.send(.judge(.started(check: results[1].id), run: 1))
    #expect(story.shows("▸ param_count") || story.shows("▸param_count") || story.shows("▸ param"))
    #expect(!story.shows("7 ms"))
    story.send(.judge(.finished(results[1]), run: 1))
    #expect(story.shows("✔ param_count"))
    #expect(story.shows("7 ms"))
    #expect(story.shows("· lora_shapes"))
  }

  @Test func aCompleteRunIsSavedAndItsValuesGoIntoTheNotes() {
    var story = Story()
    let effects = story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(
      effects == [.saveProgress(story.model.progress), .writeNotes(SampleReports.measured)])
    #expect(story.model.progress.runs == 1)
  }

  @Test func withoutValuesNoNotesAreWritten() {
    var story = Story()
    let effects = story.judge(SampleReports.report(SampleReports.notRun(.doesNotCompile)))
    #expect(effects == [.saveProgress(story.model.progress)])
  }

  @Test func controlCStopsTheRunAndNotTheTutor() {
    var story = Story()
    story.send(.started)
    #expect(story.press(.control("c")) == [.cancelRun])
    #expect(story.model.run == .idle)
    #expect(story.shows("Stopped: 0 of 11 checks"))
    #expect(story.press(.control("c")).isEmpty)
    #expect(story.shows("Nothing is running. q quits."))
  }

  @Test func qQuitsAtOnceAndLosesNothing() {
    var story = Story()
    story.send(.started)
    #expect(
      story.type("q") == [.cancelRun, .saveProgress(story.model.progress), .quit])
    var idle = Story()
    idle.type("?")
    #expect(idle.type("q") == [.saveProgress(idle.model.progress), .quit])
    #expect(idle.send(.terminated) == [.saveProgress(idle.model.progress), .quit])
  }

  @Test func aRegressionInAnEarlierBlockIsCalledSo() {
    var story = Story()
    story.judge(SampleReports.report())
    story.press(.escape)
    story.type("4")
    let red = SampleReports.wrong(.accepted(name: "x"))
    story.judge(SampleReports.report(["param_count": red, "merge_twice": red]))
    #expect(story.model.regressions == ["param_count", "merge_twice"])
    #expect(story.shows("Regression in block A: param_count was green before and is red now"))
    // Red a second time is no news.
    story.judge(SampleReports.report(["param_count": red]))
    #expect(story.model.regressions.isEmpty)
    #expect(!story.shows("Regression"))
  }

  @Test func afterARunTheFirstRedCheckOfTheBlockIsSelected() {
    var story = Story()
    story.judge(SampleReports.report(["lora_shapes": SampleReports.wrong(SampleReports.shapes)]))
    #expect(story.model.selectedCheck?.id == "lora_shapes")
    story.press(.down)
    let red = SampleReports.wrong(.accepted(name: "x"))
    story.judge(SampleReports.report(["lora_shapes": red, "freeze_names": red]))
    #expect(story.model.selectedCheck?.id == "freeze_names")
  }

  @Test func aBlockThatPassesNamesTheNext() {
    var story = Story()
    let red = SampleReports.wrong(.accepted(name: "x"))
    story.judge(SampleReports.report(["roundtrip": red]))
    #expect(story.shows("Block A passes. Next: block C, with Tab."))
    #expect(story.model.blockIndex == 0)
  }

  @Test func theJudgesOwnTroubleIsNoVerdict() {
    var story = Story()
    story.send(.started, .judgeFailed("swiftc was not found: install Swift 6", run: 1))
    #expect(story.model.run == .idle)
    #expect(story.shows("swiftc was not found"))
    story.send(.started, .judgeFailed("late", run: 1))
    #expect(!story.shows("late"))
  }

  @Test func aFileThatDoesNotCompileIsNoRedCheck() {
    var story = Story()
    story.judge(SampleReports.report())
    story.press(.escape)
    let build = BuildOutcome.failed(diagnostics: [SampleReports.diagnostic])
    story.judge(SampleReports.report(SampleReports.notRun(.doesNotCompile), build: build))
    #expect(story.shows("LoRA.swift does not compile"))
    #expect(story.shows("LoRA.swift:31:17"))
    #expect(story.model.regressions.isEmpty)
    #expect(!story.model.stopConditions.checksGreen)
    // What passed before is still known to have passed.
    #expect(story.model.greenCount == 11)
    #expect(story.type("e") == [.openEditor(line: 31, column: 17)])
  }
}
