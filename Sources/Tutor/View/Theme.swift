import CellUI

/// How the roles on the screen look in a terminal of these capabilities. Colour is never the only
/// difference: marks differ in their glyphs, the selection has a pointer.
struct Theme: Equatable {
  let capabilities: Capabilities

  private var hasColor: Bool { capabilities.depth > .none }

  var border: Style { dim }
  var dim: Style { capabilities.highContrast ? .plain : Style.plain.dim() }
  var title: Style { Style.plain.bold() }
  var key: Style { (hasColor ? Style(foreground: .ansi(6)) : .plain).bold() }
  var accent: Style { (hasColor ? Style(foreground: .ansi(4)) : .plain).bold() }
  var code: Style { hasColor ? Style(foreground: .ansi(6)) : .plain }
  var good: Style { hasColor ? Style(foreground: .ansi(2)) : .plain }
  var bad: Style { (hasColor ? Style(foreground: .ansi(1)) : .plain).bold() }
  var warning: Style { (hasColor ? Style(foreground: .ansi(3)) : .plain).bold() }
  var bar: Style { Style.plain.reverse() }

  var borders: BorderSet { capabilities.unicode ? .light : .ascii }
  var markdown: MarkdownTheme { MarkdownTheme(capabilities) }
  var ellipsis: Span { Span(capabilities.unicode ? "…" : "~") }
  var pointer: String { capabilities.unicode ? "▶" : ">" }
  var arrow: String { capabilities.unicode ? "→" : ">" }
  var caret: String { "^" }

  func glyph(_ mark: CheckMark) -> String {
    switch mark {
    case .passed: capabilities.unicode ? "✔" : "+"
    case .wrong: capabilities.unicode ? "✘" : "x"
    case .broken: capabilities.unicode ? "⚠" : "!"
    case .notRun: capabilities.unicode ? "○" : "o"
    case .waiting: capabilities.unicode ? "·" : "."
    case .running: capabilities.unicode ? "▸" : ">"
    }
  }

  func style(_ mark: CheckMark) -> Style {
    switch mark {
    case .passed: good
    case .wrong: bad
    case .broken: warning
    case .notRun, .waiting: dim
    case .running: accent
    }
  }
}
