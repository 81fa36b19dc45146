import LessonPacks
import Progress
import Reports

/// The question that is shown.
struct OpenQuestion: Equatable {
  var question: Question
  /// What was answered, from 0; nil while nothing was.
  var given: Int?
  var isOpen: Bool { given == nil }
}

extension Model {
  var questions: [Question] { selectedBlock?.questions ?? [] }

  /// What was answered to a question of the selected block, from 0; nil while nothing was.
  public func answer(to question: Question) -> Int? {
    selectedBlock.flatMap { progress.blocks[$0.id]?.answers[question.id] }
  }

  var answeredCount: Int { questions.count { answer(to: $0) != nil } }

  var shownQuestion: OpenQuestion? {
    guard let overlay, overlay.kind == .question, questions.indices.contains(overlay.page) else {
      return nil
    }
    let question = questions[overlay.page]
    return OpenQuestion(question: question, given: answer(to: question))
  }

  /// Shows the first question without an answer; where all have one, the first.
  mutating func openQuestion() {
    guard !questions.isEmpty else {
      notice = .noQuestions(block: selectedBlock?.id ?? "")
      return
    }
    showQuestion(questions.firstIndex { answer(to: $0) == nil } ?? 0)
  }

  mutating func showQuestion(_ index: Int) {
    guard questions.indices.contains(index) else { return notice = .noFurther(.question) }
    overlay = Overlay(.question, page: index)
  }

  /// Answers the question that is open. The first answer is the prediction, and stays.
  mutating func give(_ answer: Int) -> [Effect] {
    guard overlay?.kind == .question else {
      notice = .answerFirst
      return []
    }
    guard let block = selectedBlock, let open = shownQuestion, open.isOpen else { return [] }
    guard open.question.answers.indices.contains(answer) else { return [] }
    progress.blocks[block.id, default: BlockRecord()].answers[open.question.id] = answer
    if case .predictFirst = notice { notice = nil }
    progress.keepForPage(measured: toldMeasures)
    return [save()] + writtenNotes
  }

  /// The measured values into the notes, those that may be told; none before there was a run.
  var writtenNotes: [Effect] {
    guard let report, case .built = report.build else { return [] }
    let told = toldMeasures
    return told.isEmpty && notes == nil ? [] : [.writeNotes(told)]
  }

  /// Those of the last run that give no prediction away.
  var toldMeasures: [MeasuredValue] {
    (report?.measures ?? []).filter { !withheldMeasures.contains($0.id) }
  }
}
