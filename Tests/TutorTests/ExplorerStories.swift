import CellUI
import Observations
import Reports
import Testing

@testable import Tutor

/// One check's result on the whole screen.
@Suite struct ExplorerStories {
  private func red(
    _ kinds: FindingKind..., size: Size = Story.wide, capabilities: Capabilities = Capabilities()
  ) -> Story {
    var story = Story(size: size, capabilities: capabilities)
    let verdict = Verdict.wrong(kinds.map { Finding(rule: nil, kind: $0) })
    story.judge(SampleReports.report(["init_identity": verdict]))
    return story
  }

  @Test func enterOpensItOnARedCheckAndEscGoesBack() {
    var story = red(SampleReports.heat())
    #expect(story.shows("Enter explore"))
    story.press(.enter)
    #expect(story.model.place == .explorer)
    #expect(story.shows("lora  12×40"))
    #expect(story.shows("yours") && story.shows("reference") && story.shows("difference"))
    story.press(.escape)
    #expect(story.model.place == .lesson)
    #expect(story.model.selectedCheck?.id == "init_identity")
  }

  @Test func whereThereIsNothingToExploreItSaysSo() {
    var story = Story()
    story.press(.enter)
    #expect(story.model.place == .lesson)
    #expect(story.shows("There is nothing to explore here: select a red check."))
  }

  @Test func theCursorBeginsAtTheWorstValueAndReadsEveryOther() {
    var story = red(SampleReports.heat(ratio: 8))
    story.press(.enter)
    #expect(story.shows("the worst"))
    story.model.diff.cursor = 0
    #expect(story.shows("[0, 0]  yours -4 · reference -0.5 · difference 3.5 · relative 7"))
    story.press(.right)
    #expect(story.model.diff.cursor == 1)
    #expect(story.shows("[0, 1]  yours -2.5 · reference -0.3125"))
    story.press(.down)
    #expect(story.model.diff.cursor == 41)
    story.press(.left, .left, .left, .up, .up)
    #expect(story.model.diff.cursor == 0)
    story.type("l")
    #expect(story.shows("tuyo -4 · referencia -0,5 · diferencia 3,5"))
    story.type("lw")
    #expect(story.model.diff.cursor == nil)
  }

  @Test func aCursorMeansNothingInAnotherShape() {
    var story = red(SampleReports.heat(rows: 12, columns: 40))
    story.press(.enter)
    story.model.diff.cursor = 3
    let same = SampleReports.wrong(SampleReports.heat(rows: 12, columns: 40, ratio: 2))
    story.judge(SampleReports.report(["init_identity": same]))
    #expect(story.model.diff.cursor == 3)
    #expect(story.model.place == .explorer)
    let other = SampleReports.wrong(SampleReports.heat(rows: 6, columns: 40))
    story.judge(SampleReports.report(["init_identity": other]))
    #expect(story.model.diff.cursor == nil)
  }

  /// The first finding may be a count, where another one can be looked at.
  @Test func theFindingWithAPictureIsShownFirst() {
    let count = FindingKind.value(name: "n", yours: .number(1), expected: .number(2))
    var story = red(count, SampleReports.heat())
    #expect(story.model.findingIndex == 1)
    story.press(.enter)
    #expect(story.shows("difference"))
    story.press(.tab)
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
    var story = red(SampleReports.cube)
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
    var flat = red(SampleReports.heat())
    flat.press(.enter)
    #expect(!flat.shows("slice"))
  }

  @Test func thePatternIsSaid() {
    var story = red(SampleReports.heat(ratio: 0.5))
    story.press(.enter)
    #expect(story.shows("Every value is 0.5 × the expected one."))
    #expect(story.shows("453 of 480 differ"))
    #expect(story.shows("max 0.25 @ [0, 0]"))
    #expect(story.shows("mean "))
    story.judge(SampleReports.report(["init_identity": SampleReports.wrong(Self.column)]))
    #expect(story.shows("Only column 2 differs."))
  }

  /// 4 × 6, of which one column is wrong.
  private static let column: FindingKind = {
    let expected = (0..<24).map { Double($0 % 7) }
    let yours = expected.indices.map { $0 % 6 == 2 ? expected[$0] + 1 : expected[$0] }
    return .values(
      Comparison(
        name: "lora", against: .reference, yours: SampleReports.array([4, 6], yours),
        expected: SampleReports.array([4, 6], expected), differing: 4, worst: 2, pattern: nil))
  }()

