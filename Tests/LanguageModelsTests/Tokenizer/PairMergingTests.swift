import Testing

@testable import LanguageModels

/// The heap against the definition.
@Suite struct PairMergingTests {
  /// Merges the pair of the lowest rank, the leftmost of them, and looks again.
  private func slowly(_ symbols: [Int32], _ table: MergeTable) -> [Int] {
    var symbols = symbols
    while true {
      let candidates = symbols.indices.dropLast().compactMap { index in
        table.rank(symbols[index], symbols[index + 1]).map { (rank: $0, index: index) }
      }
      guard let best = candidates.min(by: { ($0.rank, $0.index) < ($1.rank, $1.index) }) else {
        return symbols.map(Int.init)
      }
      symbols[best.index] = table.merges[Int(best.rank)].result
      symbols.remove(at: best.index + 1)
    }
  }

  @Test func randomMergesAreThoseOfTheDefinition() {
    var soup = TextSoup(seed: 2)
    var merged = 0
    for _ in 0..<TextSoup.rounds {
      // Four letters, and merges of whatever two tokens there are when each is added.
      var table = MergeTable(capacity: 0)
      var tokens = 4
      for _ in 0..<soup.below(12) {
        let (left, right) = (Int32(soup.below(tokens)), Int32(soup.below(tokens)))
        if table.rank(left, right) == nil {
          let isNew = table.append(.init(left: left, right: right, result: Int32(tokens)))
          #expect(isNew)
          tokens += 1
        }
      }
      let text = (0..<soup.below(40)).map { _ in UInt8(soup.below(4)) }
      var merging = PairMerging(table)
      var ids: [Int] = []
      merging.merge(0..<text.count, of: text, [0, 1, 2, 3], into: &ids)
      #expect(ids == slowly(text.map(Int32.init), table))
      merged += text.count - ids.count
    }
    #expect(merged > 2 * TextSoup.rounds)
  }

  @Test func aByteWithoutATokenIsLeftOut() {
    var table = MergeTable(capacity: 1)
    let isNew = table.append(.init(left: 0, right: 1, result: 2))
    #expect(isNew)
    var merging = PairMerging(table)
    var ids: [Int] = []
    merging.merge(0..<4, of: [0, 1, 2, 1], [0, -1, 1], into: &ids)
    #expect(ids == [2])
  }

  @Test func aPairHasOneRank() {
    var table = MergeTable(capacity: 2)
    let (first, second) = (
      table.append(.init(left: 0, right: 1, result: 2)),
      table.append(.init(left: 0, right: 1, result: 3))
    )
    #expect(first && !second)
  }
}
