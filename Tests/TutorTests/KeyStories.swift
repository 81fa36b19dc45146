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

  @Test func arrowsAndLettersSelectStepsAndChecks() {
    var story = Story()
    #expect(story.model.selection == .page)
    story.press(.down)
    #expect(story.model.selection == .step(1))
    #expect(story.shows("▶○ 1 Construct it"))
    story.press(.down, .down, .up)
    #expect(story.model.selection == .check("param_count"))
    story.type("jk")
    #expect(story.model.selection == .check("param_count"))
    story.press(.up, .up, .up)
    #expect(story.model.selection == .page)
    for _ in 0..<40 { story.press(.down) }
    // The last row; the finale's is not selected.
    #expect(story.model.selection == .check("strict"))
    story.press(.home)
    #expect(story.model.selection == .page)
    #expect(story.shows("adds a product of two thin matrices"))
  }

  /// The pane's text is the step's of the selection.
  @Test func theTextFollowsTheSelection() {
    var story = Story()
    #expect(story.shows("┌ A · Identity at init ─"))
    #expect(story.shows("Only A and B receive gradient."))
    story.send(.action(.check("lora_scale")))
    #expect(story.shows("┌ Step 3 · Forward ─"))
    #expect(story.shows("Add the branch, scaled by α/r"))
    #expect(!story.shows("adds a product of two thin"))
    story.send(.action(.check("roundtrip")))
    #expect(story.shows("┌ C · Round trip ─") && story.shows("Text."))
    story.type("l")
    #expect(story.shows("┌ C · Ida y vuelta ─") && story.shows("Texto."))
    story.send(.action(.block("A")), .action(.step(3)))
    #expect(story.shows("┌ Paso 3 · Forward ─"))
    #expect(story.shows("Suma la rama"))
  }

  @Test func theBlockThatWasLeftIsOpenedAgain() {
    var progress = StudentProgress(packID: "00-sample")
    progress.selectedBlock = "C"
    #expect(Story(progress: progress).model.selectedBlock?.id == "C")
    var passed = StudentProgress(packID: "00-sample")
    passed.record(SampleReports.report(["roundtrip": SampleReports.red]))
    #expect(Story(progress: passed).model.selectedBlock?.id == "C")
    #expect(Story(progress: passed).model.selection == .check("roundtrip"))
    var step = StudentProgress(packID: "00-sample")
    step.record(SampleReports.report(["init_identity": SampleReports.red]))
    #expect(Story(progress: step).model.selection == .step(3))
    var starter = StudentProgress(packID: "00-sample")
    starter.record(SampleReports.starter())
    #expect(Story(progress: starter).model.selection == .page)
  }

  @Test func theLanguageChangesWithOneKeyAndIsKept() {
    var story = Story()
    let effects = story.type("l")
    #expect(story.model.language == .es)
    #expect(story.model.progress.language == .es)
    #expect(effects == [.saveProgress(story.model.progress)])
    #expect(story.shows("Has terminado cuando"))
    story.type("L")
    #expect(story.shows("Done when"))
    // A pack in one language has no other to go to.
    var pack = SamplePack.pack
    pack.languages = [.en]
    var one = Story(pack: pack)
    one.type("l")
    #expect(one.model.language == .en)
  }

  @Test func theEditorOpensAtTheTrouble() {
    var story = Story()
    #expect(story.type("e") == [.openEditorAtStep(StepMark(block: "A", step: 1))])
    story.send(.action(.step(3)))
    #expect(story.type("e") == [.openEditorAtStep(StepMark(block: "A", step: 3))])
    story.send(.action(.check("strict")))
    #expect(story.type("e") == [.openEditor(line: nil, column: nil)])
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    story.judge(SampleReports.report(["init_identity": crash]))
    #expect(story.type("e") == [.openEditor(line: 12, column: nil)])
    let strict = SampleReports.wrong(.notStrict([SampleReports.diagnostic]))
    story.judge(SampleReports.report(["strict": strict]))
    #expect(story.type("e") == [.openEditor(line: 31, column: 17)])
    story.press(.enter)
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
    #expect(story.shows("Reset once more (X) to put the starter back."))
    #expect(story.type("X") == [.resetFile])
    story.send(.didReset(undoable: true))
    #expect(story.shows("LoRA.swift is the starter again. Undo (u) brings back what you had."))
    #expect(story.shows("u undo reset"))
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
    // In lines it asks just so.
    var plain = Story()
    #expect(plain.enter("reset").joined(separator: " ").contains("Type reset once more to do it."))
    plain.enter("status")
    #expect(plain.enter("reset").joined(separator: " ").contains("Type reset once more to do it."))
    plain.enter("reset")
    #expect(plain.effects == [.resetFile])
  }

  @Test func whatWasPrintedCanBeReadAsAWhole() {
    var story = Story(size: Size(width: 120, height: 50))
    story.send(.action(.check("init_identity")))
    story.type("o")
    #expect(story.shows("init_identity printed nothing."))
    let lines = (1...60).map { "line \($0)" }.joined(separator: "\n")
    story.judge(
      SampleReports.report(
        ["init_identity": SampleReports.wrong(SampleReports.names)],
        output: ["init_identity": lines]))
    story.press(.escape)
    #expect(story.shows("What it printed · init_identity") && story.shows("line 1"))
    #expect(story.shows("o  56 more lines"))
    story.type("o")
    story.press(.end)
    #expect(story.shows("line 60"))
  }

  @Test func suspendSavesFirst() {
    var story = Story()
    #expect(story.press(.control("z")) == [.saveProgress(story.model.progress), .suspend])
    #expect(story.send(.resumed).isEmpty)
  }

  /// Play.swift: run at once, run again at each save while it is looked at, stopped, edited.
  @Test func thePlaygroundIsOneKey() {
    var story = Story()
    #expect(story.send(.playSaved).isEmpty)
    #expect(story.type("P") == [.runPlay(run: 1)])
    #expect(story.shows("nothing here is checked") && story.shows("Running …"))
    #expect(story.send(.playSaved) == [.cancelPlay, .runPlay(run: 2)])
    story.send(.play(.output("late"), run: 1))
    #expect(!story.shows("late"))
    story.send(.play(.output("tensor 2×2"), run: 2))
    #expect(story.shows("tensor 2×2") && story.shows("^C stop"))
    #expect(story.press(.control("c")) == [.cancelPlay])
    #expect(story.type("e") == [.openPlay])
    story.press(.escape)
    #expect(story.send(.playSaved).isEmpty)
    #expect(story.model.progress.runs == 0)
  }
}
