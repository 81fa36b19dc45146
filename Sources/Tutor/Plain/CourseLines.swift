import CellUI
import LessonPacks

/// Every lesson, how far it is, and the way through them, in lines of at most `width` columns. Pure.
public func courseLines(
  _ lessons: [LessonSummary], language: Language, width: Int, capabilities: Capabilities
) -> [String] {
  let text = CourseText(lessons: lessons, language: language)
  let how = text.way.offered.map { Phrase.startGoesOn(lessons[$0.lesson].id) }
  let face = CourseFace(text: text, width: max(20, width), how: how)
  return face.lines.map { capabilities.unicode ? $0 : String($0.map(ASCIIFold.glyph)) }
}

struct CourseFace {
  let text: CourseText
  let width: Int
  /// How to open the lesson that is offered.
  let how: Phrase?

  var lines: [String] {
    wrapped("ByHand · \(text.done)") + [""] + text.lessons.flatMap(line(of:)) + [""]
      + text.sentences.flatMap(wrapped) + (how.map { wrapped(text.say($0)) } ?? [])
  }

  private func wrapped(_ line: String) -> [String] {
    wrap(StyledLine(line), width: width).map(\.text)
  }

  /// `00 A layer by hand: finished, all 60 checks hold, 3 h 12 min of work`.
  private func line(of lesson: LessonSummary) -> [String] {
    let name = StyledLine("\(lesson.name(text.language)): ")
    let state =
      ([state(of: lesson), time(of: lesson)].compactMap { $0 }.joined(separator: ", "))
    let parts = [state + ".", text.before(lesson)].compactMap { $0 }
    return hanging(StyledLine("- "), name + StyledLine(parts.joined(separator: " ")), width: width)
      .map(\.text)
  }

  private func state(of lesson: LessonSummary) -> String {
    if lesson.checkCount == 0 { return text.say(.lessonUnreadable) }
    if lesson.isFinished { return text.say(.lessonFinishedIn(lesson.checkCount)) }
    guard lesson.isBegun else { return text.say(.lessonNotBegun) }
    return text.say(.lessonChecks(lesson.green, of: lesson.checkCount))
  }

  private func time(of lesson: LessonSummary) -> String? {
    lesson.activeSeconds > 0 ? text.say(.ofWork(TimeText.spent(lesson.activeSeconds))) : nil
  }
}

extension PlainFace {
  /// Every lesson, seen from this one.
  var course: [String] {
    let lessons = new.lessonsNow
    let text = CourseText(lessons: lessons, language: new.language)
    var how: Phrase?
    if let offered = text.way.offered?.lesson, offered != new.ownLesson {
      let id = lessons[offered].id
      how =
        offered == new.nextStop?.lesson
        ? new.asking.ask(.lesson(id)) + Phrase(en: "to go there.", es: "para ir ahí.")
        : .startGoesOn(id)
    }
    return CourseFace(text: text, width: width, how: how).lines
  }
}
