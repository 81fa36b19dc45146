import CellUI
import Reports
import Testing

@testable import Tutor

@Suite struct DetailStories {
  private func red(
    _ kinds: FindingKind..., size: Size = Story.wide, capabilities: Capabilities = Capabilities()
  ) -> Story {
    var story = Story(size: size, capabilities: capabilities)
    let verdict = Verdict.wrong(kinds.map { Finding(rule: nil, kind: $0) })
    story.judge(SampleReports.report(["init_identity": verdict]))
    return story
  }

  @Test func theCursorBeginsAtTheWorstValueAndReadsEveryOther() {
    var story = red(SampleReports.heat(ratio: 8))
    #expect(story.shows("worst"))
    story.press(.enter)
    story.press(.home)
    story.model.diff.cursor = 0
    #expect(story.shows("[0, 0]  yours -4 · reference -0.5 · difference 3.5 · relative 7"))
    story.press(.right)
    #expect(story.model.diff.cursor == 1)
    #expect(story.shows("[0, 1]  yours -2.5 · reference -0.3125"))
    story.press(.down)
    #expect(story.model.diff.cursor == 41)
    story.press(.left, .left, .left, .up, .up)
    #expect(story.model.diff.cursor == 0)
    story.type("w")
    #expect(story.model.diff.cursor == nil)
  }

  @Test func aCursorMeansNothingInAnotherShape() {
    var story = red(SampleReports.heat(rows: 12, columns: 40))
    story.press(.enter)
    story.model.diff.cursor = 3
    let same = SampleReports.wrong(SampleReports.heat(rows: 12, columns: 40, ratio: 2))
    story.judge(SampleReports.report(["init_identity": same]))
    #expect(story.model.diff.cursor == 3)
    let other = SampleReports.wrong(SampleReports.heat(rows: 6, columns: 40))
    story.judge(SampleReports.report(["init_identity": other]))
    #expect(story.model.diff.cursor == nil)
  }

  @Test func theWheelAndEndScrollALessonThatIsLonger() {
    var story = Story(size: Story.narrow, pack: SamplePack.long)
    #expect(story.shows("First line."))
    story.send(.mouse(Mouse(position: Point(x: 60, y: 10), kind: .wheelDown)))
    #expect(story.model.lessonScroll == 3)
    #expect(!story.shows("First line."))
    story.press(.end)
    #expect(story.shows("Last line."))
    story.press(.home)
    #expect(story.model.lessonScroll == 0)
  }

  @Test func aKnownMistakeIsNamedWhereItShows() {
    var story = Story()
    let heat = SampleReports.wrong(SampleReports.heat())
    var report = SampleReports.report(["init_identity": heat, "param_count": heat])
    report.diagnosis = SampleReports.diagnosis
    story.judge(report)
    #expect(story.shows("This matches a known mistake. α is not divided by r"))
    story.press(.down)
    #expect(story.model.selectedCheck?.id == "param_count")
    #expect(!story.shows("known mistake"))
    story.press(.up)
    story.send(.fileSaved)
    #expect(!story.shows("known mistake"))
  }

  /// The first finding may be a count, where another one can be looked at.
  @Test func theFindingWithAPictureIsShownFirst() {
    let count = FindingKind.value(name: "n", yours: .number(1), expected: .number(2))
    var story = red(count, SampleReports.heat())
    #expect(story.model.findingIndex == 1)
    #expect(story.shows("[difference]"))
    story.type("f")
    #expect(story.model.findingIndex == 0)
    #expect(red(count, SampleReports.names).model.findingIndex == 0)
  }

  @Test func aSingleNumberIsReadAndNotLookedAt() {
    let one = FindingKind.outOfBounds(
      name: "mean", array: SampleReports.array([], [63]), low: 108, high: 148, outside: 1)
    let story = red(one)
    #expect(!story.model.hasPicture)
    #expect(story.shows("mean is 63; expected 108 to 148."))
  }

