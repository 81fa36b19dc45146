/// Markdown as a terminal shows it: headings, paragraphs, lists, code fences, quotes, rules, tables in
/// columns, and inline code, strong and emphasis. Comments are not shown.
public enum Markdown {
  /// The text in lines of at most `width` columns.
  public static func render(_ text: String, width: Int, theme: MarkdownTheme) -> [StyledLine] {
    var reader = MarkdownReader(theme: theme, width: width)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.take(String(line))
    }
    return reader.finish()
  }
}

private struct MarkdownReader {
  let theme: MarkdownTheme
  let width: Int
  private var lines: [StyledLine] = []
  private var paragraph: [String] = []
  private var paragraphIndent = 0
  private var paragraphMark = ""
  private var isInFence = false
  private var isQuote = false
  private var table = MarkdownTable()

  init(theme: MarkdownTheme, width: Int) {
    self.theme = theme
    self.width = width
  }

  mutating func take(_ line: String) {
    let content = line.drop { $0 == " " }
    if isInFence || !content.hasPrefix("|") { endTable() }
    if content.hasPrefix("```") {
      endParagraph()
      isInFence.toggle()
    } else if isInFence {
      lines.append(StyledLine("  " + line, theme.code).clipped(to: width))
    } else if content.isEmpty {
      endParagraph()
      if lines.last?.isEmpty == false { lines.append(StyledLine()) }
    } else if content.hasPrefix("<!--"), content.hasSuffix("-->") {
      endParagraph()
    } else if content.hasPrefix("|") {
      endParagraph()
      table.take(String(content))
    } else if let heading = heading(content) {
      endParagraph()
      let styled = MarkdownInline.line(heading, theme: theme, base: theme.heading)
      lines += wrap(styled, width: width)
    } else if content.count >= 3, content.allSatisfy({ $0 == "-" || $0 == "*" }) {
      endParagraph()
      lines.append(StyledLine(String(repeating: theme.rule, count: max(0, width)), theme.quote))
    } else if let item = listItem(line) {
      endParagraph()
      (paragraphIndent, paragraphMark) = (item.indent, item.mark)
      paragraph = [item.text]
    } else if content.hasPrefix(">") {
      if !isQuote { endParagraph() }
      isQuote = true
      paragraph.append(String(content.dropFirst().drop { $0 == " " }))
    } else {
      paragraph.append(String(content))
    }
  }

  mutating func finish() -> [StyledLine] {
    endTable()
    endParagraph()
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private mutating func endTable() {
    lines += table.lines(theme: theme, width: width)
    table = MarkdownTable()
  }

  private mutating func endParagraph() {
    defer { (paragraph, paragraphIndent, paragraphMark, isQuote) = ([], 0, "", false) }
    guard !paragraph.isEmpty else { return }
    let lead = String(repeating: " ", count: paragraphIndent) + paragraphMark
    let mark = isQuote ? "  " : lead
    let base = isQuote ? theme.quote : .plain
    let text = MarkdownInline.line(paragraph.joined(separator: " "), theme: theme, base: base)
    lines += wrap(StyledLine(mark) + text, width: width, hanging: DisplayWidth.of(mark))
  }

  private func heading(_ line: Substring) -> String? {
    let marks = line.prefix { $0 == "#" }
    guard !marks.isEmpty, line.dropFirst(marks.count).first == " " else { return nil }
    return String(line.dropFirst(marks.count + 1))
  }

  private func listItem(_ line: String) -> (indent: Int, mark: String, text: String)? {
    let indent = line.prefix { $0 == " " }.count
    let content = line.dropFirst(indent)
    for mark in ["- ", "* "] where content.hasPrefix(mark) {
      return (indent, theme.bullet + " ", String(content.dropFirst(2)))
    }
    let digits = content.prefix { $0.isNumber }
    guard !digits.isEmpty, content.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return (indent, digits + ". ", String(content.dropFirst(digits.count + 2)))
  }
}
