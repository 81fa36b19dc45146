import HTMLMarkup
import LessonPacks
import SwiftLexing

/// What the student wrote, with numbers of lines.
struct CodeSection {
  let page: StudentPage

  var markup: Markup {
    let shown = page.files.compactMap { file in file.text.map { Self.file(file.name, $0) } }
    guard !shown.isEmpty else { return .none }
    return page.section("code", .code, shown.joined())
  }

  private static func file(_ name: String, _ text: String) -> Markup {
    """
    <h3 class="file">\(name)</h3>
    <pre><code>\(SwiftMarkup.lines(of: text))</code></pre>

    """
  }
}

/// A Swift text as lines of coloured words.
enum SwiftMarkup {
  /// Each line is an element; a word that goes over several lines, as a comment may, is taken apart.
  static func lines(of source: String) -> Markup {
    var (all, line) = (Markup.none, Markup.none)
    func end() {
      all += "<span class=\"l\">\(line)\n</span>"
      line = .none
    }
    for token in SwiftLexer.tokens(of: expanded(source)) {
      let pieces = token.text.split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, piece) in pieces.enumerated() {
        if index > 0 { end() }
        if !piece.isEmpty { line += word(String(piece), token) }
      }
    }
    if !line.isEmpty { end() }
    return all
  }

  /// The same without lines.
  static func words(of source: String) -> Markup {
    SwiftLexer.tokens(of: expanded(source)).map { word($0.text, $0) }.joined()
  }

  private static func word(_ text: String, _ token: SwiftToken) -> Markup {
    switch token.kind {
    case .comment: "<i>\(text)</i>"
    case .keyword: "<b>\(text)</b>"
    case .openQuote, .closeQuote, .stringText, .regex: "<span class=\"s\">\(text)</span>"
    case .number: "<u>\(text)</u>"
    case .identifier where text.first?.isUppercase == true: "<em>\(text)</em>"
    case .space, .identifier, .sign, .punctuation, .interpolationStart, .interpolationEnd, .other:
      "\(text)"
    }
  }

  /// A tab goes on to the next column of four.
  private static func expanded(_ source: String) -> String {
    guard source.unicodeScalars.contains("\t") else { return source }
    var text = String.UnicodeScalarView()
    var column = 0
    for scalar in source.unicodeScalars {
      switch scalar {
      case "\t":
        let count = 4 - column % 4
        text += String(repeating: " ", count: count).unicodeScalars
        column += count
      case "\n", "\r":
        text.append(scalar)
        column = 0
      default:
        text.append(scalar)
        column += 1
      }
    }
    return String(text)
  }
}
