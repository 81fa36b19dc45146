/// The room that a lesson's text has where the terminal has the least size that the tutor takes.
public enum LessonPane {
  /// The least size in words, for a sentence.
  public static let leastSize = "80×24"
  /// So many columns of a line of code are shown there; what lies behind them is cut off.
  public static let codeColumns = 40
}
