/// A panel over the screen; Esc closes it.
public enum Overlay: Equatable, Sendable {
  case help(scroll: Int)
  /// A rung of the selected block's hints, from 0.
  case hint(rung: Int, scroll: Int)
  /// The reference file; nil until it was read.
  case solution(text: String?, scroll: Int)
  /// `notes.md`; nil until it was read, or while there is none.
  case notes(text: String?, scroll: Int)
  /// Everything is green.
  case finished
}
