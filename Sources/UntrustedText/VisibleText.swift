/// Text from the student's process as it may be shown: it cannot move a cursor, change a colour,
/// turn what stands around it, or hide behind the character before it.
public enum VisibleText {
  /// One line of at most `limit` Unicode scalars: line ends and tabs become spaces, every other
  /// control, direction or unseen character a `·`.
  ///
  /// Scalars, not Characters: a mark or a joiner makes one Character of itself and the sign before
  /// it, and thousands of marks are one Character too.
  public static func line(_ text: String, limit: Int = 200) -> String {
    var shown = String.UnicodeScalarView()
    var before: Unicode.Scalar?
    var count = 0
    for scalar in text.unicodeScalars {
      defer { before = scalar }
      if scalar == "\n", before == "\r" { continue }
      guard count < limit else { return String(shown) + "…" }
      count += 1
      switch ScalarTreatment(scalar).shown {
      case .itself: shown.append(scalar)
      case .space: shown.append(" ")
      case .dot: shown.append("·")
      case .joined: shown.append(joins(scalar, before) ? scalar : "·")
      }
    }
    return String(shown)
  }

  /// The lines of a text, those of a Windows program too.
  public static func lines(of text: some StringProtocol) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { Substring($0) }
  }

  /// Several lines, each at most `limit` long.
  public static func page(_ text: String, limit: Int = 2000) -> String {
    lines(of: text).map { line(String($0), limit: limit) }.joined(separator: "\n")
  }

  /// Whether a scalar may be shown wherever it stands.
  public static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    ScalarTreatment(scalar).shown == .itself
  }

  /// Persian words and many emoji are joined out of several scalars; a joiner that follows nothing
  /// that it could join is hidden text.
  private static func joins(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?) -> Bool {
    guard let before, !before.isASCII else { return false }
    if isHarmless(before) { return true }
    return ScalarClass(scalar) == .joiner && ScalarClass(before) == .selector
  }
}
