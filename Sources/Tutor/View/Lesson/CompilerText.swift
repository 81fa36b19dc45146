import CellUI
import LessonPacks
import Reports
import UntrustedText

/// What the compiler said: the place, the message, the line of source and a caret under it.
struct CompilerText {
  let theme: Theme
  let width: Int
  private let language: Language
  private let messages: [CompilerMessage]

  init(_ model: Model, theme: Theme, width: Int) {
    self.theme = theme
    self.width = width
    language = model.language
    messages = model.pack.messages
  }

  func lines(of diagnostics: [Diagnostic]) -> [StyledLine] {
    var lines: [StyledLine] = []
    for diagnostic in diagnostics {
      if !lines.isEmpty { lines.append(StyledLine()) }
      lines += self.lines(of: diagnostic)
    }
    return lines
  }

  private func lines(of diagnostic: Diagnostic) -> [StyledLine] {
    let place = "\(VisibleText.line(diagnostic.file)):\(diagnostic.line):\(diagnostic.column)"
    let head = wrap(
      StyledLine(place + "  ", theme.title)
        + StyledLine(diagnostic.severity.rawValue + ": ", style(diagnostic.severity))
        + StyledLine(VisibleText.line(diagnostic.message, limit: 500)), width: width)
    let source = VisibleText.line(diagnostic.sourceLine, limit: 2000)
    let explanation = self.explanation(of: diagnostic)
    guard !source.isEmpty else { return head + explanation }
    let number = "\(diagnostic.line)"
    let gutter = number + (theme.capabilities.unicode ? " │ " : " | ")
    let blank = String(repeating: " ", count: DisplayWidth.of(gutter))
    let part = window(on: source, column: diagnostic.column, width: width - blank.count)
    return head + [
      StyledLine(gutter, theme.dim) + StyledLine(part.text, theme.code),
      StyledLine(blank)
        + StyledLine(String(repeating: " ", count: part.caret) + theme.caret, theme.bad),
    ] + explanation
  }

  /// The pack's words for a message that its students meet.
  private func explanation(of diagnostic: Diagnostic) -> [StyledLine] {
    guard let known = messages.first(where: { $0.matches(diagnostic.message) }) else { return [] }
    return hanging(
      StyledLine(theme.arrow + " ", theme.accent),
      MarkdownInline.line(known.explanation[language], theme: theme.markdown), width: width)
  }

  private func style(_ severity: Diagnostic.Severity) -> Style {
    switch severity {
    case .error: theme.bad
    case .warning: theme.warning
    case .note: theme.dim
    }
  }

  /// The line without what it begins with if its caret would lie outside, and the caret's column.
  ///
  /// The compiler counts columns in UTF-8 bytes; a screen counts cells.
  private func window(on source: String, column: Int, width: Int) -> (text: String, caret: Int) {
    let bytes = source.utf8.prefix(max(0, column - 1))
    let before = DisplayWidth.of(String(decoding: bytes, as: UTF8.self))
    guard before >= width else { return (source, before) }
    let cut = before - width / 2
    return (String(source.dropFirst(cut)), before - cut)
  }
}
