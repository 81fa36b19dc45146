/// How the parts of a Markdown text look.
public struct MarkdownTheme: Hashable, Sendable {
  public var heading: Style
  public var code: Style
  public var strong: Style
  public var emphasis: Style
  public var quote: Style
  public var bullet: String
  public var rule: Character

  public init(
    heading: Style, code: Style, strong: Style, emphasis: Style, quote: Style, bullet: String,
    rule: Character
  ) {
    self.heading = heading
    self.code = code
    self.strong = strong
    self.emphasis = emphasis
    self.quote = quote
    self.bullet = bullet
    self.rule = rule
  }

  /// What a terminal of these capabilities can tell apart.
  public init(_ capabilities: Capabilities) {
    let coloured = capabilities.depth > .none
    let code = coloured ? Style(foreground: .ansi(6)) : Style.plain
    self.init(
      heading: (coloured ? Style(foreground: .ansi(4)) : .plain).bold(), code: code,
      strong: Style.plain.bold(), emphasis: Style.plain.underline(),
      quote: capabilities.highContrast ? .plain : Style.plain.dim(),
      bullet: capabilities.unicode ? "•" : "*", rule: capabilities.unicode ? "─" : "-")
  }
}
