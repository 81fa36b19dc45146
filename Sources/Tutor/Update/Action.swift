/// What a student can ask for, by a key, a click, a word in a line, or a command.
public enum Action: Equatable, Sendable {
  case run, stop, quit, suspend
  case language
  case home, openSelectedLesson
  /// To the lesson that comes behind this one.
  case openNextLesson
  case edit
  /// Up and down a list, or through a picture.
  case move(rows: Int, columns: Int)
  case scroll(pages: Int)
  case scrollToTop, scrollToEnd
  case block(String)
  case selectBlock(by: Int)
  /// From 0.
  case blockNumber(Int)
  case check(String)
  case step(Int)
  case page
  /// The first red check of the block, or of any.
  case red
  case explore, leave
  /// On a small screen: text or result.
  case swapPane
  case view, zoom, worst
  case slice(by: Int)
  case nextFinding
  case findings
  case hint
  /// The hints of a block, or of a check's step, by its name.
  case hintOf(String)
  case hintOfStep(Int)
  /// To the hint, question or theory page so many on.
  case turn(by: Int)
  case predict
  case answer(Int)
  case solution, solutionOf(block: String), compare
  case instructorKey, useKey(String)
  case notes, editNotes
  /// A page by its number or name; nil for the one that was read last.
  case theory(String?)
  case api(String?)
  case play, editPlay
  case reset, undoReset
  case output
  case summary
  case finale
  /// The finale with the small model, 0, or with a language model from 1 on.
  case finaleWith(Int)
  /// Trains the language model on, to see what it forgets.
  case trainOn
  case help
  case close
  /// In lines alone: where the student is, and what the step asks.
  case status, readStep
  /// In lines alone: which steps of the block have hints.
  case hintList
  /// In lines alone: every lesson, and the way through them.
  case course
  /// In lines alone: a word that is no command.
  case unknown(String, near: String?)

  /// Whether what it shows takes the place of an open panel, where no key closes one.
  public var closesPanels: Bool {
    switch self {
    case .run, .block, .check, .step, .page, .red, .hintOf, .hintOfStep, .hintList, .solutionOf,
      .status, .readStep, .course:
      true
    // The list of what is shown beside a panel, or in it, or not at all is three times as long.
    default: false
    }
  }
}
