import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct GateStories {
  private let red = SampleReports.wrong(.accepted(name: "x"))

  @Test func theSolutionOpensAfterActiveTimeOnARedCheck() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": red]))
    #expect(story.picture.prefix { $0 != "\n" }.hasSuffix("solution in 20 min"))
    #expect(story.shows("s solution  p predict"))
    #expect(story.type("s").isEmpty)
    #expect(story.shows("opens after 20 min of work on init_identity, or when the block passes"))
    story.work(minutes: 13)
    #expect(story.shows("solution in 7 min"))
    story.work(minutes: 7)
    #expect(story.shows("The solution of block A is open now"))
    #expect(story.effects.contains(.saveProgress(story.model.progress)))
    #expect(story.type("s") == [.loadSolution])
    story.send(.solutionLoaded("import TensorKit\n\nfinal class LoRALinear {}\n"))
    #expect(story.shows("3  final class LoRALinear {}"))
  }

  @Test func timeInWhichNobodyIsThereDoesNotCount() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": red]))
    for _ in 0..<3600 { story.send(.tick(seconds: 1)) }
    let counted = story.model.progress.checks["init_identity"]?.redSeconds ?? 0
    #expect(counted == Progress.idleAfter - 1)
    story.press(.down)
    story.send(.tick(seconds: 1))
    #expect(story.model.progress.checks["init_identity"]?.redSeconds == counted + 1)
  }

  @Test func aJumpOfTheClockCountsAsOneTick() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": red]))
    story.send(.tick(seconds: 170))
    #expect(story.model.progress.checks["init_identity"]?.redSeconds == Progress.longestTick)
    for odd in [-5, 0, .nan, .infinity] { story.send(.tick(seconds: odd)) }
    #expect(story.model.progress.checks["init_identity"]?.redSeconds == Progress.longestTick)
  }

  @Test func passingOpensIt() {
    var story = Story()
    #expect(story.type("s").isEmpty)
    #expect(story.shows("none is red"))
    story.judge(SampleReports.report(["roundtrip": red]))
    #expect(story.shows("solution open"))
    #expect(story.type("s") == [.loadSolution])
  }

  @Test func aSolutionThatComesTooLateIsNotShown() {
    var story = Story()
    story.judge(SampleReports.report(["roundtrip": red]))
    story.type("s")
    story.press(.escape)
    story.send(.solutionLoaded("secret"))
    #expect(story.model.overlay == nil)
    #expect(!story.shows("secret"))
  }

  @Test func theCountdownIsShownToTheMinuteAndTheLastOneToTheSecond() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": red]))
    story.work(minutes: 2)
    let before = view(story.model)
    for _ in 0..<50 { story.send(.tick(seconds: 1)) }
    #expect(view(story.model) == before)
    story.work(minutes: 16)
    story.press(.down)
    for _ in 0..<25 { story.send(.tick(seconds: 1)) }
    #expect(story.shows("solution in 45 s"))
  }

  @Test func activeTimeIsSavedNowAndThen() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": red]))
    var saves = 0
    for _ in 0..<61 {
      saves += story.send(.tick(seconds: 1)).count
    }
    #expect(saves == 2)
    // Nothing is red: nothing is counted, and nothing saved.
    var idle = Story()
    idle.work(minutes: 2)
    #expect(idle.effects.isEmpty)
  }

  @Test func hintsOpenRungByRungAndCanBeReadAgain() {
    var story = Story()
    #expect(story.shows("h hint 0/3"))
    let effects = story.type("h")
    #expect(effects == [.saveProgress(story.model.progress)])
    #expect(story.model.progress.blocks["A"]?.hintsOpened == 1)
    #expect(story.shows("Hint 1 of 3"))
    story.press(.right)
    #expect(story.model.hintsOpened == 2)
    #expect(story.press(.left).isEmpty)
    #expect(story.shows("Hint 1 of 3"))
    #expect(story.model.hintsOpened == 2)
    story.press(.left)
    #expect(story.shows("Hint 1 of 3"))
    story.press(.right, .right, .right)
    #expect(story.shows("Hint 3 of 3"))
    #expect(story.model.hintsOpened == 3)
    story.press(.escape)
    #expect(story.type("h").isEmpty)
    #expect(story.shows("Hint 3 of 3"))
  }

  @Test func aBlockWithoutHintsSaysSo() {
    var pack = SamplePack.pack
    pack.blocks[0].hints = []
    var story = Story(pack: pack)
    story.type("h")
    #expect(story.shows("Block A has no hints."))
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
    #expect(story.type("s") == [.loadSolution])
  }

  @Test func aKeyThatDoesNotFitOpensNothing() {
    var story = Story()
    story.type("Kx")
    story.press(.enter)
    #expect(story.send(.keyTried(fits: false, block: "A")).isEmpty)
    #expect(story.model.progress.blocks["A"]?.solution == nil)
    #expect(story.shows("That is not the key."))
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
  }

  @Test func theOpenSolutionStandsBesideTheStudentsFile() {
    var story = Story()
    story.judge(SampleReports.report())
    story.press(.escape)
    story.type("s")
    story.send(.solutionLoaded("one\ntwo\nthree\n"))
    #expect(story.type("d") == [.loadOwn])
    story.send(.ownLoaded("one\n2\nthree\n"))
    #expect(story.shows("- yours   + the solution"))
    #expect(story.shows("- 2"))
    #expect(story.shows("+ two"))
    story.type("d")
    #expect(story.shows("2  two"))
    story.type("d")
    story.send(.ownLoaded("one\ntwo\nthree"))
    #expect(story.shows("Your file is the solution, line by line."))
  }

  @Test func aDiffShowsThreeLinesAroundAChange() {
    let old = (1...20).map(String.init).joined(separator: "\n")
    let new = old.replacing("\n10\n", with: "\nten\n")
    let rows = LineDifference(from: old, to: new).rows
    #expect(rows.first == .skipped(6))
    #expect(rows.last == .skipped(7))
    #expect(rows.contains(.removed("10")) && rows.contains(.added("ten")))
    #expect(rows.count == 10)
    #expect(LineDifference(from: "", to: "a").rows == [.added("a")])
    #expect(LineDifference(from: "a", to: "").rows == [.removed("a")])
  }

  /// What a tick changes on the screen changes the clock's face; all else may stay undrawn.
  @Test func anUnchangedClockFaceIsAnUnchangedPicture() {
    var story = Story()
    story.judge(SampleReports.report(["param_count": SampleReports.wrong(SampleReports.names)]))
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
