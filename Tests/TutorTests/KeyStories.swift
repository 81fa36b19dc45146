import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct KeyStories {
  @Test func digitsAndTabSelectBlocks() {
    var story = Story()
    story.type("3")
    #expect(story.model.selectedBlock?.id == "C")
    #expect(story.model.progress.selectedBlock == "C")
    story.press(.tab, .tab)
    #expect(story.model.selectedBlock?.id == "A")
    story.press(.backTab)
    #expect(story.model.selectedBlock?.id == "D")
    story.type("9")
    #expect(story.model.selectedBlock?.id == "D")
  }

  @Test func arrowsAndLettersSelectChecks() {
    var story = Story()
    story.press(.down, .down, .up)
    #expect(story.model.selectedCheck?.id == "param_count")
    story.type("jk")
    #expect(story.model.selectedCheck?.id == "param_count")
    story.press(.up, .up, .up)
    #expect(story.model.selectedCheck?.id == "init_identity")
  }

  @Test func theBlockThatWasLeftIsOpenedAgain() {
    var progress = Progress(packID: "00-sample")
    progress.selectedBlock = "C"
    #expect(Story(progress: progress).model.selectedBlock?.id == "C")
    var passed = Progress(packID: "00-sample")
    passed.record(SampleReports.report(["roundtrip": SampleReports.wrong(.accepted(name: "x"))]))
    #expect(Story(progress: passed).model.selectedBlock?.id == "C")
  }

  @Test func theLanguageChangesWithOneKeyAndIsKept() {
    var story = Story()
    let effects = story.type("l")
    #expect(story.model.language == .es)
    #expect(story.model.progress.language == .es)
    #expect(effects == [.saveProgress(story.model.progress)])
    #expect(story.shows("Bloques"))
    story.type("L")
    #expect(story.shows("Blocks"))
  }

  @Test func theEditorOpensAtTheTrouble() {
    var story = Story()
    #expect(story.type("e") == [.openEditorAtStep(StepMark(block: "A", step: 5))])
    story.press(.down)
    #expect(story.type("e") == [.openEditor(line: nil, column: nil)])
    story.press(.up)
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    story.judge(SampleReports.report(["init_identity": crash]))
    #expect(story.type("e") == [.openEditor(line: 12, column: nil)])
    let strict = SampleReports.wrong(.notStrict([SampleReports.diagnostic]))
    story.judge(SampleReports.report(["strict": strict]))
    #expect(story.type("e") == [.openEditor(line: 31, column: 17)])
  }

  @Test func aStepIsFoundInTheFile() {
    let source = """
      // Block A
      func a() {
        // TODO: Block A, step 12: later.
        // TODO: Block A, step 1: construct it.
      }
      // Block B
      // step 2 by hand
      """
    #expect(StepMark(block: "A", step: 1).line(in: source) == 4)
    #expect(StepMark(block: "A", step: 12).line(in: source) == 3)
    #expect(StepMark(block: "B", step: 2).line(in: source) == 7)
    #expect(StepMark(block: "B", step: 3).line(in: source) == 6)
    #expect(StepMark(block: "C", step: 1).line(in: source) == nil)
  }

  @Test func resetAsksByASecondPress() {
    var story = Story()
    #expect(story.type("X").isEmpty)
    #expect(story.shows("Press X again"))
    #expect(story.type("X") == [.resetFile])
    story.send(.didReset(undoable: true))
    #expect(story.shows("LoRA.swift is the starter again. u brings back what you had."))
    #expect(story.type("u") == [.undoReset])
    story.send(.didUndoReset)
    #expect(story.type("u").isEmpty)
    #expect(story.shows("There is no reset to undo."))
  }

  @Test func anotherKeyForgetsTheFirstPressOfReset() {
    var story = Story()
    story.type("X")
    story.press(.down)
    #expect(story.type("X").isEmpty)
    #expect(story.type("X") == [.resetFile])
  }

  @Test func notesAreReadAndEdited() {
    var story = Story()
    #expect(story.type("n") == [.loadNotes])
    #expect(story.shows("notes.md does not exist yet"))
    story.send(.notesLoaded("# Notes\n\nIt was α.", complete: true))
    #expect(story.shows("It was α."))
    #expect(story.shows("✔ notes.md is measured"))
    #expect(story.type("e") == [.openNotes])
    story.press(.escape)
    #expect(story.model.overlay == nil)
  }

  @Test func whatWasPrintedCanBeReadAsAWhole() {
    var story = Story()
    story.type("o")
    #expect(story.shows("init_identity printed nothing."))
    let lines = (1...40).map { "line \($0)" }.joined(separator: "\n")
    story.judge(SampleReports.report(output: ["init_identity": lines]))
    story.press(.escape)
    #expect(story.shows("line 1"))
    #expect(story.shows("35 more lines"))
    story.type("o")
    story.press(.end)
    #expect(story.shows("line 40"))
  }

  @Test func suspendSavesFirst() {
    var story = Story()
    #expect(story.press(.control("z")) == [.saveProgress(story.model.progress), .suspend])
    #expect(story.send(.resumed).isEmpty)
  }

  @Test func everythingGreenSaysWhatIsLeft() {
    var story = Story()
    story.type("g")
    #expect(story.shows("11 checks are not green yet"))
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(story.model.overlay == .finished)
    #expect(story.shows("trainable parameters: 1024"))
    #expect(story.shows("gradients at step 0: A: 0 · base: none"))
    story.type("l")
    #expect(story.shows("gradientes en el paso 0: A: 0 · base: ninguno"))
    story.type("l")
    #expect(story.shows("notes.md does not hold every measured value yet"))
    story.send(.notesLoaded("…", complete: true))
    #expect(story.shows("Nothing: the lesson is done."))
    story.press(.escape)
    #expect(story.model.stopConditions.allMet)
    // A second green run is no news.
    story.judge(SampleReports.report())
    #expect(story.model.overlay == nil)
    story.type("g")
    #expect(story.model.overlay == .finished)
  }
}
