import CellUI
import LessonPacks
import Testing

@testable import Tutor

/// Which lesson to go on with, which one comes next, and why.
@Suite struct WayStories {
  typealias Stop = CourseWay.Stop

  private func lesson(
    _ id: String, _ green: Int = 0, ago: Double? = nil, after: [String] = []
  ) -> LessonSummary {
    LessonSummary(
      id: id, title: SamplePack.both(id, id), green: green, checkCount: 10, secondsAgo: ago,
      after: after)
  }

  private func way(_ lessons: LessonSummary...) -> CourseWay { CourseWay(lessons) }

  @Test func theFirstIsTheFirst() {
    let start = way(lesson("a"), lesson("b", after: ["a"]))
    #expect(start.current == nil)
    #expect(start.next == Stop(lesson: 0, reason: .first))
    #expect(way().offered == nil)
    // One that waits for another is not the first.
    #expect(way(lesson("b", after: ["c"]), lesson("c")).next == Stop(lesson: 1, reason: .first))
  }

  @Test func whatWasBegunGoesOn() {
    let way = way(lesson("a", 3, ago: 500), lesson("b", 2, ago: 60), lesson("c"))
    #expect(way.current == Stop(lesson: 1, reason: .wasThere))
    #expect(way.next == Stop(lesson: 0, reason: .wasThere))
    #expect(way.offered == way.current)
  }

  @Test func whatBuildsOnTheLastComesNext() {
    // d builds on what was finished last, and c is only the next in the list.
    let finished = way(
      lesson("a", 10, ago: 90), lesson("b", 10, ago: 5), lesson("c"), lesson("d", after: ["b"]))
    #expect(finished.current == nil)
    #expect(finished.next == Stop(lesson: 3, reason: .buildsOn([1])))
    // What builds on something else that is finished has no precedence.
    let other = way(
      lesson("a", 10, ago: 90), lesson("b", 10, ago: 5), lesson("c"), lesson("d", after: ["a"]))
    #expect(other.next == Stop(lesson: 2, reason: .inOrder))
    let both = way(
      lesson("a", 10, ago: 90), lesson("b", 10, ago: 5), lesson("c", after: ["a", "b"]))
    #expect(both.next == Stop(lesson: 2, reason: .buildsOn([0, 1])))
  }

  /// The lesson that is being worked on is taken as finished for what comes then.
  @Test func whatComesThenBuildsOnTheCurrentOne() {
    let way = way(lesson("a", 3, ago: 5), lesson("b", after: ["a"]), lesson("c"))
    #expect(way.next == Stop(lesson: 1, reason: .buildsOn([0])))
  }

  @Test func whatWaitsComesLaterAndIsNeverLocked() {
    let waiting = way(lesson("a", 10, ago: 5), lesson("b", after: ["c"]), lesson("c"))
    #expect(waiting.next == Stop(lesson: 2, reason: .inOrder))
    // Two that wait for each other are offered all the same.
    let ring = way(lesson("a", 10, ago: 5), lesson("b", after: ["c"]), lesson("c", after: ["b"]))
    #expect(ring.next == Stop(lesson: 1, reason: .inOrder))
    // What is not installed keeps nobody waiting.
    let missing = way(lesson("a", 10, ago: 5), lesson("b", after: ["zz", "a"]))
    #expect(missing.next == Stop(lesson: 1, reason: .buildsOn([0])))
  }

  @Test func aPackThatCannotBeReadIsNotOnTheWay() {
    var broken = lesson("a")
    broken.checkCount = 0
    #expect(way(broken, lesson("b")).next?.lesson == 1)
    #expect(way(broken).offered == nil)
    #expect(LessonSummary.toGoOnWith([broken]) == 0)
  }

  @Test func allFinishedLeadsNowhere() {
    let way = way(lesson("a", 10, ago: 9), lesson("b", 10, ago: 3))
    #expect(way.current == nil && way.next == nil)
  }

  @Test func theTutorOpensWhereItWasLeft() {
    func place(_ lessons: LessonSummary...) -> Int? { LessonSummary.toGoBackTo(lessons) }
    #expect(place(lesson("a"), lesson("b")) == nil)
    #expect(place(lesson("a", 3, ago: 500), lesson("b", 2, ago: 60)) == 1)
    #expect(place(lesson("a", 0, ago: 5), lesson("b", 2, ago: 60)) == 0)
    // The last one is finished: the course is shown, whatever else was begun.
    #expect(place(lesson("a", 3, ago: 500), lesson("b", 10, ago: 60)) == nil)
  }

  // MARK: On the course's page

  private static func lessons(costs: Int = 7) -> [LessonSummary] {
    var lessons = SamplePack.lessons
    (lessons[0].green, lessons[0].secondsAgo, lessons[0].activeSeconds) = (12, 90_000, 11_520)
    guard costs > 0 else { return lessons }
    (lessons[1].green, lessons[1].secondsAgo, lessons[1].activeSeconds) = (costs, 7200, 2400)
    lessons[1].position = SamplePack.both("D · Merge", "D · Fusión")
    return lessons
  }

