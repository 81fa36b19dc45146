import LessonPacks

/// What is done in the lessons, what to go on with, what comes next and why: the same sentences on the
/// course's page and in lines.
struct CourseText {
  let lessons: [LessonSummary]
  let language: Language

  /// What the tutor offers.
  var way: CourseWay { CourseWay(lessons) }
  func say(_ phrase: Phrase) -> String { phrase[language] }

  /// `1 of 3 lessons finished · 3 h 12 min of work`.
  var done: String {
    let readable = lessons.filter { $0.checkCount > 0 }
    let finished = say(
      .lessonsFinished(readable.count(where: \.isFinished), of: readable.count))
    return [finished, time].compactMap { $0 }.joined(separator: " · ")
  }

  /// The time spent in all of them; nil for none.
  var time: String? {
    let seconds = lessons.reduce(0) { $0 + $1.activeSeconds }
    return seconds > 0 ? say(.ofWork(TimeText.spent(seconds))) : nil
  }

  /// What to go on with, and what comes then.
  var sentences: [String] {
    let way = way
    guard way.offered != nil else {
      return lessons.contains { $0.checkCount > 0 } ? [say(.courseFinished)] : []
    }
    let current = way.current.map { stop in sentence(.goOnWith(name(stop.lesson)), stop) }
    let next = way.next.map { stop in
      let opening: Phrase =
        way.current != nil
        ? .then(name(stop.lesson))
        : stop.reason == .first ? .beginWithLesson(name(stop.lesson)) : .nextIs(name(stop.lesson))
      return sentence(opening, stop)
    }
    return [current, next].compactMap { $0 }
  }

  private func sentence(_ opening: Phrase, _ stop: CourseWay.Stop) -> String {
    say(opening) + " " + reason(stop)
  }

  /// Why a lesson is offered, as the end of a sentence.
  func reason(_ stop: CourseWay.Stop) -> String {
    let lesson = lessons[stop.lesson]
    switch stop.reason {
    case .wasThere:
      return say(.wasThere(lesson.position?[language], ago: .ago(lesson.secondsAgo ?? 0)))
    case .buildsOn(let before):
      let names = before.map(name)
      let areFinished = before.allSatisfy { lessons[$0].isFinished }
      return say(areFinished ? .buildsOnFinished(names) : .buildsOn(names))
    case .inOrder: return say(.isNextInList)
    case .first: return say(.isFirstInList)
    }
  }

  func name(_ index: Int) -> String { lessons[index].name(language) }

  /// What a lesson is best done after, while not all of that is finished; nil where nothing is.
  func before(_ lesson: LessonSummary) -> String? {
    let names = lesson.after.compactMap { id -> String? in
      guard let other = lessons.first(where: { $0.id == id }) else {
        return say(.packNotInstalled(id))
      }
      return other.isFinished ? nil : other.name(language)
    }
    return names.isEmpty || lesson.isFinished ? nil : say(.bestAfter(names))
  }
}
