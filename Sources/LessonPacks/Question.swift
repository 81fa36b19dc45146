/// Something to predict before the checks say it.
public struct Question: Sendable, Equatable {
  /// Unique in its block; answers are kept under it.
  public var id: String
  /// The question itself, as Markdown.
  public var ask: LocalizedText
  /// Two or more, in the order they are offered.
  public var answers: [LocalizedText]
  /// The right one, from 0.
  public var right: Int
  /// Why it is right; shown once an answer was given.
  public var because: LocalizedText

  /// Precondition of everything that shows it: `right` is an index of `answers`.
  public init(
    id: String, ask: LocalizedText, answers: [LocalizedText], right: Int, because: LocalizedText
  ) {
    self.id = id
    self.ask = ask
    self.answers = answers
    self.right = right
    self.because = because
  }
}

/// Reads one question of a block.
struct QuestionReader {
  static let keys = ["id", "ask", "answers", "right", "because"]
  /// A digit answers.
  static let mostAnswers = 9

  let texts: LocalizedTextReader

  func question(_ value: YamlValue) -> Question? {
    guard let mapping = value.mapping(Self.keys) else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    let ask = mapping.required("ask").flatMap(texts.text)
    let answers = mapping.required("answers").flatMap(answers)
    let right = mapping.required("right")?.wholeNumber(minimum: 1)
    let because = mapping.required("because").flatMap(texts.text)
    guard let id, let ask, let answers, let right, let because else { return nil }
    guard right <= answers.count else {
      mapping.required("right")?.report(
        "`right` is \(right), and there are \(answers.count) answers",
        hint: "It counts the answers from 1")
      return nil
    }
    return Question(id: id, ask: ask, answers: answers, right: right - 1, because: because)
  }

  private func answers(_ value: YamlValue) -> [LocalizedText]? {
    guard let list = value.list() else { return nil }
    guard (2...Self.mostAnswers).contains(list.count) else {
      value.report(
        "`\(value.path)` holds \(list.count), and should hold 2 to \(Self.mostAnswers)")
      return nil
    }
    let read = list.map(texts.text)
    return read.contains(nil) ? nil : read.compactMap { $0 }
  }
}
