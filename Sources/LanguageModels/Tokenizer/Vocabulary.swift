/// Tokens by their spelling: letters for bytes, or a whole text.
///
/// Spellings are bytes throughout. Swift's `String` takes é as one letter and e with an accent after it
/// for equal, and they are two tokens.
struct Vocabulary: Sendable {
  private struct Spelling: Hashable, Sendable {
    var bytes: [UInt8]

    // In one call: `Array` would hash byte by byte, which half the time of loading went into.
    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private var ids: [Spelling: Int32]

  /// - Throws: an error of `tokens` if there is none, one is not UTF-8 or two are alike.
  init(_ spellings: [[UInt8]]) throws(TokenizerError) {
    guard !spellings.isEmpty, spellings.count <= Int32.max else {
      throw .damaged("tokens", "holds \(spellings.count) tokens")
    }
    ids = Dictionary(minimumCapacity: spellings.count)
    for (id, spelling) in spellings.enumerated() {
      guard String(validating: spelling, as: UTF8.self) != nil else {
        throw .damaged("tokens", "has a token, \(id), that is not UTF-8")
      }
      if let other = ids.updateValue(Int32(id), forKey: Spelling(bytes: spelling)) {
        throw .damaged("tokens", "spells the tokens \(other) and \(id) alike")
      }
    }
  }

  /// The token of this spelling.
  func id(_ spelling: [UInt8]) -> Int? { ids[Spelling(bytes: spelling)].map(Int.init) }

  /// The merges of pairs of spellings, in rank order. Special tokens take no part, so that no text that
  /// is to be ordinary becomes one.
  ///
  /// - Throws: an error of `merges`.
  func mergeTable(
    _ pairs: [(left: [UInt8], right: [UInt8])], _ special: SpecialTokens
  ) throws(TokenizerError) -> MergeTable {
    guard pairs.count <= MergeTable.most else {
      throw .unsupported("merges", "holds \(pairs.count) merges, more than \(MergeTable.most)")
    }
    var table = MergeTable(capacity: pairs.count)
    var joined: [UInt8] = []
    for (rank, pair) in pairs.enumerated() {
      joined.removeAll(keepingCapacity: true)
      joined += pair.left
      joined += pair.right
      guard let left = id(pair.left), let right = id(pair.right), let result = id(joined) else {
        throw .damaged("merges", "has a merge, \(rank), of or to something that is no token")
      }
      guard !special.contains(left), !special.contains(right), !special.contains(result) else {
        throw .unsupported("merges", "has a merge, \(rank), of or to a special token")
      }
      let merge = MergeTable.Merge(
        left: Int32(left), right: Int32(right), result: Int32(result))
      guard table.append(merge) else {
        throw .damaged("merges", "has a merge, \(rank), that stands there twice")
      }
    }
    return table
  }
}