  @Test func theViewsGoRoundWhereOneFits() {
    var story = red(SampleReports.heat(rows: 60, columns: 200), size: Story.narrow)
    story.press(.enter)
    guard Explorer(story.model)?.isSideBySide == false else {
      // Where all fit, the key is not shown.
      #expect(!story.shows("t view"))
      return
    }
    #expect(story.shows("t view"))
    var seen: [DiffView.Tab] = []
    for _ in 0..<3 {
      seen.append(story.model.diff.tab)
      story.type("t")
    }
    #expect(Set(seen) == Set(DiffView.Tab.allCases))
    #expect(story.model.diff.tab == seen[0])
  }

  @Test func aTensorLargerThanTheScreenIsPooledAndZoomed() {
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
    // Beyond the edge of the window, element by element, to the last.
    for _ in 0..<320 { story.press(.right) }
    for _ in 0..<220 { story.press(.down) }
    #expect(story.model.diff.cursor == 200 * 300 - 1)
    #expect(story.shows("[199, 299]"))
    for _ in 0..<320 { story.press(.left) }
    for _ in 0..<220 { story.press(.up) }
    #expect(story.model.diff.cursor == 0)
  }

  @Test func everyFindingCanBeSeen() {
    var story = red(SampleReports.heat(), SampleReports.shapes, SampleReports.names)
    #expect(story.shows("2 more rules do not hold: f lists them."))
    story.type("f")
    #expect(story.model.overlay?.kind == .findings)
    #expect(story.shows("What does not hold · init_identity"))
    #expect(story.shows("The shapes of lora_A differ"))
    #expect(story.shows("Missing from trainable_names"))
    story.press(.escape, .enter)
    #expect(story.shows("array 1/3") && story.shows("Tab next array"))
    story.press(.tab)
    #expect(story.shows("64 × 8"))
    story.press(.tab)
    #expect(story.shows("- lora_A  missing"))
    story.press(.tab)
    #expect(story.model.findingIndex == 0)
    var one = red(SampleReports.shapes)
    one.type("f")
    #expect(one.shows("init_identity has nothing else to show."))
    one.press(.enter)
    one.type("w")
    #expect(one.shows("init_identity has no values to show."))
  }

  @Test func gradientsAndNamesHaveAPageToo() {
    var story = red(SampleReports.gradients)
    story.press(.enter)
    #expect(story.shows("✘  base.weight  trainable  |g| 12.5"))
    #expect(story.shows("frozen  |g| –"))
    #expect(story.shows("✔  lora_A"))
    // Nothing is cut, and so there is nothing to scroll.
    #expect(!story.shows("scroll"))
    let rows = (0..<60).map { GradientRow(name: "layer\($0)", isTrainable: true, norm: 1) }
    var long = red(.gradients(name: "g", yours: rows, expected: rows, differing: ["layer0"]))
    long.press(.enter)
    #expect(long.shows("←↑↓→ scroll") && !long.shows("layer59"))
    long.press(.end)
    #expect(long.shows("layer59"))
  }

  @Test func withoutColourSignAndStrengthAreGlyphs() {
    let plain = Capabilities(depth: .none, unicode: false)
    var story = red(SampleReports.heat(), capabilities: plain)
    story.press(.enter)
    #expect(view(story.model).styleMap.contains("ansi") == false)
    let drawn = Set(story.picture)
    #expect(drawn.isSuperset(of: "XxOo"))
    // The cursor is seen without colour.
    let before = view(story.model)
    story.press(.right)
    let moved = view(story.model)
    let marked = before.cells { $0.style.reverse }
    #expect(marked.count == 3 && moved.cells { $0.style.reverse } != marked)
  }

  /// What was drawn may be remembered, and must not be mixed up.
  @Test func anotherResultIsAnotherPicture() {
    var story = red(SampleReports.heat(rows: 200, columns: 300, ratio: 8))
    story.press(.enter)
    let before = view(story.model)
    story.judge(
      SampleReports.report(
        [
          "init_identity": SampleReports.wrong(
            SampleReports.heat(rows: 200, columns: 300, ratio: -3))
        ]
      ))
    #expect(view(story.model) != before)
    var fresh = red(SampleReports.heat(rows: 200, columns: 300, ratio: -3))
    fresh.press(.enter)
    let grid = Explorer(story.model)?.panels.map(\.cells)
    #expect(grid == Explorer(fresh.model)?.panels.map(\.cells))
  }
}
