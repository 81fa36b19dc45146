import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// What opens a block's solution, and what does not.
@Suite struct GateStories {
  private func story(_ red: String...) -> Story {
    var story = Story()
    let verdicts = Dictionary(uniqueKeysWithValues: red.map { ($0, SampleReports.red) })
    story.judge(SampleReports.report(verdicts))
    return story
  }

  private func counted(_ story: Story, _ check: String = "init_identity") -> Double {
    story.model.progress.checks[check]?.redSeconds ?? 0
  }

  @Test func itOpensAfterActiveTimeOnARedCheck() {
    var story = story("init_identity")
    #expect(story.picture.prefix { $0 != "\n" }.contains("solution A 20 min"))
    #expect(story.type("s").isEmpty)
    #expect(story.shows("opens after 20 min of work on init_identity, or when the block passes"))
    story.work(minutes: 13)
    #expect(story.shows("solution A 7 min"))
    story.work(minutes: 7)
    #expect(story.shows("The solution of block A is open now: s shows it."))
    #expect(story.effects.contains(.saveProgress(story.model.progress)))
    #expect(story.shows("solution A open"))
    story.send(.action(.block("A")))
    #expect(story.type("s") == [.loadSolution(block: "A")])
    #expect(story.shows("Reading the solution"))
    story.send(.solutionLoaded("import TensorKit\n\nfinal class LoRALinear {}\n"))
    #expect(story.shows("3  final class LoRALinear {}"))
  }

  @Test func timeInWhichNobodyIsThereDoesNotCount() {
    var story = story("init_identity")
    for _ in 0..<3600 { story.send(.tick(seconds: 1)) }
    let before = counted(story)
    #expect(before == StudentProgress.idleAfter - 1)
    story.press(.down)
    story.send(.tick(seconds: 1))
    #expect(counted(story) == before + 1)
  }

  @Test func aJumpOfTheClockCountsAsOneTick() {
    var story = story("init_identity")
    story.send(.tick(seconds: 170))
    #expect(counted(story) == StudentProgress.longestTick)
    for odd in [-5, 0, .nan, .infinity] {
      story.send(.tick(seconds: odd), .returned(afterSeconds: odd))
    }
    #expect(counted(story) == StudentProgress.longestTick)
  }

  /// Who works with commands was at work between two of them: as long as one sits without a key.
  @Test func workBetweenTwoCommandsCounts() {
    var story = story("init_identity")
    story.send(.returned(afterSeconds: 100))
    #expect(counted(story) == 100)
    story.send(.returned(afterSeconds: 1e9))
    #expect(counted(story) == 100 + StudentProgress.idleAfter)
    for _ in 0..<6 { story.send(.returned(afterSeconds: 170)) }
    #expect(story.model.notice == .gateOpened(block: "A"))
    #expect(story.say(.action(.solution)) == [])
    #expect(story.effects == [.loadSolution(block: "A")])
  }

  /// Each command is a process of its own, and so is each sitting.
  @Test func timeCountsOverRestarts() {
    var progress = StudentProgress(packID: "00-sample")
    for sitting in 1...8 {
      var story = Story(progress: progress)
      story.send(.started)
      story.judge(SampleReports.report(["init_identity": SampleReports.red]))
      let isOpen = story.model.isOpen("A")
      #expect(isOpen == false, "\(sitting)")
      // On a screen, and in commands.
      if sitting.isMultiple(of: 2) {
        story.work(minutes: 2)
      } else {
        story.send(.returned(afterSeconds: 170))
      }
      let saved = story.send(.terminated).lazy.compactMap { effect -> StudentProgress? in
        if case .saveProgress(let progress) = effect { progress } else { nil }
      }.first
      progress = saved ?? progress
    }
    #expect(progress.checks["init_identity"]?.redSeconds == 1160)
    var last = Story(progress: progress)
    last.judge(SampleReports.report(["init_identity": SampleReports.red]))
    last.send(.returned(afterSeconds: 40))
    #expect(last.type("s") == [.loadSolution(block: "A")])
  }

  @Test func onlyWhatWasBegunCounts() {
    var story = Story()
    story.judge(SampleReports.starter())
    for _ in 0..<12 { story.send(.returned(afterSeconds: 180)) }
    story.work(minutes: 25)
    #expect(!story.model.isOpen("A"))
    #expect(story.model.gateState == .closed(remaining: 1200, check: nil))
    #expect(story.type("s").isEmpty)
    #expect(story.shows("of work on a red check, or when the block passes. None is red yet."))
    // The begun step alone.
    var begun = Story()
    begun.judge(SampleReports.starter(touched: ["A.0", "A.1"]))
    begun.work(minutes: 3)
    #expect(counted(begun, "param_count") == 180)
    #expect(counted(begun, "lora_shapes") == 0)
    #expect(counted(begun, "rejects_zero") == 0)
    #expect(counted(begun, "roundtrip") == 0)
  }

