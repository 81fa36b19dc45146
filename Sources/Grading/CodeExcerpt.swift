import SwiftLexing

/// What of a student's file shows a mistake, for a page on which nobody is named: the lines of it that
/// neither a right solution of the pack nor the starter has, without comments.
struct CodeExcerpt: Sendable {
  private let known: Set<String>

  /// `shipped` are the starter and the right solutions: what they have says nothing of a mistake. Read once
  /// for a class.
  init(without shipped: [String]) {
    known = Set(shipped.flatMap { Self.lines(of: $0) }.map(\.key))
  }

  /// So many lines that nobody else has are shown, and so many with those around them.
  private static let most = 16
  private static let mostLines = 24
  /// Nil where every line is also one of the right solutions' or the starter's. `block` is the one whose check
  /// shows the mistake: lines below its comment come first.
  func of(_ source: String, block: String?) -> String? {
    let mine = Self.lines(of: source)
    let odd = mine.indices.filter { !known.contains(mine[$0].key) && !mine[$0].key.isEmpty }
    guard !odd.isEmpty else { return nil }
    let inBlock = block.map { block in odd.filter { mine[$0].block == block.lowercased() } } ?? []
    let chosen = (inBlock.isEmpty ? odd : inBlock).prefix(Self.most)
    var shown: [String] = []
    var last: Int?
    for place in chosen {
      // A line of context where there is a gap, and a mark for it.
      if let last, place > last + 1 { shown.append("…") }
      if last.map({ place > $0 + 1 }) ?? true, place > 0, !mine[place - 1].key.isEmpty {
        shown.append(mine[place - 1].text)
      }
      guard shown.count < Self.mostLines else {
        if shown.last == "…" { shown.removeLast() }
        break
      }
      shown.append(mine[place].text)
      last = place
    }
    return Self.unindented(shown).joined(separator: "\n")
  }

  private struct Line {
    var text: String
    /// Without blanks: what two versions of a line have in common.
    var key: String
    /// The block whose comment stands above it, in small letters.
    var block: String?
  }

  private static func lines(of source: String) -> [Line] {
    var texts = [""]
    var blocks: [String?] = [nil]
    for token in SwiftLexer.tokens(of: source) {
      let parts = token.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      if token.kind == .comment, let block = block(in: token.text) {
        blocks[blocks.count - 1] = block
      }
      for (index, part) in parts.enumerated() {
        if index > 0 {
          texts.append("")
          blocks.append(blocks[blocks.count - 1])
        }
        switch token.kind {
        case .comment: continue
        // What stands in quotes may name somebody.
        case .stringText: texts[texts.count - 1] += part.isEmpty ? "" : "…"
        default: texts[texts.count - 1] += part
        }
      }
    }
    return zip(texts, blocks).map { text, block in
      var text = text
      while text.last?.isWhitespace ?? false { text.removeLast() }
      return Line(text: text, key: text.filter { !$0.isWhitespace }, block: block)
    }
  }

  /// `Block A` in a comment.
  private static func block(in comment: String) -> String? {
    let words = comment.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    guard let place = words.firstIndex(of: "block"), place + 1 < words.count else { return nil }
    return words[place + 1]
  }

  private static func unindented(_ lines: [String]) -> [String] {
    let depth = lines.filter { $0 != "…" }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { $0 == "…" ? $0 : String($0.dropFirst(depth)) }
  }
}
