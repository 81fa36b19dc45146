import LessonPacks
import Progress

extension Model {
  /// The course's page; its row of this lesson says what is known now.
  mutating func goHome() -> [Effect] {
    lessons = lessonsNow
    if let index = ownLesson {
      homeIndex = lessons[index].isFinished ? nextStop?.lesson ?? index : index
    }
    overlay = nil
    place = .home
    return [save()]
  }

  /// Where the student is in this lesson: block and step.
  public var position: LocalizedText? {
    guard let block = selectedBlock else { return nil }
    let texts = Language.allCases.map { language in
      let step = currentStep.map { ", " + Phrase.inStep($0)[language] } ?? ""
      return (language, "\(block.id) · \(block.title[language])\(step)")
    }
    return LocalizedText(Dictionary(texts, uniquingKeysWith: { $1 }))
  }

  /// Every lesson; the row of this one says what is known now.
  var lessonsNow: [LessonSummary] {
    guard let index = ownLesson else { return lessons }
    var lessons = lessons
    lessons[index].green = greenCount
    lessons[index].checkCount = checkCount
    lessons[index].secondsAgo = 0
    lessons[index].position = position
    lessons[index].activeSeconds = progress.activeSeconds
    return lessons
  }

  /// The place of this lesson among all.
  var ownLesson: Int? { lessons.firstIndex { $0.id == pack.id } }

  /// The lesson that comes behind this one, and why.
  var nextStop: CourseWay.Stop? {
    ownLesson.flatMap { CourseWay.next(in: lessons, behind: $0) }
  }

  /// To the lesson that comes behind this one; without one, the panel is closed.
  mutating func goOnToNext() -> [Effect] {
    guard let next = nextStop else {
      overlay = nil
      if asking != .keys { notice = .noNextLesson }
      return []
    }
    overlay = nil
    homeIndex = next.lesson
    return openSelectedLesson()
  }

  mutating func openSelectedLesson() -> [Effect] {
    guard lessons.indices.contains(homeIndex) else { return [] }
    let id = lessons[homeIndex].id
    if id == pack.id {
      place = .lesson
      return [save()]
    }
    return stopAll() + [save(), .openLesson(id: id)]
  }
}
