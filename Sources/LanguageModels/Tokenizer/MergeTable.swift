/// Which two tokens make a third, in rank order.
struct MergeTable: Sendable {
  struct Merge: Sendable {
    var left: Int32
    var right: Int32
    var result: Int32
  }

  private(set) var merges: [Merge] = []
  private var ranks: [UInt64: Int32] = [:]

  init(capacity: Int) {
    merges.reserveCapacity(capacity)
    ranks.reserveCapacity(capacity)
  }

  /// Adds a merge of the next rank, unless the pair has one.
  mutating func append(_ merge: Merge) -> Bool {
    let rank = Int32(merges.count)
    guard ranks.updateValue(rank, forKey: Self.key(merge.left, merge.right)) == nil else {
      return false
    }
    merges.append(merge)
    return true
  }

  @inline(__always)
  func rank(_ left: Int32, _ right: Int32) -> Int? {
    ranks[Self.key(left, right)].map(Int.init)
  }

  @inline(__always)
  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
}
