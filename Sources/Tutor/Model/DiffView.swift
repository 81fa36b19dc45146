/// How the selected check's result is looked at.
public struct DiffView: Equatable, Sendable {
  /// Which of the three arrays is drawn where they do not fit side by side.
  public enum Tab: Int, Equatable, Sendable, CaseIterable { case difference, yours, expected }

  /// The array that is drawn.
  public var tab: Tab = .difference
  /// Which of the check's findings is shown; nil until one was chosen: the first with a picture.
  public var finding: Int?
  /// Row-major offset of the element the cursor reads; nil until it was moved: the worst one.
  public var cursor: Int?
  /// One cell an element, around the cursor, in place of the whole array pooled.
  public var isZoomed = false
  /// The first line shown of a result that is text.
  public var scroll = 0

  /// The difference, from its worst element on, as a whole.
  public init() {}
}
