import LessonPacks

/// What a student can name.
public enum Named: Equatable, Sendable { case block, check, step, page }

/// What the status line says; a value, so that it changes its language with the screen.
public enum Notice: Equatable, Sendable {
  /// A complete run: how many checks hold, of how many, and in how many milliseconds.
  case finished(passed: Int, of: Int, milliseconds: Double)
  /// These checks were green before the block's code was changed, the first of them in this block.
  case regression(checks: [String], block: String)
  /// A step became green, and the selection went on to the next.
  case stepPassed(block: String, step: Int, next: Int?)
  case blockPassed(block: String, next: String?)
  case everythingGreen
  case doesNotCompile(errors: Int)
  case missingDeclarations([String])
  case unreadable
  case stopped(judged: Int, of: Int)
  case notRunning
  case gateClosed(block: String, minutes: Int, check: String?)
  case gateOpened(block: String)
  /// None that can be read here; these steps of the block have some.
  case noHints(block: String, hintedSteps: [Int])
  case noQuestions(block: String)
  case noTheory
  /// Nil where no check is selected.
  case nothingToCompare(check: String?)
  case nothingElse(check: String)
  case nothingPrinted(check: String)
  case pressAgainToReset
  case resetDone(undoable: Bool)
  case resetUndone
  case nothingToUndo
  case notYetGreen(remaining: Int)
  case noKey
  case keyRefused
  case noFinale
  /// These checks are not green yet.
  case finaleLocked(red: [String])
  case finaleStopped
  /// The notes would tell what this block asks to predict.
  case predictFirst(block: String)
  /// The first time in this folder: where the file is.
  case firstStart
  /// No such block, check, step or page; the names that were perhaps meant.
  case noSuch(Named, String, known: [String])
  /// No check is red.
  case nothingRed
  /// Beyond the first or the last hint, question or page.
  case noFurther(Overlay.Kind)
  /// Every other lesson is finished.
  case noNextLesson
  /// Typed in lines: no command, and the one that is nearest to it.
  case unknownWord(String, near: String?)
  /// A number was typed in lines while no question was open.
  case answerFirst
  /// The judge was kept from judging, and nothing is known of the file: why, and what to do.
  case notJudged(Phrase)
  /// The tool's own trouble, in words that name the file and what to do next.
  case trouble(String)
}
