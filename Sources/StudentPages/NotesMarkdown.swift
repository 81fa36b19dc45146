import HTMLMarkup
import SwiftLexing
import UntrustedText

/// A student's Markdown as HTML: headings, paragraphs, lists, code fences, quotes, rules and tables.
/// Comments are left out, and HTML is text.
enum NotesMarkdown {
  /// More than so many lines of notes are not shown.
  static let mostLines = 4000

  static func html(_ text: String) -> Markup {
    var reader = NotesReader()
    for line in VisibleText.lines(of: text).prefix(mostLines) { reader.take(String(line)) }
    return reader.finish()
  }
}

private struct NotesReader {
  private enum List { case bullets, numbers }

  private var all = Markup.none
  private var paragraph: [String] = []
  private var items: [Markup] = []
  private var list: List?
  private var isQuote = false
  private var fence: (language: String, lines: [String])?
  private var rows: [[String]] = []
  private var headRows = 0

  mutating func take(_ line: String) {
    let content = line.drop { $0 == " " || $0 == "\t" }
    if content.hasPrefix("```") { return takeFence(content) }
    if fence != nil {
      fence?.lines.append(line)
      return
    }
    if !content.hasPrefix("|") { endTable() }
    if content.isEmpty {
      endParagraph()
    } else if content.hasPrefix("<!--"), content.hasSuffix("-->") {
      endList()
    } else if content.hasPrefix("|") {
      endList()
      takeRow(String(content))
    } else if let (level, heading) = heading(content) {
      endList()
      all += Self.heading(level, InlineMarkdown(heading).markup)
    } else if content.count >= 3, content.allSatisfy({ $0 == "-" || $0 == "*" }) {
      endList()
      all += "<hr/>\n"
    } else if let (kind, item) = listItem(content) {
      endParagraph()
      if list != kind { endList() }
      list = kind
      paragraph = [item]
    } else if content.hasPrefix(">") {
      if !isQuote { endList() }
      isQuote = true
      paragraph.append(String(content.dropFirst().drop { $0 == " " }))
    } else {
      // What follows an item after an empty line, at the margin, is no part of the list.
      if paragraph.isEmpty, list != nil, !line.hasPrefix(" ") { endList() }
      paragraph.append(String(content))
    }
  }

  mutating func finish() -> Markup {
    endFence()
    endTable()
    endList()
    return all
  }

  // MARK: Paragraphs and lists

  private mutating func endParagraph() {
    defer { (paragraph, isQuote) = ([], false) }
    guard !paragraph.isEmpty else { return }
    let words = InlineMarkdown(paragraph.joined(separator: "\n")).markup
    if list != nil {
      items.append("<li>\(words)</li>\n")
    } else if isQuote {
      all += "<blockquote><p>\(words)</p></blockquote>\n"
    } else {
      all += "<p>\(words)</p>\n"
    }
  }

  private mutating func endList() {
    endParagraph()
    switch list {
    case .bullets: all += "<ul>\n\(items)</ul>\n"
    case .numbers: all += "<ol>\n\(items)</ol>\n"
    case nil: break
    }
    (list, items) = (nil, [])
  }

  private func listItem(_ content: Substring) -> (List, String)? {
    for mark in ["- ", "* ", "+ "] where content.hasPrefix(mark) {
      return (.bullets, String(content.dropFirst(2)))
    }
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, content.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return (.numbers, String(content.dropFirst(digits.count + 2)))
  }

  private func heading(_ content: Substring) -> (Int, String)? {
    let marks = content.prefix { $0 == "#" }
    guard !marks.isEmpty, content.dropFirst(marks.count).first == " " else { return nil }
    return (marks.count, String(content.dropFirst(marks.count + 1)))
  }

  /// Above them stand the page's title and the section's heading.
  private static func heading(_ level: Int, _ words: Markup) -> Markup {
    level <= 2 ? "<h3>\(words)</h3>\n" : "<h4>\(words)</h4>\n"
  }

  // MARK: Fences

  private mutating func takeFence(_ content: Substring) {
    if fence != nil { return endFence() }
    endTable()
    endList()
    fence = (String(content.dropFirst(3)), [])
  }

  private mutating func endFence() {
    guard let (language, lines) = fence else { return }
    fence = nil
    let text = lines.joined(separator: "\n")
    all +=
      ["", "swift"].contains(language.lowercased())
      ? "<pre class=\"plain\"><code>\(SwiftMarkup.words(of: text))</code></pre>\n"
      : "<pre class=\"plain\"><code>\(text)</code></pre>\n"
  }

  // MARK: Tables

  private mutating func takeRow(_ line: String) {
    if line.allSatisfy({ "|-: ".contains($0) }), line.contains("-") {
      headRows = rows.count
    } else {
      rows.append(Self.cells(of: line))
    }
  }

  private mutating func endTable() {
    defer { (rows, headRows) = ([], 0) }
    guard !rows.isEmpty else { return }
    let shown = rows.enumerated().map { index, row -> Markup in
      let cells = row.map { cell -> Markup in
        let words = InlineMarkdown(cell).markup
        return index < headRows ? "<th>\(words)</th>" : "<td>\(words)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    all += "<div class=\"table\"><table><tbody>\n\(shown)</tbody></table></div>\n"
  }

  /// What stands between the bars of a line; `\|` is no bar, but one in a cell.
  private static func cells(of line: String) -> [String] {
    let bar = "\u{0}"
    var cells = line.replacing("\\|", with: bar)
      .split(separator: "|", omittingEmptySubsequences: false)
      .map { cell in
        String(cell.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
          .replacing(bar, with: "|")
      }
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }
}
