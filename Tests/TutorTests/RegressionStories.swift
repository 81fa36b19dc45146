import Progress
import Reports
import Testing

@testable import Tutor

/// A step back is one only where the block's own code was changed.
@Suite struct RegressionStories {
  /// A file that was green, and the same with these checks red and these blocks changed.
  private func story(_ red: [String], changed: Set<String>) -> Story {
    var story = Story()
    story.judge(SampleReports.report(parts: SamplePack.parts("1")))
    story.press(.escape)
    story.judge(after(red, changed: changed))
    return story
  }

  private func after(_ red: [String], changed: Set<String>) -> Report {
    let verdicts = Dictionary(uniqueKeysWithValues: red.map { ($0, SampleReports.red) })
    let parts = SamplePack.parts("1").merging(changed.map { ($0, "2") }) { $1 }
    return SampleReports.report(verdicts, parts: parts)
  }

  @Test func inAChangedBlockItIsCalledSo() {
    var story = story(["param_count", "lora_scale"], changed: ["A"])
    #expect(story.model.regressions == ["param_count", "lora_scale"])
    #expect(
      story.shows(
        "In block A, param_count and 1 more were green before your change and are red now."))
    story.send(.action(.check("param_count")))
    #expect(story.shows("It was green before you changed this block."))
    // Red a second time is no news.
    story.judge(after(["param_count"], changed: ["A"]))
    #expect(story.model.regressions.isEmpty)
    #expect(!story.shows("before your change"))
    #expect(!story.shows("before you changed"))
  }

  /// What another block's fault breaks is nobody's step back.
  @Test func inABlockThatDidNotChangeItIsNone() {
    let story = story(["merge_weight", "roundtrip"], changed: ["A"])
    #expect(story.model.regressions.isEmpty)
    #expect(!story.shows("before your change"))
    #expect(story.model.mark(of: SamplePack.pack.checks[9]) != .passed)
  }

  @Test func onlyTheChangedBlocksChecksAreNamed() {
    let story = story(["merge_weight", "param_count"], changed: ["A"])
    #expect(story.model.regressions == ["param_count"])
    #expect(story.shows("In block A, param_count was green before your change and is red now."))
  }

  @Test func whereNothingIsKnownOfThePartsItIsOne() {
    var story = Story()
    story.judge(SampleReports.report(parts: [:]))
    story.press(.escape)
    story.judge(SampleReports.report(["param_count": SampleReports.red], parts: [:]))
    #expect(story.model.regressions == ["param_count"])
  }

  @Test func afterAResetThereIsNone() {
    var story = Story()
    story.judge(SampleReports.report(parts: SamplePack.parts("1")))
    story.press(.escape)
    story.send(.didReset(undoable: true))
    var starter = SampleReports.starter()
    starter.parts = SamplePack.parts("0")
    story.judge(starter)
    #expect(story.model.regressions.isEmpty)
    #expect(!story.shows("before your change"))
  }

  /// A change and a fault in two saves: the block was changed since it was green.
  @Test func aChangeIsOneSinceTheBlockWasGreen() {
    var story = story([], changed: [])
    var broken = SampleReports.doesNotCompile
    broken.parts = SamplePack.parts("2")
    story.judge(broken)
    #expect(story.model.regressions.isEmpty)
    story.judge(after(["param_count"], changed: ["A"]))
    #expect(story.model.regressions == ["param_count"])
    // It was green in the changed file, and is red in that file: the fault is elsewhere.
    var same = Story()
    same.judge(SampleReports.report(parts: SamplePack.parts("2")))
    same.press(.escape)
    same.judge(after(["param_count"], changed: ["A", "B", "C", "D"]))
    #expect(same.model.regressions.isEmpty)
  }

  /// It is known over restarts: the record names the part.
  @Test func itIsKnownOverRestarts() {
    var first = Story()
    first.judge(SampleReports.report(parts: SamplePack.parts("1")))
    var changed = Story(progress: first.model.progress)
    changed.judge(after(["param_count"], changed: ["A"]))
    #expect(changed.model.regressions == ["param_count"])
    var same = Story(progress: first.model.progress)
    same.judge(after(["param_count"], changed: []))
    #expect(same.model.regressions.isEmpty)
  }
}