  @Test func moreThanTwoDimensionsAreSeenSliceBySlice() {
    let expected = (0..<2 * 3 * 4 * 5).map(Double.init)
    var yours = expected
    yours[65] += 9
    let kind = FindingKind.values(
      Comparison(
        name: "lora", against: "reference", yours: SampleReports.array([2, 3, 4, 5], yours),
        expected: SampleReports.array([2, 3, 4, 5], expected), differing: 1, worst: 65,
        pattern: nil))
    var story = red(kind)
    story.press(.enter)
    #expect(story.shows("slice [1, 0] 4/6"))
    #expect(story.shows("[1, 0, 1, 0]  yours 74"))
    story.type("[")
    #expect(story.shows("slice [0, 2] 3/6"))
    #expect(story.model.diff.cursor == 45)
    story.type("[[[[")
    #expect(story.model.diff.cursor == 5)
    story.press(.right, .down)
    #expect(story.model.diff.cursor == 11)
    story.type("]")
    #expect(story.shows("[0, 1, 2, 1]  yours 31"))
    #expect(!red(SampleReports.heat()).shows("slice"))
  }

  @Test func theRatioIsSaidInWords() {
    #expect(red(SampleReports.heat(ratio: 8)).shows("8.00"))
  }

  @Test func theTabsGoRound() {
    var story = red(SampleReports.heat())
    story.type("t")
    #expect(story.model.pane == .detail)
    #expect(story.shows("[yours]"))
    story.type("t")
    #expect(story.shows("[reference]"))
    story.type("t")
    #expect(story.shows("[difference]"))
  }

  @Test func aTensorLargerThanThePaneIsPooledAndZoomed() {
    var story = red(SampleReports.heat(rows: 200, columns: 300))
    story.press(.enter)
    let pooled = story.model.diff.cursor
    story.press(.right)
    #expect(story.model.diff.cursor != pooled)
    story.type("z")
    let before = story.model.diff.cursor ?? -1
    story.press(.right)
    #expect(story.model.diff.cursor == before + 1)
    story.press(.down)
    #expect(story.model.diff.cursor == before + 301)
  }

  @Test func everyFindingCanBeSeen() {
    var story = red(SampleReports.heat(), SampleReports.shapes, SampleReports.names)
    story.type("f")
    #expect(story.shows("64 × 8"))
    story.type("f")
    #expect(story.shows("- lora_A  missing"))
    story.type("f")
    #expect(story.model.findingIndex == 0)
    var one = red(SampleReports.shapes)
    one.type("f")
    #expect(one.shows("init_identity has nothing else to show."))
    one.type("t")
    #expect(one.shows("init_identity has no array to look at."))
  }

  @Test func clicksSelectAndRead() throws {
    var story = red(SampleReports.heat())
    let layout = Layout(story.model)
    let inside = layout.blocks.inset(by: 1)
    let heat = try #require(HeatPane(story.model, layout)).grid
    let place = Point(x: heat.x + 5, y: heat.y + 1)
    story.send(.mouse(Mouse(position: place, kind: .press)))
    #expect(story.model.diff.cursor != nil)
    #expect(story.model.pane == .detail)
    let block = Point(x: inside.x + 3, y: inside.y + 2)
    story.send(.mouse(Mouse(position: block, kind: .press)))
    #expect(story.model.selectedBlock?.id == "C")
    story.type("1")
    let checks = Layout(story.model).checks.inset(by: 1)
    let check = Point(x: checks.x + 3, y: checks.y + 3)
    story.send(.mouse(Mouse(position: check, kind: .press)))
    #expect(story.model.selectedCheck?.id == "freeze_names")
    let below = Point(x: checks.x + 3, y: checks.maxY - 1)
    story.send(.mouse(Mouse(position: below, kind: .press)))
    #expect(story.model.selectedCheck?.id == "freeze_names")
  }

  @Test func theLabelsOfTheFooterAreButtons() {
    var story = Story()
    let footer = Layout(story.model).footer
    let run = Point(x: footer.x + 2, y: footer.y)
    #expect(story.send(.mouse(Mouse(position: run, kind: .press))) == [.runChecks(run: 1)])
  }

  @Test func aNarrowScreenShowsOneThingAndDTurnsToTheOther() {
    var story = red(SampleReports.heat(), size: Story.narrow)
    #expect(story.shows("adds a product"))
    #expect(!story.shows("[difference]"))
    story.type("d")
    #expect(!story.shows("adds a product"))
    #expect(story.shows("[difference]"))
  }

  @Test func withoutColourSignAndStrengthAreGlyphs() {
    let plain = Capabilities(depth: .none, unicode: false)
    let story = red(SampleReports.heat(), capabilities: plain)
    #expect(view(story.model).styleMap.contains("ansi") == false)
    #expect(story.shows("Oo") || story.shows("Xx") || story.shows("#") || story.shows("X"))
  }
}
