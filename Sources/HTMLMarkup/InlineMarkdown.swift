/// Code, strong, emphasis and links within a line of Markdown. A link leads to the web or is text: an
/// address of any other kind, such as a script, is shown and not followed.
public struct InlineMarkdown {
  /// What the line comes to.
  public let markup: Markup

  /// Reads one line.
  public init(_ text: String) { self.init(Substring(text), depth: 0) }

  /// Marks within marks are read up to this depth; deeper they are text.
  private static let deepest = 4

  private init(_ text: Substring, depth: Int) {
    var (all, plain, rest) = (Markup.none, "", text)
    func inner(_ text: Substring) -> Markup { InlineMarkdown(text, depth: depth + 1).markup }
    func take(_ markup: Markup, _ after: Substring) {
      all += "\(plain)\(markup)"
      (plain, rest) = ("", after)
    }
    while let first = rest.first {
      if depth >= Self.deepest {
        plain += rest
        break
      } else if let (code, after) = Self.span(rest, mark: "`") {
        take("<code>\(String(code))</code>", after)
      } else if let (strong, after) = Self.span(rest, mark: "**") {
        take("<strong>\(inner(strong))</strong>", after)
      } else if let (emphasis, after) = Self.span(rest, mark: "*") {
        take("<em>\(inner(emphasis))</em>", after)
      } else if let (words, address, after) = Self.link(rest) {
        take(Self.anchor(inner(words), address), after)
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    markup = all + "\(plain)"
  }

  private static func anchor(_ words: Markup, _ address: Substring) -> Markup {
    let lower = address.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"),
      address.unicodeScalars.allSatisfy({
        $0.isASCII && $0.value > 0x20 && !"<>\"{}|\\^`'".contains(Character($0))
      })
    else { return "\(words) (\(String(address)))" }
    return "<a href=\"\(String(address))\" rel=\"nofollow noopener noreferrer\">\(words)</a>"
  }

  /// What stands between two marks at the beginning of `text`. A mark beside a space is none: `2 * 3`.
  private static func span(
    _ text: Substring, mark: String
  ) -> (inner: Substring, after: Substring)? {
    guard text.hasPrefix(mark) else { return nil }
    let body = text.dropFirst(mark.count)
    guard let end = body.firstRange(of: mark), end.lowerBound > body.startIndex else { return nil }
    let inner = body[..<end.lowerBound]
    if mark != "`", inner.first == " " || inner.last == " " { return nil }
    return (inner, body[end.upperBound...])
  }

  private static func link(
    _ text: Substring
  ) -> (words: Substring, address: Substring, after: Substring)? {
    guard text.first == "[", let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    return (
      text[text.index(after: text.startIndex)..<middle.lowerBound], text[middle.upperBound..<end],
      text[text.index(after: end)...]
    )
  }
}
