import LessonPacks
import Progress

extension Model {
  /// The course's page; its row of this lesson says what is known now.
  mutating func goHome() -> [Effect] {
    if let index = lessons.firstIndex(where: { $0.id == pack.id }) {
      lessons[index].green = greenCount
      lessons[index].checkCount = checkCount
      lessons[index].secondsAgo = 0
      lessons[index].position = position
      homeIndex = lessons[index].isFinished ? nextLesson ?? index : index
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

  /// The lesson after this one that is not finished.
  var nextLesson: Int? {
    guard let at = lessons.firstIndex(where: { $0.id == pack.id }) else { return nil }
    let later = lessons.indices.filter { $0 > at } + lessons.indices.filter { $0 < at }
    return later.first { !lessons[$0].isFinished }
  }

  mutating func openSelectedLesson() -> [Effect] {
    guard lessons.indices.contains(homeIndex) else { return [] }
    let id = lessons[homeIndex].id
    if id == pack.id {
      place = .lesson
      return []
    }
    return stopAll() + [save(), .openLesson(id: id)]
  }
}
