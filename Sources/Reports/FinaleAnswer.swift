/// What a language model answered to a question after so many steps of training, or in one of several
/// states that a pack compares.
public struct FinaleAnswer: Sendable, Equatable {
  /// How many steps it had been trained for; 0 before the first.
  public var step: Int
  /// What the state is called, by a name that the pack has a label for; nil where steps are counted.
  public var state: String?
  /// What it was asked.
  public var question: String
  /// What it wrote.
  public var answer: String

  /// An answer after so many steps, or in a state.
  public init(step: Int, state: String? = nil, question: String, answer: String) {
    self.step = step
    self.state = state
    self.question = question
    self.answer = answer
  }
}

extension FinaleAnswer {
  /// What a scenario recorded: the number of steps or the name of a state, the question, the answer.
  init?(_ parts: [String]) {
    guard parts.count == 3 else { return nil }
    let step = Int(parts[0])
    self.init(
      step: step ?? 0, state: step == nil ? parts[0] : nil, question: parts[1], answer: parts[2])
  }
}
