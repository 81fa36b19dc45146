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
      if isLineEnd(scalar) || scalar == "\t" {
        shown.append(" ")
      } else {
        shown.append(isHarmless(scalar) || joins(scalar, before) ? scalar : "·")
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
  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.value {
    // C1; line and paragraph separators; notes between lines; what is no character.
    case 0x80..<0xA0, 0x2028...0x2029, 0xFFF9...0xFFFB, 0xFFFE...0xFFFF: return false
    // Marks that turn the direction of text, tags, joiners and fillers: nothing of them is seen.
    default: return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA...0xD, 0x85, 0x2028...0x2029: true
    default: false
    }
  }

  /// Persian words and many emoji are joined out of several scalars; a joiner that follows nothing
  /// that it could join is hidden text.
  private static func joins(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?) -> Bool {
    guard let before, !before.isASCII else { return false }
    switch scalar.value {
    case 0x200C...0x200D: return isHarmless(before) || isSelector(before)
    case _ where isSelector(scalar): return isHarmless(before)
    default: return false
    }
  }

  /// Which of two drawings a character has.
  private static func isSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value)
  }
}
