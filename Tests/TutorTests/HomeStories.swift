import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// The course: every lesson in its order, and the one to go on with.
@Suite struct HomeStories {
  private func summary(_ id: String, _ green: Int, ago: Double?) -> LessonSummary {
    LessonSummary(
      id: id, title: SamplePack.both(id, id), green: green, checkCount: 10, secondsAgo: ago)
  }

  @Test func theCursorStandsOnTheLessonToGoOnWith() {
    func index(_ lessons: LessonSummary...) -> Int { LessonSummary.toGoOnWith(lessons) }
    #expect(index(summary("a", 0, ago: nil), summary("b", 0, ago: nil)) == 0)
    #expect(index(summary("a", 10, ago: 5), summary("b", 0, ago: nil)) == 1)
    #expect(index(summary("a", 3, ago: 500), summary("b", 2, ago: 60)) == 1)
    #expect(index(summary("a", 3, ago: 50), summary("b", 2, ago: 60)) == 0)
    // Begun goes before what was not.
    #expect(index(summary("a", 0, ago: nil), summary("b", 1, ago: 900)) == 1)
    #expect(index(summary("a", 10, ago: 9), summary("b", 10, ago: 3)) == 0)
    #expect(LessonSummary.toGoOnWith([]) == 0)
  }

  @Test func theFirstTimeSaysWhatThisIsAndWhichKeyBegins() {
    var story = Story(lessons: SamplePack.lessons, place: .home)
    #expect(story.shows("New here?"))
    #expect(story.shows("in your own editor."))
    #expect(story.shows("Press Enter to open the first lesson."))
    #expect(story.shows("3 lessons · 0 of 34 checks · en"))
    #expect(story.shows("Enter go on"))
    story.type("l")
    #expect(story.shows("¿Es tu primera vez?") && story.shows("Intro continuar"))
    #expect(story.press(.enter) == [.saveProgress(story.model.progress)])
    #expect(story.model.place == .lesson)
    // Once something was begun, nobody is new.
    var lessons = SamplePack.lessons
    lessons[1].secondsAgo = 7200
    lessons[1].position = SamplePack.both("D · Merge, step 1", "D · Fusión, paso 1")
    let begun = Story(lessons: lessons, place: .home)
    #expect(!begun.shows("New here?"))
  }

  @Test func theCardSaysWhatWhenAndWhere() {
    var lessons = SamplePack.lessons
    lessons[1].secondsAgo = 7200
    lessons[1].green = 7
    lessons[1].position = SamplePack.both("D · Merge, step 1", "D · Fusión, paso 1")
    var story = Story(lessons: lessons, place: .home)
    #expect(story.shows("A layer that learns a difference."))
    #expect(story.shows("1–1.5 hours"))
    #expect(story.shows("Not begun yet."))
    story.press(.down)
    #expect(story.shows("Bytes, counted."))
    #expect(story.shows("20–40 minutes"))
    #expect(story.shows("You were at: D · Merge, step 1, 2 h ago"))
    #expect(story.shows("7/19"))
    story.type("l")
    #expect(story.shows("Estabas en: D · Fusión, paso 1, hace 2 h"))
    story.type("lj")
    #expect(story.shows("added with byhand pack add"))
    story.press(.down, .down)
    #expect(story.model.homeIndex == 2)
    story.press(.up, .up, .up)
    #expect(story.model.homeIndex == 0)
  }

  @Test func theLessonsStandInTheirOrder() throws {
    let picture = Story(lessons: SamplePack.lessons, place: .home).picture
    let rows = picture.split(separator: "\n").map { String($0.prefix(60)) }
    let at = try ["00 A layer", "01 What it costs", "An added one"].map { name in
      try #require(rows.firstIndex { $0.contains(name) })
    }
    #expect(at == at.sorted() && at[2] == at[0] + 2)
  }

