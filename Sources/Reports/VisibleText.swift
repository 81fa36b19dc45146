/// Text from the student's process as it may be shown: it cannot move a cursor, change a colour,
/// or turn what stands around it.
public enum VisibleText {
  /// One line of at most `limit` characters: line ends and tabs become spaces, every other control
  /// or direction character a `·`.
  public static func line(_ text: String, limit: Int = 200) -> String {
    var shown = ""
    for (index, character) in text.enumerated() {
      guard index < limit else { return shown + "…" }
      if character.isNewline || character == "\t" {
        shown.append(" ")
      } else {
        shown.append(isHarmless(character) ? character : "·")
      }
    }
    return shown
  }

  static func isHarmless(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy(isHarmless)
  }

  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // C0, delete and C1; line and paragraph separators; marks that turn the direction of text.
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF,
      0xFFF9...0xFFFB:
      false
    default: true
    }
  }
}
