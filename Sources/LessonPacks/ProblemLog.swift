/// Where a reader leaves the problems it finds, so that one pass reports all of them.
///
/// A language that a pack has and does not list, or lists and does not have, is missing or too much in
/// every text. That is one mistake, and is said once.
final class ProblemLog {
  private enum Concern: Equatable {
    case nothing
    /// A text is not in this language of the pack.
    case lacks(Language)
    /// A text is in this language, and the pack does not list it.
    case unlisted(Language)
  }

  private var entries: [(problem: PackProblem, concern: Concern)] = []
  private var found: Set<Language> = []

  func add(_ problem: PackProblem) { entries.append((problem, .nothing)) }

  /// A text is not there in a language that the pack lists.
  func add(_ problem: PackProblem, lacks language: Language) {
    entries.append((problem, .lacks(language)))
  }

  /// A text is there in a language that the pack does not list.
  func add(_ problem: PackProblem, unlisted language: Language) {
    entries.append((problem, .unlisted(language)))
  }

  /// A text is there in a language that the pack lists.
  func find(_ language: Language) { found.insert(language) }

  /// What was found, in the order in which it was.
  var problems: [PackProblem] {
    var said: [Concern] = []
    return entries.compactMap { problem, concern in
      guard let summary = summary(concern, first: problem) else { return problem }
      guard !said.contains(concern) else { return nil }
      said.append(concern)
      return summary
    }
  }

  /// One sentence for all problems of one language; nil where each is one of its own.
  private func summary(_ concern: Concern, first: PackProblem) -> PackProblem? {
    let count = entries.count { $0.concern == concern }
    guard count > 1 else { return nil }
    switch concern {
    case .nothing: return nil
    case .lacks(let language):
      guard !found.contains(language) else { return nil }
      return PackProblem(
        file: first.file, line: first.line,
        message:
          "`languages` lists `\(language.rawValue)`, and no text is in it; \(count) lack it, "
          + "beginning here",
        hint: "Write them, or take `\(language.rawValue)` out of `languages`")
    case .unlisted(let language):
      return PackProblem(
        file: first.file, line: first.line,
        message:
          "\(count) texts are in `\(language.rawValue)` too, beginning here, and `languages` "
          + "does not list it",
        hint: "Add `\(language.rawValue)` to `languages`, or remove these texts")
    }
  }
}
