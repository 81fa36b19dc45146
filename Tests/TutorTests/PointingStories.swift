import CellUI
import LessonPacks
import Reports
import Testing

@testable import Tutor

/// The mouse: a click selects what it is on, the wheel scrolls what it is over.
@Suite struct PointingStories {
  private func red(_ kind: FindingKind, size: Size = Story.wide) -> Story {
    var story = Story(size: size, lessons: SamplePack.lessons)
    story.judge(SampleReports.report(["init_identity": SampleReports.wrong(kind)]))
    return story
  }

  private func wheel(_ story: inout Story, _ place: Point, _ kind: Mouse.Kind = .wheelDown) {
    story.send(.mouse(Mouse(position: place, kind: kind)))
  }

  @Test func everyRowOfTheListIsSelectedByAClick() {
    for size in [Story.narrow, Story.wide, Size(width: 200, height: 60)] {
      let story = red(SampleReports.heat(), size: size)
      let list = Layout(story.model).list.inset(by: 1)
      let rows = story.model.rows
      let first = story.model.firstListRow(in: list.height)
      #expect(rows.count > 3)
      for (line, row) in rows.dropFirst(first).prefix(list.height).enumerated() {
        var clicked = story
        let place = Point(x: list.x + 3, y: list.y + line)
        clicked.send(.mouse(Mouse(position: place, kind: .press)))
        #expect(clicked.model.selection == row.selection, "\(size)")
      }
      var below = story
      below.send(.mouse(Mouse(position: Point(x: list.x + 3, y: list.maxY - 1), kind: .press)))
      if rows.count < list.height { #expect(below.model == story.model) }
    }
  }

  @Test func aBlockOnTheTopLineIsSelectedByAClick() {
    var story = red(SampleReports.heat())
    story.click("C ●")
    #expect(story.model.selectedBlock?.id == "C")
    story.click("A ●")
    #expect(story.model.selectedBlock?.id == "A")
    let before = story.model
    story.send(.mouse(Mouse(position: Point(x: 1, y: 0), kind: .press)))
    #expect(story.model == before)
  }

  @Test func aClickOnTheResultExploresIt() {
    var story = red(SampleReports.heat())
    story.click("480 of 480")
    story.click("differ")
    #expect(story.model.place == .explorer)
  }

  @Test func aClickReadsTheValueUnderIt() throws {
    var story = red(SampleReports.heat())
    story.press(.enter)
    let explorer = try #require(Explorer(story.model))
    for panel in explorer.panels {
      let place = Point(x: panel.grid.x + 5, y: panel.grid.y + 1)
      story.send(.mouse(Mouse(position: place, kind: .press)))
      #expect(story.model.diff.cursor == panel.offset(at: place, cursor: explorer.cursor))
      #expect(story.model.diff.cursor != nil)
    }
    // Beside the arrays nothing is read.
    let before = story.model
    story.send(.mouse(Mouse(position: Point(x: 1, y: 2), kind: .press)))
    #expect(story.model == before)
  }

  @Test func theFinalesRowStartsItOrSaysWhyNot() {
    var story = red(SampleReports.heat())
    story.send(.action(.block("D")))
    #expect(story.click("Watch it learn").isEmpty)
    #expect(story.shows("It opens when every block passes. Not green yet: init_identity."))
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    story.send(.action(.block("D")))
    #expect(story.click("Watch it learn") == [.startFinale(run: 1)])
  }

  @Test func aLessonOfTheCourseIsChosenAndOpened() {
    var story = Story(lessons: SamplePack.lessons, place: .home)
    #expect(story.click("01 What it costs").isEmpty)
    #expect(story.model.homeIndex == 1)
    #expect(story.click("▶01 What it costs").last == .openLesson(id: "01-costs"))
    var other = Story(lessons: SamplePack.lessons, place: .home)
    #expect(other.click("Enter go on") == [.saveProgress(other.model.progress)])
    #expect(other.model.place == .lesson)
    var wheeled = Story(lessons: SamplePack.lessons, place: .home)
    wheel(&wheeled, Point(x: 5, y: 3))
    #expect(wheeled.model.homeIndex == 1)
  }

  @Test func theLabelsOfTheBottomLineAreButtons() {
    var story = Story()
    #expect(story.click("r run") == [.runChecks(run: 1)])
    #expect(story.click("? help").isEmpty)
    #expect(story.model.overlay?.kind == .help)
    // Beside a panel a click closes it, and does nothing more.
    #expect(story.click("q quit").isEmpty)
    #expect(story.model.overlay == nil)
    #expect(story.click("q quit").last == .quit)
  }

  @Test func theWheelScrollsWhatItIsOver() throws {
    var story = Story(size: Story.wide, pack: SamplePack.long)
    let layout = Layout(story.model)
    let lesson = try #require(layout.lesson)
    #expect(story.shows("First line."))
    wheel(&story, Point(x: lesson.x + 5, y: lesson.y + 3))
    #expect(story.model.lessonScroll == 3)
    #expect(!story.shows("First line."))
    wheel(&story, Point(x: lesson.x + 5, y: lesson.y + 3), .wheelUp)
    #expect(story.model.lessonScroll == 0)
    story.press(.end)
    #expect(story.shows("Last line."))
    // No further than its last line: the way back begins at once.
    let end = story.model.lessonScroll
    wheel(&story, Point(x: lesson.x + 5, y: lesson.y + 3))
    #expect(story.model.lessonScroll == end)
    // Over the list it selects.
    wheel(&story, Point(x: layout.list.x + 3, y: layout.list.y + 3))
    #expect(story.model.selection != .page)
    // Over a long result it scrolls that.
    let errors = (1...40).map { line in
      var diagnostic = SampleReports.diagnostic
      diagnostic.line = line
      return diagnostic
    }
    story.judge(
      SampleReports.report(
        SampleReports.notRun(.doesNotCompile), build: .failed(diagnostics: errors)))
    let result = try #require(Layout(story.model).result)
    wheel(&story, Point(x: result.x + 5, y: result.y + 2))
    #expect(story.model.diff.scroll == 3)
    // Over a picture it moves the cursor.
    var explored = red(SampleReports.heat(ratio: 2))
    explored.press(.enter)
    explored.model.diff.cursor = 0
    wheel(&explored, Point(x: 60, y: 12))
    #expect(explored.model.diff.cursor == 40)
  }

  @Test func nothingIsPointedAtOnAScreenThatIsTooSmall() {
    var story = Story(size: Size(width: 60, height: 20))
    let before = story.model
    for x in stride(from: 0, to: 60, by: 5) {
      for y in 0..<20 { wheel(&story, Point(x: x, y: y), .press) }
    }
    #expect(story.model == before)
  }
}
