import Progress
import Reports
import Testing

@testable import Tutor

/// The measured values: what was measured on this very file, and what may be told of it.
@Suite struct NotesStories {
  private static let trainable = [SampleReports.measured[1]]

  /// Block A half done, with one value measured.
  private func half() -> Story {
    var story = Story()
    story.judge(
      SampleReports.report(["init_identity": SampleReports.red], measures: Self.trainable))
    return story
  }

  private func predict(_ story: inout Story) -> [Effect] {
    story.send(.action(.predict), .action(.answer(1)), .action(.turn(by: 1)))
    return story.send(.action(.answer(0)))
  }

  @Test func aValueIsWithheldUntilItWasPredicted() {
    var story = half()
    #expect(story.effects == [.saveProgress(story.model.progress)])
    #expect(story.model.stopConditions.measured == 0)
    #expect(story.shows("○ notes.md has all values") && story.shows("0/3"))
    #expect(story.type("n") == [.loadNotes])
    #expect(story.shows("Predict first: the notes of block A tell the answers. p asks."))
    story.press(.escape)
    let effects = predict(&story)
    #expect(effects == [.saveProgress(story.model.progress), .writeNotes(Self.trainable)])
    #expect(story.model.stopConditions.measured == 1)
    story.press(.escape)
    #expect(story.shows("1/3"))
    story.type("n")
    #expect(!story.shows("Predict first"))
  }

  /// One prediction of two is not enough.
  @Test func everyQuestionIsAskedFirst() {
    var story = half()
    let effects = story.send(.action(.predict), .action(.answer(0)))
    #expect(effects == [.saveProgress(story.model.progress)])
  }

  @Test func aBlockThatPassesHoldsNothingBack() {
    var story = Story()
    story.judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    var report = SampleReports.blockA()
    report.measures = SampleReports.measured
    #expect(
      story.judge(report) == [
        .saveProgress(story.model.progress),
        .writeNotes(SampleReports.measured),
      ])
    story.send(.notesLoaded("…", complete: true))
    #expect(story.model.stopConditions.measured == 3)
    #expect(story.model.stopConditions.notesMeasured)
  }

  /// What an earlier run measured is not measured on this file.
  @Test func onlyThisRunsValuesCount() {
    var story = Story()
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    story.send(.notesLoaded("…", complete: true))
    #expect(story.model.stopConditions.measured == 3)
    let effects = story.judge(
      SampleReports.report(["init_identity": SampleReports.red], measures: Self.trainable))
    #expect(!story.model.stopConditions.notesMeasured)
    // The notes are there: what no longer holds is taken out of them.
    #expect(effects.last == .writeNotes([]))
    _ = predict(&story)
    #expect(story.model.stopConditions.measured == 1)
    story.judge(SampleReports.doesNotCompile)
    #expect(story.model.stopConditions.measured == 0)
  }

  @Test func theConditionIsMetWhenTheFileHasThem() {
    var story = Story()
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    #expect(story.model.stopConditions.measured == 2)
    #expect(!story.model.stopConditions.allMet)
    #expect(story.shows("○ notes.md has all values") && story.shows("2/3"))
    story.send(.notesLoaded("…", complete: true))
    #expect(story.model.stopConditions.allMet)
    #expect(story.shows("✔ notes.md has all values") && !story.shows("3/3"))
  }

  @Test func notesAreReadAndEdited() {
    var story = Story()
    #expect(story.type("n") == [.loadNotes])
    #expect(story.shows("notes.md does not exist yet"))
    story.send(.notesLoaded("# Notes\n\nIt was α.", complete: true))
    #expect(story.shows("It was α."))
    #expect(story.type("e") == [.openNotes])
    story.press(.escape)
    #expect(story.model.overlay == nil)
    story.type("nn")
    #expect(story.model.overlay == nil)
  }

  @Test func aFinishedLessonSaysWhatIsLeft() {
    var story = Story()
    story.type("g")
    #expect(story.shows("12 checks do not hold yet"))
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(story.model.overlay == Overlay(.finished))
    #expect(story.shows("trainable parameters: 1024"))
    #expect(story.shows("gradients at step 0: A: 0 · base: none"))
    story.type("l")
    #expect(story.shows("gradientes en el paso 0: A: 0 · base: ninguno"))
    story.type("l")
    #expect(story.shows("notes.md does not have all values yet"))
    story.send(.notesLoaded("…", complete: true))
    #expect(story.shows("Nothing: you have finished the lesson."))
    story.press(.escape)
    #expect(story.model.stopConditions.allMet)
    // A second green run is no news.
    story.judge(SampleReports.report())
    #expect(story.model.overlay == nil)
    story.type("g")
    #expect(story.model.overlay == Overlay(.finished))
  }

  @Test func theSummaryClosesOnABrokenSave() {
    for report in [
      SampleReports.doesNotCompile, SampleReports.report(["strict": SampleReports.red]),
    ] {
      var story = Story()
      story.judge(SampleReports.report(measures: SampleReports.measured))
      #expect(story.model.overlay == Overlay(.finished))
      story.judge(report)
      #expect(story.model.overlay == nil)
      #expect(!story.shows("Every check is green"))
      // Mended, it opens again.
      story.judge(SampleReports.report(measures: SampleReports.measured))
      #expect(story.model.overlay == Overlay(.finished))
      // Another panel stays.
      story.type("?")
      story.press(.escape)
      story.type("?")
      story.judge(report)
      #expect(story.model.overlay?.kind == .help)
    }
  }
}
