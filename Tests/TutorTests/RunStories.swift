import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct RunStories {
  @Test func theChecksRunOnceAtTheStart() {
    var story = Story()
    #expect(story.send(.started) == [.runChecks(run: 1), .loadNotes])
    #expect(story.shows("e opens LoRA.swift in your editor."))
    var progress = StudentProgress(packID: "00-sample")
    progress.record(SampleReports.starter())
    var again = Story(progress: progress)
    again.send(.started)
    #expect(again.shows("Compiling LoRA.swift … 0 s"))
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
    #expect(story.say(.judge(.completed(SampleReports.report()), run: 1)) == [])
    #expect(story.model.report == nil)
    #expect(story.model.run.current?.number == 2)
    story.send(.judge(.finished(result), run: 2))
    #expect(story.model.results[result.id] == result)
  }

  @Test func rowsStreamIn() {
    var story = Story()
    story.judge(SampleReports.starter(touched: SamplePack.allSteps))
    story.send(.action(.step(1)))
    story.send(.fileSaved, .judge(.built(.built(diagnostics: [])), run: 2))
    let results = SampleReports.report().results
    #expect(story.shows("Checking · 0/12 · 0 s"))
    story.send(.judge(.started(check: results[0].id), run: 2))
    #expect(story.shows("▸ param_count"))
    #expect(story.shows("Running param_count · 0/12 · 0 s"))
    story.send(.tick(seconds: 1), .tick(seconds: 1))
    #expect(story.shows("Running param_count · 0/12 · 2 s"))
    story.send(.judge(.finished(results[0]), run: 2))
    #expect(story.shows("✔ param_count"))
    #expect(story.shows("1/12 · 2 s"))
  }

  @Test func aCompleteRunIsSavedAndItsValuesGoIntoTheNotes() {
    var story = Story()
    let effects = story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(
      effects == [
        .saveProgress(story.model.progress), .loadOwn, .writeNotes(SampleReports.measured),
      ])
    #expect(story.model.progress.runs == 1)
  }

  @Test func withoutValuesNoNotesAreWritten() {
    var story = Story()
    #expect(
      story.judge(SampleReports.doesNotCompile) == [.saveProgress(story.model.progress)])
  }

  @Test func controlCStopsTheRunAndNotTheTutor() {
    var story = Story()
    story.send(.started)
    #expect(story.press(.control("c")) == [.cancelRun])
    #expect(story.model.run == .idle)
    #expect(story.shows("Stopped after 0 of 12 checks."))
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

  @Test func theJudgesOwnTroubleIsNoVerdict() {
    var story = Story()
    story.send(.started, .judgeFailed("swiftc was not found: install Swift 6", run: 1))
    #expect(story.model.run == .idle)
    #expect(story.shows("swiftc was not found"))
    story.send(.started, .judgeFailed("late", run: 1))
    #expect(!story.shows("late"))
  }

  /// Whole, at every size: what to do stands at its end.
  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func whatWasNotJudgedIsToldWithWhatToDo(_ width: Int, _ height: Int) {
    var story = Story()
    story.send(.started, .resize(Size(width: width, height: height)))
    let green = story.model.greenCount
    let why = Phrase(
      en:
        "Not judged, and not your file's fault: the disk of /tmp is full, and there is a lot more "
        + "to be said about it here. Free some space and go on.", es: "Sin juzgar. Libera espacio.")
    story.send(.notJudged(why, run: 1))
    #expect(story.model.run == .idle)
    #expect(story.model.greenCount == green)
    #expect(story.shows("and go on."))
    story.type("l")
    #expect(story.shows("Libera espacio."))
    story.send(.notJudged(Phrase(en: "late", es: "late"), run: 1))
    #expect(!story.shows("late"))
  }

  /// One check of a run: the others' verdicts count, and it is said that this one has none.
  @Test func aCheckThatWasNotJudgedIsToldAndTakesNothingBack() {
    var story = Story()
    story.send(.started)
    let check = story.model.pack.checks[0]
    let trouble = MachineTrouble.killed(.running)
    let report = Report(
      packID: story.model.pack.id, sourceHash: "", seed: 1, build: .built(diagnostics: []),
      results: [
        CheckResult(id: check.id, block: check.block, verdict: .notRun(.notJudged(trouble)))
      ], milliseconds: 1)
    let before = story.model.progress.checks[check.id]
    story.send(.judge(.completed(report), run: 1))
    #expect(story.model.notice == .notJudged(trouble.phrase))
    #expect(story.model.progress.checks[check.id] == before)
    #expect(story.shows("was killed from outside"))
  }

  @Test func whatAnEffectCouldNotDoIsSaid() {
    var story = Story()
    story.send(.effectFailed("notes.md cannot be written: the disk is full"))
    #expect(story.shows("notes.md cannot be written: the disk is full"))
    #expect(
      story.say(.effectFailed("another trouble")) == ["another trouble"])
  }
}
