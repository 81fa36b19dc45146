/// How the parts of a Markdown text look.
public struct MarkdownTheme: Hashable, Sendable {
  /// Of headings of every level.
  public var heading: Style
  /// Of code, in a line and in a block of its own.
  public var code: Style
  /// Of `**text**`.
  public var strong: Style
  /// Of `*text*`.
  public var emphasis: Style
  /// Of lines that begin with `>`.
  public var quote: Style
  /// What stands in front of an item of a list without numbers.
  public var bullet: String
  /// The character that a line across is made of.
  public var rule: Character

  /// A theme of one's own; `init(_:)` makes the usual one.
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
