import CellUI

/// How the roles on the screen look in a terminal of these capabilities. Text and ground are the
/// terminal's own. Colour is never the only difference: marks differ in their glyphs, the selection
/// has a pointer.
struct Theme: Equatable {
  let capabilities: Capabilities

  private var hasColor: Bool { capabilities.depth > .none }
  private func colored(_ number: UInt8) -> Style {
    hasColor ? Style(foreground: .ansi(number)) : .plain
  }

  var border: Style { dim }
  var dim: Style { capabilities.highContrast ? .plain : Style.plain.dim() }
  var title: Style { Style.plain.bold() }
  var key: Style { colored(6).bold() }
  var accent: Style { colored(4).bold() }
  var selected: Style { colored(4).bold().underline() }
  var code: Style { colored(6) }
  var good: Style { colored(2) }
  var bad: Style { colored(1).bold() }
  var warning: Style { colored(3).bold() }

  var borders: BorderSet { capabilities.unicode ? .light : .ascii }
  var markdown: MarkdownTheme { MarkdownTheme(capabilities) }
  var ellipsis: Span { Span(capabilities.unicode ? "…" : "~") }
  var pointer: String { capabilities.unicode ? "▶" : ">" }
  var arrow: String { capabilities.unicode ? "→" : ">" }
  var star: String { capabilities.unicode ? "✦" : "*" }
  var caret: String { "^" }

  func glyph(_ mark: CheckMark) -> String {
    switch mark {
    case .passed: capabilities.unicode ? "✔" : "+"
    case .wrong: capabilities.unicode ? "✘" : "x"
    case .broken: capabilities.unicode ? "⚠" : "!"
    case .notBegun: capabilities.unicode ? "○" : "o"
    case .running: capabilities.unicode ? "▸" : ">"
    }
  }

  /// A step on the top line: whole, begun, or not.
  func dot(_ mark: CheckMark) -> String {
    switch mark {
    case .passed: capabilities.unicode ? "●" : "#"
    case .wrong, .running: capabilities.unicode ? "◐" : "%"
    case .broken: capabilities.unicode ? "◍" : "!"
    case .notBegun: capabilities.unicode ? "○" : "o"
    }
  }

  func style(_ mark: CheckMark) -> Style {
    switch mark {
    case .passed: good
    case .wrong: bad
    case .broken: warning
    case .notBegun: dim
    case .running: accent
    }
  }

  /// A bar that is filled so far.
  func bar(_ part: Int, of all: Int, width: Int) -> StyledLine {
    let filled = all > 0 ? min(width, (part * width + (part > 0 ? all - 1 : 0)) / all) : 0
    let (full, empty) = capabilities.unicode ? ("█", "░") : ("#", "-")
    return StyledLine(String(repeating: full, count: filled), good)
      + StyledLine(String(repeating: empty, count: width - filled), dim)
  }
}