  private func text(_ lessons: [LessonSummary], _ language: Language = .en) -> CourseText {
    CourseText(lessons: lessons, language: language)
  }

  @Test func thePageSaysWhatIsDoneAndWhatComesNext() {
    #expect(text(Self.lessons()).done == "1 of 3 lessons finished · 3 h 52 min of work")
    #expect(
      text(Self.lessons()).sentences == [
        "Go on with 01 What it costs: you were at D · Merge, 2 h ago.",
        "Then An added one: it is the next in the list.",
      ])
    #expect(
      text(Self.lessons(costs: 0), .es).sentences == [
        "Ahora viene 01 Lo que cuesta: parte de 00 Una capa a mano, que ya has terminado."
      ])
    #expect(
      text(SamplePack.lessons).sentences == [
        "Begin with 00 A layer by hand: it is the first in the list."
      ])
    #expect(text(SamplePack.lessons).done == "0 of 3 lessons finished")
    let story = Story(lessons: Self.lessons(), place: .home)
    #expect(story.shows("Where you are") && story.shows("1 of 3 lessons finished"))
    #expect(story.shows("Go on with 01 What it costs"))
    // Who is new reads how this works instead.
    #expect(!Story(lessons: SamplePack.lessons, place: .home).shows("Where you are"))
  }

  @Test func theCardSaysTheTimeAndWhatIsBestDoneBefore() {
    var lessons = Self.lessons()
    lessons[2].after = ["01-costs", "zz-other"]
    var story = Story(size: Size(width: 200, height: 60), lessons: lessons, place: .home)
    #expect(story.shows("1–1.5 hours · 3 h 12 min spent"))
    #expect(!story.shows("Best done after"))
    story.press(.down)
    // What it builds on is finished.
    #expect(story.shows("20–40 minutes · 40 min spent") && !story.shows("Best done after"))
    story.press(.down)
    #expect(story.shows("Best done after 01 What it costs and zz-other (not installed)."))
    story.type("l")
    #expect(story.shows("Mejor después de 01 Lo que cuesta y zz-other (no instalada)."))
  }

  // MARK: In lines

  private func lines(_ lessons: [LessonSummary], _ language: Language = .en) -> [String] {
    courseLines(lessons, language: language, width: 100, capabilities: Capabilities())
  }

  @Test func statusReadsItOut() {
    #expect(
      lines(Self.lessons()) == [
        "ByHand · 1 of 3 lessons finished · 3 h 52 min of work", "",
        "- 00 A layer by hand: finished, all 12 checks hold, 3 h 12 min of work.",
        "- 01 What it costs: 7 of 19 checks hold, 40 min of work.", "- An added one: not begun.",
        "",
        "Go on with 01 What it costs: you were at D · Merge, 2 h ago.",
        "Then An added one: it is the next in the list.",
        "`byhand start 01-costs` opens it; `byhand status 01-costs` says what holds and what to write.",
      ])
    #expect(
      lines(SamplePack.lessons, .es).contains(
        "- 01 Lo que cuesta: sin empezar. "
          + "Mejor después de 00 Una capa a mano."))
    var finished = SamplePack.lessons
    for index in finished.indices {
      (finished[index].green, finished[index].secondsAgo) = (finished[index].checkCount, 5)
    }
    #expect(lines(finished).last == "You have finished every lesson.")
    // No line is longer than the window.
    for width in [20, 40, 79] {
      let narrow = courseLines(
        Self.lessons(), language: .es, width: width, capabilities: Capabilities(unicode: false))
      #expect(narrow.allSatisfy { $0.count <= width })
    }
  }

  @Test func inTheTutorInLinesTheCourseIsAWord() {
    var story = Story(lessons: SamplePack.lessons, asking: .words)
    story.judge(SampleReports.blockA())
    let said = story.enter("course").joined(separator: "\n")
    #expect(said.contains("- 00 A layer by hand: 7 of 12 checks hold"))
    #expect(
      said.contains("Go on with 00 A layer by hand: you were at A · Identity at init, just now."))
    #expect(said.contains("Then 01 What it costs: it builds on 00 A layer by hand."))
    // It is open already: nothing says how to open it.
    #expect(!said.contains("byhand start"))
    #expect(story.model.place == .lesson)
    #expect(story.enter("curso").joined() == said.replacing("\n", with: ""))
    story.judge(SampleReports.report(measures: SampleReports.measured))
    let next = story.enter("course").joined(separator: "\n")
    #expect(
      next.contains("Next is 01 What it costs: it builds on 00 A layer by hand, which you have"))
    #expect(next.contains("Type onward to go there."))
    story.enter("onward")
    #expect(story.effects.last == .openLesson(id: "01-costs"))
    var alone = Story(asking: .words)
    #expect(alone.enter("onward") == ["There is no other lesson to do."])
  }
}
