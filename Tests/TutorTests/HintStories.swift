import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// Hints one by one, and the solution beside the student's file.
@Suite struct HintStories {
  @Test func hintsOpenOneByOneAndCanBeReadAgain() {
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
    #expect(story.shows("h hint 3/3"))
    #expect(story.type("h").isEmpty)
    #expect(story.shows("Hint 3 of 3"))
  }

  /// In lines: a name that was mistyped is not held against the next.
  @Test func aBlockThatIsNoneDoesNotShutTheNext() {
    var story = Story()
    story.enter("hint Q")
    #expect(story.enter("hint A").first == "Hint 1 of 3 · block A")
    story.enter("solution Q")
    #expect(story.enter("solution A").first?.hasPrefix("The solution of block A opens") == true)
  }

  /// In lines: asked for again it is read again, and none that nobody read is opened.
  @Test func hintTwiceIsOneHint() {
    var story = Story()
    let first = story.enter("hint")
    #expect(first.first == "Hint 1 of 3 · block A")
    #expect(first.contains("Look at init."))
    #expect(story.enter("hint") == first)
    #expect(story.model.hintsOpened == 1)
    #expect(story.effects.isEmpty)
    let second = story.enter("next")
    #expect(second.first == "Hint 2 of 3 · block A")
    #expect(second.contains("B begins as zeros."))
    #expect(story.effects == [.saveProgress(story.model.progress)])
    #expect(story.enter("back").first == "Hint 1 of 3 · block A")
    #expect(story.model.hintsOpened == 2)
    #expect(story.enter("hint").first == "Hint 2 of 3 · block A")
    story.enter("hint next")
    #expect(story.model.hintsOpened == 3)
    // A new process has the count, and shows the last one.
    var again = Story(progress: story.model.progress)
    #expect(again.enter("hint").first == "Hint 3 of 3 · block A")
    #expect(again.effects.isEmpty)
    // `next` where nothing is open opens the one after the last that was read.
    var command = Story()
    #expect(command.enter("next").first == "Hint 1 of 3 · block A")
  }

  @Test func thereIsNoHintAfterTheLast() {
    var story = Story()
    for _ in 0..<3 { story.enter("next") }
    #expect(story.model.hintsOpened == 3)
    let said = story.enter("next")
    #expect(story.model.hintsOpened == 3)
    #expect(said == ["There is no further hint."] && story.enter("next") == said)
  }

  @Test func aBlockWithoutHintsSaysSo() {
    var pack = SamplePack.pack
    pack.blocks[0].hints = []
    var story = Story(pack: pack)
    story.type("h")
    #expect(story.shows("Block A has no hints."))
    #expect(story.model.overlay == nil)
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
    #expect(story.shows("Your file has the solution, line by line."))
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
}
