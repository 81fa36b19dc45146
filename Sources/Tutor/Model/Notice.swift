import LessonPacks

/// What the status line says; a value, so that it changes its language with the screen.
public enum Notice: Equatable, Sendable {
  /// A complete run: how many checks are green, of how many, and in how many milliseconds.
  case finished(passed: Int, of: Int, milliseconds: Double)
  /// These checks were green before, the first of them in this block.
  case regression(checks: [String], block: String)
  case blockPassed(block: String, next: String?)
  case everythingGreen
  case doesNotCompile(errors: Int)
  case missingDeclarations([String])
  case unreadable
  case stopped(judged: Int, of: Int)
  case notRunning
  case gateClosed(block: String, minutes: Int, check: String?)
  case gateOpened(block: String)
  case noHints(block: String)
  case noQuestions(block: String)
  case noTheory
  case nothingToCompare(check: String)
  case nothingElseFound(check: String)
  case nothingPrinted(check: String)
  case pressAgainToReset
  case resetDone
  case resetUndone
  case nothingToUndo
  case notYetGreen(remaining: Int)
  case noKey
  case keyRefused
  case noFinale
  case finaleLocked(remaining: Int)
  case finaleStopped
  /// The tool's own trouble, in words that name the file and what to do next.
  case trouble(String)
}
