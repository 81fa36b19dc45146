/// A block's text with the marks that say what it demands.
///
/// A mark is an HTML comment behind a sentence, which no face shows: `<!-- demand: name -->`, with
/// several names between commas, or `<!-- no demand: why -->` behind a sentence that only sounds like
/// one.
struct MarkedText: Equatable {
  /// A sentence that is marked, or that has a word of demand in it.
  struct Sentence: Equatable {
    /// Without its marks, on one line.
    var text: String
    /// Where its marks stand, or where it ends if it has none; from 1.
    var line: Int
    var demands: [String] = []
    /// Why it demands nothing, in the author's words.
    var excuse: String?
    /// The word for which it should have a mark.
    var word: String?
  }

  /// In the order of the text.
  var sentences: [Sentence] = []
  /// A mark that cannot be read, by its line.
  var faults: [(line: Int, text: String)] = []

  static func == (a: MarkedText, b: MarkedText) -> Bool {
    a.sentences == b.sentences && a.faults.elementsEqual(b.faults) { $0 == $1 }
  }

  /// Code in fences demands nothing: the sentence before it does.
  init(_ markdown: String, language: Language) {
    var isInFence = false
    var paragraph = Paragraph()
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") { isInFence.toggle() }
      let isBreak = isInFence || line.hasPrefix("```") || line.hasPrefix("#")
      if isBreak || line.allSatisfy(\.isWhitespace) || Self.isItem(line) {
        take(paragraph, language)
        paragraph = Paragraph()
      }
      if !isBreak { paragraph.add(line, index + 1) }
    }
    take(paragraph, language)
  }

  private mutating func take(_ paragraph: Paragraph, _ language: Language) {
    let words = DemandWords.words(language)
    for piece in paragraph.sentences {
      var sentence = Sentence(text: piece.text, line: piece.line)
      for mark in piece.marks {
        switch Self.meaning(of: mark) {
        case .demands(let names): sentence.demands += names
        case .excuse(let why): sentence.excuse = why
        case nil: faults.append((piece.line, mark))
        }
      }
      sentence.word = DemandWords.first(of: words, in: piece.text)
      let isMarked = !sentence.demands.isEmpty || sentence.excuse != nil
      if isMarked || sentence.word != nil { sentences.append(sentence) }
    }
  }

  /// The marks, without the space in `no demand`.
  private enum Mark: String {
    case demand
    case excuse = "nodemand"
  }

  private enum Meaning {
    case demands([String])
    case excuse(String)
  }

  /// Nil for a comment that begins like a mark and says nothing.
  private static func meaning(of comment: String) -> Meaning? {
    let parts = comment.split(separator: ":", maxSplits: 1)
    let key = parts.first.map { $0.filter { !$0.isWhitespace } } ?? ""
    let rest = parts.count == 2 ? trimmed(parts[1]) : ""
    guard !rest.isEmpty else { return nil }
    switch Mark(rawValue: key) {
    case .demand:
      let names = rest.split(separator: ",").map(trimmed)
      return names.allSatisfy(PackNames.isName) ? .demands(names) : nil
    case .excuse: return .excuse(rest)
    case nil: return nil
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  private static func isItem(_ line: Substring) -> Bool {
    let text = line.drop(while: \.isWhitespace)
    if text.hasPrefix("- ") || text.hasPrefix("* ") { return true }
    let number = text.prefix(while: \.isNumber)
    return !number.isEmpty && text.dropFirst(number.count).hasPrefix(". ")
  }
}

/// Lines of prose that belong together, taken apart into sentences.
private struct Paragraph {
  /// Characters with the line that each stands on.
  private var characters: [(character: Character, line: Int)] = []

  mutating func add(_ line: Substring, _ number: Int) {
    if !characters.isEmpty { characters.append((" ", number)) }
    characters += line.map { ($0, number) }
  }

  struct Piece {
    var text: String
    var line: Int
    var marks: [String]
  }

  /// A sentence ends with its stop and a space, or with its mark.
  var sentences: [Piece] {
    var pieces: [Piece] = []
    var current = Piece(text: "", line: 0, marks: [])
    var place = 0
    // `as? Linear` ends no sentence.
    var isInCode = false
    func close() {
      current.text = String(current.text.drop(while: \.isWhitespace))
      while current.text.last?.isWhitespace ?? false { current.text.removeLast() }
      if !current.text.isEmpty || !current.marks.isEmpty { pieces.append(current) }
      current = Piece(text: "", line: 0, marks: [])
    }
    while place < characters.count {
      if let comment = comment(at: place) {
        // What stands behind a stop was closed already: its mark belongs to it.
        let isOpen = current.text.contains { !$0.isWhitespace }
        if !isOpen, let last = pieces.indices.last {
          if let mark = comment.mark {
            pieces[last].marks.append(mark)
            pieces[last].line = characters[place].line
          }
        } else if let mark = comment.mark {
          current.marks.append(mark)
          current.line = characters[place].line
          close()
        }
        place = comment.end
        continue
      }
      let (character, line) = characters[place]
      if character == "`" { isInCode.toggle() }
      current.text.append(character)
      if !character.isWhitespace { current.line = line }
      place += 1
      if !isInCode, ".!?".contains(character),
        place == characters.count || characters[place].character == " "
      {
        close()
      }
    }
    close()
    return pieces
  }

  /// An HTML comment that begins here: the place behind it, and its text if it begins like a mark.
  private func comment(at place: Int) -> (end: Int, mark: String?)? {
    guard starts("<!--", at: place) else { return nil }
    var end = place + 4
    while end < characters.count, !starts("-->", at: end) { end += 1 }
    let text = String(characters[(place + 4)..<end].map(\.character))
    let word = text.drop(while: \.isWhitespace)
    let isMark = word.hasPrefix("demand") || word.hasPrefix("no demand")
    return (min(end + 3, characters.count), isMark ? text : nil)
  }

  private func starts(_ word: String, at place: Int) -> Bool {
    guard place + word.count <= characters.count else { return false }
    return zip(word, characters[place...]).allSatisfy { $0 == $1.character }
  }
}