  @Test func noTimeRunsOnTheCoursesPage() {
    var story = story("init_identity")
    story.send(.action(.home))
    for _ in 0..<60 { story.send(.tick(seconds: 1)) }
    #expect(counted(story) == 0)
    story.send(.action(.openSelectedLesson))
  }

  /// The remaining time stands beside the block that it belongs to.
  @Test func passingABlockOpensItAlone() {
    var story = Story()
    #expect(story.type("s").isEmpty)
    #expect(story.shows("None is red yet"))
    story.judge(SampleReports.blockA())
    story.send(.action(.block("A")))
    #expect(story.shows("solution A open"))
    #expect(story.type("s") == [.loadSolution(block: "A")])
    story.press(.escape)
    for block in ["B", "C", "D"] {
      story.send(.action(.block(block)))
      #expect(story.shows("solution \(block) 20 min"), "\(block)")
      #expect(story.type("s").isEmpty, "\(block)")
      #expect(story.model.overlay == nil)
    }
  }

  @Test func aSolutionThatComesTooLateIsNotShown() {
    var story = story("roundtrip")
    story.type("s")
    story.press(.escape)
    story.send(.solutionLoaded("secret"))
    #expect(story.model.overlay == nil)
    #expect(!story.shows("secret"))
    // Nor in lines.
    #expect(story.say(.solutionLoaded("secret")) == [])
  }

  @Test func theCountdownIsShownToTheMinuteAndTheLastOneToTheSecond() {
    var story = story("init_identity")
    story.work(minutes: 2)
    let before = view(story.model)
    for _ in 0..<50 { story.send(.tick(seconds: 1)) }
    #expect(view(story.model) == before)
    story.work(minutes: 16)
    story.press(.down)
    for _ in 0..<25 { story.send(.tick(seconds: 1)) }
    #expect(story.shows("solution A 45 s"))
  }

  @Test func activeTimeIsSavedNowAndThen() {
    var story = story("init_identity")
    var saves = 0
    for _ in 0..<61 { saves += story.send(.tick(seconds: 1)).count }
    #expect(saves == 2)
    // Nothing is red: no check's time is counted, and the lesson's is.
    var green = Story()
    green.work(minutes: 2)
    #expect(green.effects.count == 4)
    #expect(green.model.progress.activeSeconds == 120)
    #expect(green.model.progress.checks.isEmpty)
    // Where nobody is, nothing is counted or saved.
    for _ in 0..<600 { green.send(.tick(seconds: 1)) }
    let seconds = green.model.progress.activeSeconds
    #expect(green.send(.tick(seconds: 40)).isEmpty)
    #expect(green.model.progress.activeSeconds == seconds)
  }

  @Test func anInstructorsKeyOpensIt() {
    var story = Story()
    story.type("K")
    #expect(story.shows("Instructor's key"))
    // Letters that are keys elsewhere belong to the key here.
    #expect(story.type("secreq").isEmpty)
    story.press(.backspace)
    story.type("t")
    #expect(story.shows("••••••_"))
    #expect(!story.shows("secret"))
    #expect(story.press(.enter) == [.tryKey("secret", block: "A")])
    let effects = story.send(.keyTried(fits: true, block: "A"))
    #expect(effects == [.saveProgress(story.model.progress)])
    #expect(story.model.progress.blocks["A"]?.solution == .instructor)
    #expect(story.type("s") == [.loadSolution(block: "A")])
    // The command hands the key in as it is.
    var plain = Story()
    #expect(plain.send(.action(.useKey("secret"))) == [.tryKey("secret", block: "A")])
  }

  @Test func aKeyThatDoesNotFitOpensNothing() {
    var story = Story()
    story.type("Kx")
    story.press(.enter)
    #expect(story.send(.keyTried(fits: false, block: "A")).isEmpty)
    #expect(story.model.progress.blocks["A"]?.solution == nil)
    #expect(story.shows("That is not the key: the solution stays locked."))
    story.type("K")
    #expect(story.press(.enter).isEmpty)
    story.type("K")
    story.press(.escape)
    #expect(story.model.overlay == nil)
    var pack = SamplePack.pack
    pack.gate.keyDigest = nil
    var without = Story(pack: pack)
    without.type("K")
    #expect(without.shows("This lesson has no instructor's key."))
    #expect(without.send(.action(.useKey("x"))).isEmpty)
  }

  /// What a tick changes on the screen changes the clock's face; all else may stay undrawn.
  @Test func anUnchangedClockFaceIsAnUnchangedPicture() {
    var story = story("param_count")
    var faces = 0
    for second in 0..<1500 {
      if second % 100 == 0 { story.press(.down) }
      if second == 700 { story.send(.fileSaved) }
      let (face, picture) = (story.model.clockFace, story.picture)
      story.send(.tick(seconds: 1))
      if story.model.clockFace != face { faces += 1 }
      #expect(story.model.clockFace != face || story.picture == picture, "second \(second)")
    }
    #expect(faces > 60)
  }
}
