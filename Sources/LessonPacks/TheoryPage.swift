/// What else is worth reading about a lesson: one Markdown page, outside of the blocks' texts.
public struct TheoryPage: Sendable, Equatable {
  /// Its file's name without the ending, for example `parameter-counts`; the same in every language.
  public var name: String
  /// Its first heading; `name` for a page without one.
  public var title: LocalizedText
  /// The whole page, its heading with it.
  public var text: LocalizedText

  /// A page by its file's name without ending; its first heading in each language is its title
  /// there.
  public init(name: String, text: LocalizedText) {
    self.name = name
    self.text = text
    title = LocalizedText(text.byLanguage.mapValues { Self.heading(of: $0) ?? name })
  }

  /// A page's name by its path in a pack's folder, if the page is one in this language.
  static func name(of path: String, in language: Language) -> String? {
    let parts = path.split(separator: "/")
    guard parts.count == 3, parts[0] == "theory", parts[1] == language.rawValue,
      parts[2].hasSuffix(".md"), parts[2].first != "."
    else { return nil }
    return String(parts[2].dropLast(3))
  }

  static func path(of name: String, in language: Language) -> String {
    "theory/\(language.rawValue)/\(name).md"
  }

  /// The first heading's words. A `#` inside a code fence is code.
  private static func heading(of text: String) -> String? {
    var inFence = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("```") { inFence.toggle() }
      let marks = line.prefix { $0 == "#" }.count
      guard !inFence, (1...6).contains(marks), line.dropFirst(marks).first == " " else { continue }
      let words = line.dropFirst(marks).split(whereSeparator: \.isWhitespace)
      if !words.isEmpty { return words.joined(separator: " ") }
    }
    return nil
  }
}

extension Pack {
  /// The theory page that a reader asks for by its number, from 1, or by its name.
  public func theoryPage(_ word: String) -> TheoryPage? {
    if let number = Int(word), theory.indices.contains(number - 1) { return theory[number - 1] }
    return theory.first { $0.name.lowercased() == word.lowercased() }
  }
}
