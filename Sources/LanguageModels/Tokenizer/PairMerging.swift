/// Which two tokens make a third, in rank order.
struct MergeTable: Sendable {
  struct Merge: Sendable {
    var left: Int32
    var right: Int32
    var result: Int32
  }

  /// How many merges there can be: a rank has 24 bits in the queue.
  static let most = 1 << 24

  private(set) var merges: [Merge] = []
  private var ranks: [UInt64: Int32] = [:]

  init(capacity: Int) {
    merges.reserveCapacity(capacity)
    ranks.reserveCapacity(capacity)
  }

  /// Adds a merge of the next rank. False if the pair has a rank already.
  mutating func append(_ merge: Merge) -> Bool {
    let rank = Int32(merges.count)
    merges.append(merge)
    return ranks.updateValue(rank, forKey: Self.key(merge.left, merge.right)) == nil
  }

  func rank(_ left: Int32, _ right: Int32) -> Int32? { ranks[Self.key(left, right)] }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
}

/// Merges neighbours of the lowest rank first, the leftmost of them first, until none is left.
///
/// A piece of n bytes takes n log n steps: candidates wait in a heap, and neighbours are linked. The
/// storage is used again for the next piece.
struct PairMerging {
  private let table: MergeTable
  // Of each symbol: its token, or -1 once its left neighbour has swallowed it, and its neighbours.
  private var tokens: [Int32] = []
  private var left: [Int] = []
  private var right: [Int] = []
  private var queue = Queue()

  init(_ table: MergeTable) { self.table = table }

  /// Appends the tokens of a piece of `text` to `ids`.
  ///
  /// - Parameter byteTokens: the token that each byte begins as, or -1 if it is left out.
  mutating func merge(
    _ piece: Range<Int>, of text: [UInt8], _ byteTokens: [Int32], into ids: inout [Int]
  ) {
    tokens.removeAll(keepingCapacity: true)
    for index in piece {
      let token = byteTokens[Int(text[index])]
      if token >= 0 { tokens.append(token) }
    }
    if tokens.count > 1 { mergeAll() }
    for token in tokens where token >= 0 { ids.append(Int(token)) }
  }

  private mutating func mergeAll() {
    left.removeAll(keepingCapacity: true)
    right.removeAll(keepingCapacity: true)
    for index in tokens.indices {
      left.append(index - 1)
      right.append(index + 1)
    }
    for index in 0..<tokens.count - 1 { propose(index) }
    while let (rank, index) = queue.removeFirst() { apply(table.merges[rank], at: index) }
  }

  private mutating func propose(_ index: Int) {
    let next = right[index]
    guard next < tokens.count, let rank = table.rank(tokens[index], tokens[next]) else { return }
    queue.insert(rank, index)
  }

  private mutating func apply(_ merge: MergeTable.Merge, at index: Int) {
    let next = right[index]
    // Either may have been merged with another meanwhile.
    guard tokens[index] == merge.left, next < tokens.count, tokens[next] == merge.right else {
      return
    }
    tokens[index] = merge.result
    tokens[next] = -1
    right[index] = right[next]
    if right[next] < tokens.count { left[right[next]] = index }
    if left[index] >= 0 { propose(left[index]) }
    propose(index)
  }
}

extension PairMerging {
  /// Ranks and positions, the lowest rank first, and among equals the leftmost: a binary heap.
  private struct Queue {
    // The rank above, the position in the lower 40 bits: one comparison orders both.
    private var keys: [UInt64] = []

    mutating func insert(_ rank: Int32, _ position: Int) {
      let key = UInt64(rank) << 40 | UInt64(position)
      var hole = keys.count
      keys.append(key)
      while hole > 0 {
        let parent = (hole - 1) / 2
        guard key < keys[parent] else { break }
        keys[hole] = keys[parent]
        hole = parent
      }
      keys[hole] = key
    }

    mutating func removeFirst() -> (rank: Int, position: Int)? {
      guard let first = keys.first, let key = keys.popLast() else { return nil }
      if !keys.isEmpty { sink(key) }
      return (Int(first >> 40), Int(first & (1 << 40 - 1)))
    }

    private mutating func sink(_ key: UInt64) {
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < keys.count else { break }
        if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
        guard keys[child] < key else { break }
        keys[hole] = keys[child]
        hole = child
      }
      keys[hole] = key
    }
  }
}
