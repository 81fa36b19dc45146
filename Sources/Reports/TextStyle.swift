/// How a page of text for a terminal is set: its width, and colours if it has any.
struct TextStyle {
  let color: Bool
  /// Columns.
  let width: Int

  /// The parameters of the escape sequence that switches a style on.
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  func applied(_ style: Style, _ text: String) -> String {
    color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  func sign(_ state: CheckState) -> String {
    let style: Style =
      switch state {
      case .holds: .green
      case .wrong: .red
      case .couldNotRun: .yellow
      case .notBegun: .dim
      }
    return applied(style, state.sign)
  }

  /// Wrapped lines, the first behind `first` and the others as far in.
  func paragraph(_ text: String, first: String) -> [String] {
    let rest = String(repeating: " ", count: first.count)
    return LineWrapping.lines(text, width: width - first.count).enumerated().map { index, line in
      (index == 0 ? first : rest) + line
    }
  }
}
