/// What fills the screen, under any panel.
public enum Place: Equatable, Sendable {
  /// The course: every lesson, and where to go on.
  case home
  /// Steps and checks, the text of the step, the result of the check.
  case lesson
  /// One check's result, on the whole screen.
  case explorer
}

/// What is selected in a block.
public enum Selection: Equatable, Sendable {
  /// The block's own page: what it is for, and its pitfalls.
  case page
  case step(Int)
  case check(String)
}
