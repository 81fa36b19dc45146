/// Tokens that are whole texts, found before anything is split: the leftmost, and the longest there.
struct SpecialTokens: Sendable {
  // By first byte, the longest first.
  private var candidates: [[(text: [UInt8], id: Int)]] = Array(repeating: [], count: 256)
  let ids: Set<Int>

  /// - Parameter texts: the text of each id, none empty.
  init(_ texts: [(text: [UInt8], id: Int)]) {
    ids = Set(texts.map(\.id))
    for token in texts {
      if let first = token.text.first { candidates[Int(first)].append(token) }
    }
    for byte in candidates.indices {
      candidates[byte].sort { $0.text.count > $1.text.count }
    }
  }

  /// The first one at or after `start`, and where it lies.
  func first(in text: [UInt8], from start: Int) -> (id: Int, range: Range<Int>)? {
    for position in start..<text.count {
      for candidate in candidates[Int(text[position])]
      where text[position...].starts(with: candidate.text) {
        return (candidate.id, position..<position + candidate.text.count)
      }
    }
    return nil
  }
}
