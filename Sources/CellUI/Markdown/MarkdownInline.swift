/// Code, strong and emphasis within a line of Markdown; a link shows its text.
public enum MarkdownInline {
  /// Styled text of one line, unbroken.
  public static func line(_ text: String, theme: MarkdownTheme, base: Style = .plain) -> StyledLine
  {
    var line = StyledLine()
    var rest = Substring(text)
    var plain = ""
    func flush() {
      line += StyledLine(plain, base)
      plain = ""
    }
    while let first = rest.first {
      if let (inner, after) = span(rest, mark: "`") {
        flush()
        line += StyledLine(String(inner), theme.code)
        rest = after
      } else if let (inner, after) = span(rest, mark: "**") {
        flush()
        line += Self.line(String(inner), theme: theme, base: theme.strong)
        rest = after
      } else if let (inner, after) = span(rest, mark: "*") {
        flush()
        line += Self.line(String(inner), theme: theme, base: theme.emphasis)
        rest = after
      } else if let (inner, after) = link(rest) {
        plain += inner
        rest = after
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return line
  }

  /// What stands between two marks at the beginning of `text`. A mark beside a space is none: `2 * 3`.
  private static func span(
    _ text: Substring, mark: String
  ) -> (inner: Substring, after: Substring)? {
    guard text.hasPrefix(mark) else { return nil }
    let body = text.dropFirst(mark.count)
    guard let end = body.firstRange(of: mark), end.lowerBound > body.startIndex else {
      return nil
    }
    let inner = body[..<end.lowerBound]
    if mark != "`", inner.first == " " || inner.last == " " { return nil }
    return (inner, body[end.upperBound...])
  }

  private static func link(_ text: Substring) -> (inner: Substring, after: Substring)? {
    guard text.first == "[", let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    return (
      text[text.index(after: text.startIndex)..<middle.lowerBound], text[text.index(after: end)...]
    )
  }
}
