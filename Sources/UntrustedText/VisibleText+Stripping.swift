extension VisibleText {
  private enum State {
    case text
    /// After ESC.
    case escape
    /// In a control sequence (ECMA-48, 5.4): up to a byte from `@` to `~`.
    case sequence
    /// In a string for the terminal, such as its title: up to BEL or ESC.
    case string
  }

  /// What a program printed, as it may be drawn: no control characters but tabs and line ends, no half
  /// of an escape sequence, nothing that turns the direction of writing.
  public static func stripped(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var state = State.text
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch (state, scalar) {
      case (_, "\u{1B}"): state = .escape
      case (_, "\u{9B}"): state = .sequence
      case (.escape, "["): state = .sequence
      case (.escape, "]"), (.escape, "P"), (.escape, "X"), (.escape, "^"), (.escape, "_"):
        state = .string
      case (.escape, _): state = .text
      case (.sequence, "@"..."~"): state = .text
      case (.string, "\u{7}"): state = .text
      case (.sequence, "\n"), (.string, "\n"):
        // Never closed: what follows is text again.
        state = .text
        text.append(scalar)
      case (.sequence, _), (.string, _): break
      case (.text, _): if !ScalarTreatment(scalar).isStripped { text.append(scalar) }
      }
    }
    return String(text)
  }
}
