import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// Hints of one step: first its own, then the block's.
@Suite struct StepHintStories {
  private static func story(
    _ selection: String = "lora_scale", language: Language = .en, asking: Asking = .keys,
    pack: Pack = SamplePack.stepHints, progress: StudentProgress? = nil
  ) -> Story {
    var story = Story(
      language: language, pack: pack, progress: progress ?? StudentProgress(packID: "00-sample"),
      asking: asking)
    story.send(.action(Int(selection).map { .step($0) } ?? .check(selection)))
    return story
  }

  @Test(arguments: ["lora_scale", "3"])
  func aStepsOwnHintsComeFirst(_ selection: String) {
    var story = Self.story(selection)
    #expect(story.shows("h hint 0/5"))
    let effects = story.type("h")
    #expect(effects == [.saveProgress(story.model.progress)])
    #expect(story.shows("Step 3, hint 1 of 2"))
    #expect(story.shows("Which sum?"))
    #expect(story.model.progress.blocks["A"] == BlockRecord(stepHintsOpened: [3: 1]))
    story.press(.right)
    #expect(story.shows("Step 3, hint 2 of 2"))
    #expect(story.shows("→ block's hints"))
    #expect(story.model.progress.blocks["A"] == BlockRecord(stepHintsOpened: [3: 2]))
    story.press(.right)
    #expect(story.shows("Block A, hint 1 of 3"))
    #expect(story.shows("Look at init."))
    #expect(
      story.model.progress.blocks["A"] == BlockRecord(hintsOpened: 1, stepHintsOpened: [3: 3]))
    #expect(story.press(.left).isEmpty)
    #expect(story.shows("Step 3, hint 2 of 2"))
    story.press(.left)
    #expect(story.shows("Step 3, hint 1 of 2"))
    story.press(.left)
    #expect(story.shows("Step 3, hint 1 of 2"))
    story.press(.escape)
    #expect(story.shows("h hint 3/5"))
    #expect(story.type("h").isEmpty)
    #expect(story.shows("Block A, hint 1 of 3"))
    story.press(.right, .right, .right)
    #expect(story.shows("Block A, hint 3 of 3"))
    #expect(
      story.model.progress.blocks["A"] == BlockRecord(hintsOpened: 3, stepHintsOpened: [3: 5]))
  }

  /// What was read of the block's at one step does not hide the hints of another.
  @Test func eachStepIsReadFromItsFirstHint() {
    var story = Self.story("1")
    story.type("h")
    #expect(story.shows("Step 1, hint 1 of 1"))
    story.press(.right, .right)
    #expect(story.shows("Block A, hint 2 of 3"))
    story.press(.escape)
    story.send(.action(.step(3)))
    #expect(story.shows("h hint 0/5"))
    story.type("h")
    #expect(story.shows("Step 3, hint 1 of 2"))
    story.press(.right, .right)
    #expect(story.shows("Block A, hint 1 of 3"))
    #expect(
      story.model.progress.blocks["A"]
        == BlockRecord(hintsOpened: 2, stepHintsOpened: [1: 3, 3: 3]))
    story.press(.escape)
    story.send(.action(.step(1)))
    story.type("h")
    #expect(story.shows("Block A, hint 2 of 3"))
  }

  @Test(arguments: ["2", "strict"])
  func aStepWithoutHintsHasTheBlocks(_ selection: String) {
    var story = Self.story(selection)
    #expect(story.shows("h hint 0/3"))
    story.type("h")
    #expect(story.shows("Block A, hint 1 of 3"))
    #expect(story.model.progress.blocks["A"] == BlockRecord(hintsOpened: 1))
    #expect(story.shows("Steps with hints of their own: 1, 3."))
  }

  @Test func theBlocksPageHasTheBlocksHints() {
    var story = Story(pack: SamplePack.stepHints)
    story.send(.action(.page))
    story.type("h")
    #expect(story.shows("Block A, hint 1 of 3"))
    #expect(
      story.shows("Steps with hints of their own: 1, 3. Select one of them and press h."))
    var spanish = Story(language: .es, pack: SamplePack.stepHints)
    spanish.type("h")
    #expect(spanish.shows("Bloque A, pista 1 de 3"))
    #expect(spanish.shows("Pasos con pistas propias: 1, 3. Elige uno de ellos y pulsa h."))
  }

  @Test func whereThereAreHintsForStepsAloneTheyAreNamed() {
    var pack = SamplePack.stepHints
    pack.blocks[0].hints.removeAll { $0.step == nil }
    var story = Story(pack: pack)
    story.type("h")
    #expect(story.model.overlay == nil)
    #expect(story.shows("No hints here. Steps with hints of their own: 1, 3."))
    story.send(.action(.step(2)))
    story.type("h")
    #expect(story.model.overlay == nil)
    story.send(.action(.step(1)))
    story.type("h")
    #expect(story.shows("Step 1, hint 1 of 1"))
    story.press(.right)
    #expect(story.shows("Step 1, hint 1 of 1"))
  }

  /// A block without hints for steps is what it was, at its page, a step and a check.
  @Test(arguments: [Action.page, .step(3), .check("lora_scale"), .check("strict")])
  func withoutHintsForStepsNothingChanges(_ place: Action) {
    var story = Story()
    story.send(.action(place))
    #expect(story.shows("h hint 0/3"))
    story.type("h")
    #expect(story.shows("Hint 1 of 3 · block A"))
    #expect(!story.shows("Steps with hints"))
    #expect(story.model.progress.blocks["A"] == BlockRecord(hintsOpened: 1))
    let lines = Self.story("3", asking: .words, pack: SamplePack.pack)
    var said = lines
    #expect(said.enter("status").contains { $0.contains("Hints of block A: 0 of 3 opened.") })
  }

  /// Progress of before steps had hints: those opened were the block's, and still are.
  @Test func oldProgressStillMeansTheBlocksHints() {
    var progress = StudentProgress(packID: "00-sample")
    progress.blocks["A"] = BlockRecord(hintsOpened: 2)
    var story = Self.story("strict", progress: progress)
    story.type("h")
    #expect(story.shows("Block A, hint 2 of 3"))
    #expect(story.effects.isEmpty)
    story.press(.escape)
    story.send(.action(.step(3)))
    story.type("h")
    #expect(story.shows("Step 3, hint 1 of 2"))
    #expect(
      story.model.progress.blocks["A"] == BlockRecord(hintsOpened: 2, stepHintsOpened: [3: 1]))
  }

  /// Numbers that no pack has, as of one that was changed since, or of a file changed by hand.
  @Test(arguments: [-3, 9, Int.max, Int.min]) func aCountThatIsTooLargeEndsAtTheLast(_ count: Int) {
    var progress = StudentProgress(packID: "00-sample")
    progress.blocks["A"] = BlockRecord(hintsOpened: count, stepHintsOpened: [3: count, -1: 1])
    var story = Self.story("3", progress: progress)
    story.type("h")
    #expect(story.shows(count < 0 ? "Step 3, hint 1 of 2" : "Block A, hint 3 of 3"))
  }

  /// A run that turns the step green goes on to the next one; the open panel stays what it was.
  @Test func anOpenHintStaysWhenTheStepTurnsGreen() {
    var story = Self.story()
    story.judge(
      SampleReports.blockA(["lora_scale": SampleReports.red, "freeze_names": SampleReports.red]))
    story.send(.action(.check("lora_scale")))
    story.type("h")
    #expect(story.shows("Step 3, hint 1 of 2"))
    story.judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    #expect(story.model.currentStep == 4)
    #expect(story.shows("Step 3, hint 1 of 2"))
    story.press(.right)
    #expect(story.shows("Step 3, hint 2 of 2"))
    #expect(story.model.progress.blocks["A"]?.stepHintsOpened == [3: 2])
  }

  @Test func inLinesHintsFollowTheStep() {
    var story = Self.story(asking: .words)
    let first = story.enter("hint")
    #expect(first.first == "Step 3, hint 1 of 2")
    #expect(first.last == "Type next for the next one.")
    #expect(story.enter("hint") == first)
    let second = story.enter("next")
    #expect(second.first == "Step 3, hint 2 of 2")
    #expect(second.last == "Type next for the hints of the whole block.")
    #expect(story.enter("next").first == "Block A, hint 1 of 3")
    #expect(story.enter("back").first == "Step 3, hint 2 of 2")
    story.enter("back")
    #expect(story.enter("hint next").first == "Step 3, hint 2 of 2")
    let status = story.enter("status").joined(separator: " ")
    #expect(
      status.contains(
        "Hints of step 3: 2 of 2 opened. Hints of block A: 1 of 3 opened. Type next for the next."))
  }

  @Test func inLinesAStepOrACheckCanBeNamed() {
    var story = Story(pack: SamplePack.stepHints, asking: .words)
    #expect(story.enter("hint step 3").first == "Step 3, hint 1 of 2")
    #expect(story.enter("hint param_count").first == "Step 1, hint 1 of 1")
    #expect(story.enter("hint A").first == "Block A, hint 1 of 3")
    #expect(story.enter("hint B").first == "Hint 1 of 3 · block B")
    #expect(story.enter("hint step 9").first?.contains("has no step 9") == true)
    #expect(story.enter("hint Q").first?.contains("There is no block Q") == true)
    var spanish = Story(language: .es, pack: SamplePack.stepHints, asking: .words)
    #expect(spanish.enter("pista paso 3").first == "Paso 3, pista 1 de 2")
  }

  /// A new process starts anew: what it names, it has to name whole.
  @Test func aCommandNamesTheStep() {
    var story = Self.story(asking: .commands)
    #expect(story.enter("hint").last == "Run `byhand hint --step 3 --next` for the next one.")
    var other = Self.story("strict", asking: .commands)
    #expect(
      other.enter("hint").contains(
        "Steps with hints of their own: 1, 3. Run `byhand hint --step 1` for those of step 1."))
    var plain = Self.story(asking: .commands, pack: SamplePack.pack)
    #expect(plain.enter("hint").last == "Run `byhand hint --next` for the next one.")
  }

  /// What a command without a step says.
  @Test func theStepsWithHintsAreListed() {
    var story = Self.story(asking: .commands)
    story.enter("hint")
    #expect(
      story.say(.action(.hintList)) == [
        "Hints of block A", "",
        "  Step 1 · Construct it: 0 of 1 opened",
        "  Step 3 · Forward: 1 of 2 opened",
        "  The whole block: 0 of 3 opened", "",
        "Run `byhand hint --step 3` for those of step 3.",
        "Run `byhand hint --next` for the next one of the whole block.",
      ])
  }
}
