/// Ranks and positions, the lowest rank first, and among equals the leftmost: a binary heap.
struct SmallestFirst {
  // A rank has 24 bits and a position 40, so that one comparison orders both.
  private var keys: [UInt64] = []

  /// How many ranks there can be.
  static let ranks = 1 << 24

  mutating func insert(_ rank: Int, _ position: Int) {
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
