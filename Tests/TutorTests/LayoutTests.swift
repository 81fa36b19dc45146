import CellUI
import LessonPacks
import Reports
import Testing

@testable import Tutor

/// Room is used, and nothing is drawn outside of it.
@Suite struct LayoutTests {
  private func red(_ size: Size, _ language: Language = .en) -> Story {
    var story = Story(size: size, language: language)
    story.judge(
      SampleReports.report(["init_identity": SampleReports.wrong(SampleReports.heat())]))
    return story
  }

  /// The audit of a pack tells its author how wide code may be: that is what the pane shows.
  @Test func codeOfTheToldWidthIsWholeInTheSmallestWindow() throws {
    let story = Story(size: Story.narrow)
    let pane = try #require(Layout(story.model).lesson).textArea
    func shown(_ columns: Int) -> Bool {
      let code = String(repeating: "x", count: columns)
      let theme = MarkdownTheme(story.model.capabilities)
      return Markdown.render("```\n\(code)\n```", width: pane.width, theme: theme)
        .contains { $0.text.contains(code) }
    }
    #expect(shown(LessonPane.codeColumns) && !shown(LessonPane.codeColumns + 1))
  }

  @Test func fromOneHundredAndSixtyColumnsTextAndResultStandSideBySide() throws {
    for width in [160, 200, 250] {
      for height in [24, 40, 60] {
        let layout = Layout(red(Size(width: width, height: height)).model)
        let (lesson, result) = (try #require(layout.lesson), try #require(layout.result))
        #expect(lesson.y == result.y && lesson.maxY == result.maxY)
        #expect(lesson.maxX <= result.x && layout.list.maxX <= lesson.x)
        #expect(result.maxX == width)
        #expect(result.width >= lesson.width)
      }
    }
  }

  @Test func fromThirtyRowsTheyStandOneAboveTheOther() throws {
    for width in [80, 120, 159] {
      for height in [30, 36, 50] {
        let layout = Layout(red(Size(width: width, height: height)).model)
        let (lesson, result) = (try #require(layout.lesson), try #require(layout.result))
        #expect(lesson.x == result.x && lesson.maxX == result.maxX)
        // They share the edge between them.
        #expect(lesson.maxY == result.y + 1)
        let lines = red(Size(width: width, height: height)).model
          .lessonLines(width: lesson.textArea.width).count
        #expect(lesson.textArea.height >= min(lines, 5) && result.height >= 5)
      }
    }
  }

  @Test func aSmallWindowShowsOneThingAndDTurnsToTheOther() {
    var story = red(Story.narrow)
    #expect(Layout(story.model).lesson == nil)
    #expect(story.shows("453 of 480 differ"))
    #expect(!story.shows("Add the branch"))
    #expect(story.shows("d text"))
    story.type("d")
    #expect(Layout(story.model).result == nil)
    #expect(story.shows("Add the branch"))
    #expect(story.shows("d result"))
    story.type("d")
    #expect(Layout(story.model).lesson == nil)
    // A step without a result shows its text; another selection begins anew.
    story.type("d")
    story.send(.action(.step(1)))
    #expect(story.shows("refuse a rank of zero"))
    // Where both have room the key is not shown.
    #expect(!red(Story.wide).shows("d text"))
  }

  @Test func aLargerScreenShowsALargerPicture() throws {
    func cells(_ size: Size) throws -> Int {
      let model = red(size).model
      let area = try #require(Layout(model).result).textArea
      let lines = ResultText(model, width: area.width, isWhole: false).lines.count
      let (_, below) = area.splitTop(min(lines, max(3, area.height - 6)))
      let strip = try #require(HeatStrip(model, in: below))
      return strip.panels.reduce(0) { $0 + $1.grid.width * $1.grid.height }
    }
    let sizes = [
      Story.narrow, Story.wide, Size(width: 120, height: 50), Size(width: 200, height: 60),
    ]
    let grown = try sizes.map(cells)
    #expect(grown == grown.sorted() && Set(grown).count == grown.count, "\(grown)")
  }

  /// Every pane keeps to its place, at every size and in both languages.
  @Test(arguments: Language.allCases)
  func nothingIsDrawnOutside(_ language: Language) {
    for size in [
      Story.narrow, Size(width: 100, height: 30), Story.wide, Size(width: 200, height: 60),
    ] {
      for (name, story) in Scenes.all(size, language) {
        let panes = PaneBounds(story.model)
        let screen = view(story.model)
        #expect(panes.brokenEdges(of: screen).isEmpty, "\(name)\n\(screen.picture)")
        #expect(panes.strays().isEmpty, "\(name)\n\(screen.picture)")
      }
    }
  }

  /// At the least size every title is whole, in both languages.
  @Test(arguments: Language.allCases)
  func atTheLeastSizeNothingThatMattersIsCut(_ language: Language) {
    var story = red(Story.narrow, language)
    let conditions = [
      Phrase(en: "every check is green", es: "todo está en verde"),
      Phrase(en: "strict mode is green", es: "modo estricto en verde"),
      Phrase(en: "notes.md has all values", es: "notes.md está completo"),
    ]
    for text in conditions { #expect(story.shows(text[language]), "\(story.picture)") }
    #expect(story.shows(Phrase(en: "Done when", es: "Has terminado cuando")[language]))
    #expect(story.shows("11/12"))
    let list = Layout(story.model).list.inset(by: 1)
    #expect(list.width >= 30)
    for check in SamplePack.pack.blocks[0].checks {
      story.send(.action(.check(check.id)))
      #expect(story.shows(check.id))
    }
  }

  /// The selected row is in sight, and a mark says that there is more.
  @Test func aLongListScrolls() {
    var pack = SamplePack.pack
    let check = pack.blocks[0].checks[0]
    pack.blocks[0].checks = (10..<60).map { number in
      var copy = check
      copy.id = "check_\(number)"
      return copy
    }
    var story = Story(size: Story.narrow, pack: pack)
    story.press(.down)
    #expect(story.shows("↓"))
    for _ in 0..<60 { story.press(.down) }
    #expect(story.model.selection == .step(4))
    #expect(story.shows("4 Freeze"))
    story.send(.action(.check("check_40")))
    #expect(story.shows("▶  ○ check_40"))
    #expect(story.shows("↑") && story.shows("↓"))
  }

  @Test func belowTheSmallestSizeItSaysSo() {
    let picture = Story(size: Size(width: 60, height: 20)).picture
    #expect(picture.contains("80×24") && picture.contains("60×20"))
    var story = Story(size: Size(width: 40, height: 10))
    #expect(story.type("q").last == .quit)
  }
}
