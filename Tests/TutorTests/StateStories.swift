import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// Not begun is not wrong: four states of a check, and of a step.
@Suite struct StateStories {
  private func marks(_ story: Story) -> [String: CheckMark] {
    Dictionary(
      uniqueKeysWithValues: story.model.pack.checks.map { ($0.id, story.model.mark(of: $0)) })
  }

  @Test func aStarterReproachesNothingAndEarnsNothing() {
    var story = Story(lessons: SamplePack.lessons)
    // The first run is the start's own, and keeps what the start says.
    story.send(.started, .judge(.completed(SampleReports.starter()), run: 1))
    #expect(
      story.shows("e opens LoRA.swift in your editor. ? says where it is, and about completion."))
    #expect(Set(marks(story).values) == [.notBegun])
    #expect(story.model.greenCount == 0)
    for block in ["A", "B", "C", "D"] {
      story.send(.action(.block(block)))
      #expect(!story.shows("✘") && !story.shows("⚠") && !story.shows("◐") && !story.shows("●"))
      #expect(story.shows("0/12"))
    }
    #expect(story.model.selectedCheck == nil)
    #expect(!story.model.stopConditions.strictGreen)
  }

  @Test func aTouchedStepShowsItsRedsAndNoOther() {
    var story = Story()
    story.judge(SampleReports.starter(touched: ["A.0", "A.1"]))
    let marks = marks(story)
    #expect(marks["param_count"] == .wrong)
    // It holds, and somebody is at work on its block.
    #expect(marks["rejects_zero"] == .passed)
    for check in ["lora_shapes", "init_identity", "lora_scale", "freeze_names"] {
      #expect(marks[check] == .notBegun, "\(check)")
    }
    // A check that holds in a block that nobody has begun counts for nothing.
    #expect(marks["merge_twice"] == .notBegun)
    #expect(story.model.greenCount == 1)
    #expect(story.shows("✘ 1 Construct it") && story.shows("○ 2 A and B"))
    #expect(story.shows("✘ param_count") && !story.shows("lora_shapes"))
    story.send(.action(.step(2)))
    #expect(story.shows("○ lora_shapes"))
    #expect(story.model.selectedCheck == nil)
    #expect(story.shows("Nothing of this step is written yet."))
  }

  /// What was once begun stays begun, whatever the next save holds.
  @Test func aStepThatWasBegunStaysSo() {
    var story = Story()
    story.judge(SampleReports.starter(touched: ["A.0", "A.1"]))
    story.judge(SampleReports.starter(touched: ["A.0", "A.2"]))
    #expect(marks(story)["param_count"] == .wrong)
    #expect(marks(story)["lora_shapes"] == .wrong)
    #expect(story.model.progress.begunSteps == ["A.0", "A.1", "A.2"])
  }

  /// Where nobody can tell what was touched, all counts as begun.
  @Test func whatCannotBeToldIsBegun() {
    var story = Story()
    story.judge(SampleReports.report(["param_count": SampleReports.red], touched: nil))
    #expect(marks(story)["param_count"] == .wrong)
    #expect(story.model.greenCount == 11)
  }

  @Test func aFileThatDoesNotCompileIsNoRedCheck() {
    var story = Story()
    story.judge(SampleReports.starter(touched: ["A.0", "A.1"], ["param_count": .passed]))
    #expect(story.model.greenCount == 2)
    var broken = SampleReports.doesNotCompile
    broken.touchedSteps = ["A.0", "A.1", "A.2"]
    story.judge(broken)
    let marks = marks(story)
    #expect(marks["param_count"] == .broken && marks["rejects_zero"] == .broken)
    #expect(marks["lora_shapes"] == .broken)
    #expect(marks["init_identity"] == .notBegun && marks["merge_weight"] == .notBegun)
    #expect(story.shows("⚠ 1 Construct it") && story.shows("○ 3 Forward"))
    // What the compiler kept from being run is no reason to unfold a step.
    let step = story.model.currentStep
    let unfolded = story.model.rows.compactMap { row -> Int? in
      if case .check(let check, isNested: true) = row { check.step } else { nil }
    }
    #expect(Set(unfolded).subtracting([step].compactMap { $0 }).isEmpty)
    // What passed before is still known to have passed.
    #expect(story.model.greenCount == 2)
    #expect(story.model.regressions.isEmpty)
    #expect(!story.model.stopConditions.checksGreen)
    #expect(story.shows("LoRA.swift does not compile: 1 error."))
    #expect(story.shows("LoRA.swift:31:17"))
    #expect(story.shows("The name is misspelt."))
    #expect(story.type("e") == [.openEditor(line: 31, column: 17)])
  }

  @Test func aCrashIsCouldNotRunAndARedOne() {
    var story = Story()
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    story.judge(SampleReports.report(["init_identity": crash]))
    #expect(marks(story)["init_identity"] == .broken)
    #expect(story.shows("⚠ 3 Forward") && story.shows("⚠ init_identity"))
    #expect(story.model.selectedCheck?.id == "init_identity")
    #expect(story.shows("The program crashed at LoRA.swift:12"))
    // Advice on values that were never made is none.
    #expect(!story.shows("Try this:"))
  }

  @Test func threeChecksWithOneCauseSaySo() {
    var story = Story()
    let thrown = Verdict.broken(.threw(message: "not yet"))
    story.judge(
      SampleReports.report(["param_count": thrown, "lora_shapes": thrown, "lora_scale": thrown]))
    #expect(story.shows("3 checks stopped for this same reason."))
  }

  @Test func afterAResetNothingIsBegun() {
    var story = Story()
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    story.type("XX")
    story.send(.didReset(undoable: true))
    #expect(Set(marks(story).values) == [.notBegun])
    #expect(story.model.greenCount == 0)
    #expect(story.shows("LoRA.swift is the starter again. Undo (u) brings back what you had."))
    story.judge(SampleReports.starter())
    #expect(Set(marks(story).values) == [.notBegun])
    #expect(story.model.regressions.isEmpty)
    #expect(story.model.selection == .page)
    // Undone, it is all there again, and no step was passed anew.
    story.send(.didUndoReset)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(story.model.greenCount == 12)
  }

  /// A row is a step with its count; a step without checks has none.
  @Test func aStepWithoutChecksHasNoCount() {
    var story = Story()
    story.judge(SampleReports.report(["roundtrip": SampleReports.red]))
    story.send(.action(.block("B")))
    let steps = story.model.rows.compactMap { row -> StepRow? in
      if case .step(let step) = row { step } else { nil }
    }
    #expect(steps.map(\.count) == [1, 1, 0])
    #expect(steps.map(\.mark) == [.passed, .passed, .notBegun])
    #expect(story.shows("○ 3 Look at it"))
    #expect(!story.shows("0/0"))
  }

  /// The top line has a dot for each step that has something to check.
  @Test func theTopLineHasADotForEachStep() {
    var story = Story()
    func top() -> String { String(story.picture.prefix { $0 != "\n" }) }
    #expect(top().contains("A ○○○○  B ○○  C ○  D ○○"))
    story.judge(SampleReports.starter(touched: ["A.0", "A.1", "A.2"], ["lora_shapes": .passed]))
    #expect(top().contains("A ◐●○○"))
    #expect(top().contains("2/12"))
    story.judge(SampleReports.doesNotCompile)
    #expect(top().contains("A ◍◍◍◍"))
  }

  /// Only a check that took long says how long.
  @Test func theTimeIsSaidWhereItWasLong() {
    var story = Story()
    story.judge(SampleReports.report())
    story.press(.escape)
    story.send(.action(.check("rejects_zero")))
    #expect(story.shows("✔ rejects_zero ") && !story.shows("70 ms") && !story.shows(" 0 ms"))
    story.send(.action(.check("init_identity")))
    #expect(story.shows("210 ms"))
    // What nobody has begun took no time.
    var starter = Story()
    starter.judge(SampleReports.starter())
    #expect(!starter.shows(" ms"))
  }
}
