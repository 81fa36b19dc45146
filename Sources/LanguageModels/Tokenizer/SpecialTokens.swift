/// Tokens that are whole texts, found before anything is split: the leftmost, and the longest there.
struct SpecialTokens: Sendable {
  // By first byte, the longest first.
  private var candidates: [[(text: [UInt8], id: Int)]] = Array(repeating: [], count: 256)
  // Of each token.
  private var isSpecial: [Bool]

  /// Special tokens of a vocabulary.
  ///
  /// - Throws: an error of `special` if an id is no token's or stands there twice, or a text is empty.
  init(_ special: [Int], of vocabulary: [[UInt8]]) throws(TokenizerError) {
    isSpecial = Array(repeating: false, count: vocabulary.count)
    for id in special {
      guard vocabulary.indices.contains(id) else {
        throw .damaged("special", "names the token \(id) of \(vocabulary.count)")
      }
      guard !isSpecial[id] else {
        throw .damaged("special", "names the token \(id) twice")
      }
      guard let first = vocabulary[id].first else {
        throw .damaged("special", "names the token \(id), whose text is empty")
      }
      isSpecial[id] = true
      candidates[Int(first)].append((vocabulary[id], id))
    }
    for byte in candidates.indices {
      candidates[byte].sort { $0.text.count > $1.text.count }
    }
  }

  func contains(_ id: Int) -> Bool { isSpecial.indices.contains(id) && isSpecial[id] }

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
