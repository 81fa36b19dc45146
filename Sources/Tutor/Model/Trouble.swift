import LessonPacks

extension Model {
  /// What kept the tool from doing what it was asked, and what to do: as long as nothing else is said.
  var trouble: Phrase? {
    switch notice {
    case .notJudged(let phrase): phrase
    case .trouble(let sentence): .same(sentence)
    // All others answer the student.
    default: nil
    }
  }
}
