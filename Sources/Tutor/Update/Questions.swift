import LessonPacks
import Progress

extension Model {
  var questions: [Question] { selectedBlock?.questions ?? [] }

  /// What was answered to a question of the selected block, from 0; nil while nothing was.
  public func answer(to question: Question) -> Int? {
    selectedBlock.flatMap { progress.blocks[$0.id]?.answers[question.id] }
  }

  public var answeredCount: Int { questions.count { answer(to: $0) != nil } }

  /// Shows the first question without an answer; where all have one, the first.
  mutating func openQuestion() {
    guard !questions.isEmpty else {
      notice = .noQuestions(block: selectedBlock?.id ?? "")
      return
    }
    overlay = .question(index: questions.firstIndex { answer(to: $0) == nil } ?? 0, scroll: 0)
  }

  mutating func showQuestion(_ index: Int) {
    if questions.indices.contains(index) { overlay = .question(index: index, scroll: 0) }
  }

  /// The first answer is the prediction, and stays.
  mutating func answer(question index: Int, with answer: Int) -> [Effect] {
    guard let block = selectedBlock, questions.indices.contains(index),
      questions[index].answers.indices.contains(answer), self.answer(to: questions[index]) == nil
    else { return [] }
    progress.blocks[block.id, default: BlockRecord()].answers[questions[index].id] = answer
    return [save()]
  }
}
