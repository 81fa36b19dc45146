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
  private var queue = SmallestFirst()

  init(_ table: MergeTable) { self.table = table }

  /// Appends the tokens of a piece, which begins as `symbols`, to `ids`.
  mutating func merge(_ symbols: some Sequence<Int32>, into ids: inout [Int]) {
    tokens.removeAll(keepingCapacity: true)
    tokens.append(contentsOf: symbols)
    let count = tokens.count
    if count > 1 {
      left.removeAll(keepingCapacity: true)
      right.removeAll(keepingCapacity: true)
      for index in 0..<count {
        left.append(index - 1)
        right.append(index + 1)
      }
      for index in 0..<count - 1 { propose(index) }
      while let (rank, index) = queue.removeFirst() { apply(rank, at: index) }
    }
    for token in tokens where token >= 0 { ids.append(Int(token)) }
  }

  private mutating func propose(_ index: Int) {
    let next = right[index]
    guard next < tokens.count, let rank = table.rank(tokens[index], tokens[next]) else { return }
    queue.insert(rank, index)
  }

  private mutating func apply(_ rank: Int, at index: Int) {
    let merge = table.merges[rank]
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
