/// What a language model answered to a question after so many steps of training.
public struct FinaleAnswer: Sendable, Equatable {
  /// How many steps it had been trained for; 0 before the first.
  public var step: Int
  /// What it was asked.
  public var question: String
  /// What it wrote.
  public var answer: String

  /// An answer after so many steps.
  public init(step: Int, question: String, answer: String) {
    self.step = step
    self.question = question
    self.answer = answer
  }
}