  @Test func enterOpensThisLessonOrAnotherOne() {
    var story = Story(lessons: SamplePack.lessons, place: .home)
    story.press(.down)
    let effects = story.press(.enter)
    // The one that the page was opened on was not worked on.
    #expect(effects == [.openLesson(id: "01-costs")])
    // What runs is stopped first.
    var running = Story(lessons: SamplePack.lessons)
    running.send(.started)
    running.type("mj")
    #expect(
      running.press(.enter) == [
        .cancelRun, .saveProgress(running.model.progress), .openLesson(id: "01-costs"),
      ])
  }

  @Test func mGoesThereAndBack() {
    var story = Story(lessons: SamplePack.lessons)
    story.judge(SampleReports.blockA())
    story.press(.escape)
    #expect(story.type("m") == [.saveProgress(story.model.progress)])
    #expect(story.model.place == .home)
    // Its own row says what is known now.
    #expect(story.shows("7/12"))
    #expect(story.shows("just now"))
    #expect(story.shows("3 lessons · 7 of 34 checks"))
    story.press(.escape)
    #expect(story.model.place == .lesson)
    story.type("mm")
    #expect(story.model.place == .lesson)
  }

  @Test func aFinishedLessonLeadsToTheNext() {
    var story = Story(lessons: SamplePack.lessons)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(story.shows("Next lesson: 01 What it costs."))
    #expect(story.shows("m course"))
    story.type("m")
    #expect(story.model.overlay == nil)
    #expect(story.model.homeIndex == 1)
    #expect(story.press(.enter).last == .openLesson(id: "01-costs"))
    // With all of them finished there is none.
    var lessons = SamplePack.lessons
    for index in lessons.indices {
      lessons[index].green = lessons[index].checkCount
      lessons[index].secondsAgo = 60
    }
    var last = Story(lessons: lessons)
    last.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(!last.shows("Next lesson"))
    last.type("m")
    #expect(last.shows("You have finished every lesson."))
    #expect(last.model.homeIndex == 0)
  }

  /// A lesson that is only offered keeps nothing: else it would be the one last worked on.
  @Test func whatIsOnlyOfferedIsNotBegun() {
    func saves(_ effects: [Effect]) -> Bool {
      effects.contains { if case .saveProgress = $0 { true } else { false } }
    }
    var story = Story(lessons: SamplePack.lessons, place: .home)
    #expect(!saves(story.send(.started)))
    let run = story.model.lastRun
    #expect(!saves(story.send(.judge(.completed(SampleReports.starter()), run: run))))
    #expect(!saves(story.type("l")))
    var left = story
    #expect(left.type("q") == [.quit])
    // Who opens it, or saves its file, is there.
    #expect(saves(story.press(.enter)))
    #expect(saves(story.type("q")))
    left.send(.fileSaved)
    #expect(saves(left.type("q")))
  }

  /// Saves, checks and the clock go on behind it.
  @Test func aSaveBehindItIsJudged() {
    var story = Story(lessons: SamplePack.lessons, place: .home)
    story.send(.started)
    story.judge(SampleReports.blockA())
    #expect(story.model.place == .home)
    #expect(story.shows("7 of 12 checks hold"))
  }

  /// In a small window a name has the room that the bars leave, and these stand in a column.
  @Test(arguments: [Story.narrow, Story.wide]) func namesAreReadable(_ size: Size) {
    var lessons = SamplePack.lessons
    lessons[0].title = SamplePack.both("LoRALinear by hand", "LoRALinear a mano")
    (lessons[0].green, lessons[0].checkCount) = (52, 160)
    let story = Story(size: size, lessons: lessons, place: .home)
    let rows = story.picture.split(separator: "\n").map { String($0.prefix(size.width / 2)) }
    #expect(rows.contains { $0.contains("00 LoRALinear by hand ") })
    let bars = rows.compactMap { row in row.enumerated().first { "█░".contains($0.element) }?.offset
    }
    #expect(bars.count == 3 && Set(bars).count == 1)
  }

  @Test func manyLessonsScroll() {
    let lessons = (10..<70).map { summary("\($0)-x", 0, ago: nil) }
    var story = Story(size: Story.narrow, lessons: lessons, place: .home)
    #expect(story.shows("10 10-x") && !story.shows("69 69-x"))
    for _ in 0..<80 { story.press(.down) }
    #expect(story.shows("69 69-x") && !story.shows("10 10-x"))
  }
}
