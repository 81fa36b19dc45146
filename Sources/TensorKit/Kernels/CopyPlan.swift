/// How the elements of one strided tensor move to another of the same shape, in the order in which
/// the target lies in memory.
///
/// Dimensions of extent 1 are left out, the others sorted by the target's strides, the densest last,
/// and merged where both tensors step through two of them as through one. What a transposed tensor
/// is copied to, or a slice of a larger one, then has as few and as long loops as it can have.
///
/// Up to eight dimensions lie in registers: a plan takes no memory of its own.
struct CopyPlan {
  private(set) var rank = 0
  /// The extent of each dimension, and both tensors' steps along it.
  private(set) var extents = SIMD8<Int>(repeating: 1)
  private(set) var from = SIMD8<Int>(repeating: 0)
  private(set) var to = SIMD8<Int>(repeating: 0)
  /// The number of elements.
  private(set) var count = 1

  /// Nil for more than eight dimensions of an extent above 1.
  init?(_ shape: [Int], from source: [Int], to target: [Int]) {
    var sorted = CopyPlan()
    for d in shape.indices where shape[d] != 1 {
      if sorted.rank == 8 { return nil }
      sorted.insert(shape[d], source[d], target[d])
    }
    for d in 0..<sorted.rank { merge(sorted.extents[d], sorted.from[d], sorted.to[d]) }
    // At least one loop, so that there is an innermost one.
    if rank == 0 { append(1, 1, 1) }
  }

  private init() {}

  /// The last dimension: its extent, and both steps along it.
  var inner: (extent: Int, from: Int, to: Int) {
    (extents[rank - 1], from[rank - 1], to[rank - 1])
  }

  /// The part of this plan from `start` on along dimension `d`, and the offsets at which it begins.
  func part(_ range: Range<Int>, of d: Int) -> (plan: CopyPlan, from: Int, to: Int) {
    var plan = self
    plan.count = count / extents[d] * range.count
    plan.extents[d] = range.count
    return (plan, from[d] * range.lowerBound, to[d] * range.lowerBound)
  }

  /// The plan with dimension `d` as the innermost loop, and the others around it as they were.
  func turning(_ d: Int) -> CopyPlan {
    var plan = self
    for at in d..<(rank - 1) { plan.swapDimensions(at, at + 1) }
    return plan
  }

  private mutating func swapDimensions(_ d: Int, _ e: Int) {
    (extents[d], extents[e]) = (extents[e], extents[d])
    (from[d], from[e]) = (from[e], from[d])
    (to[d], to[e]) = (to[e], to[d])
  }

  /// Takes the dimension in as part of the last one, or as a new one.
  private mutating func merge(_ extent: Int, _ source: Int, _ target: Int) {
    let last = rank - 1
    guard rank > 0, from[last] == source &* extent, to[last] == target &* extent else {
      return append(extent, source, target)
    }
    extents[last] &*= extent
    (from[last], to[last]) = (source, target)
    count &*= extent
  }

  private mutating func append(_ extent: Int, _ source: Int, _ target: Int) {
    (extents[rank], from[rank], to[rank]) = (extent, source, target)
    rank += 1
    count &*= extent
  }

  /// Puts the dimension behind those with larger steps in the target.
  private mutating func insert(_ extent: Int, _ source: Int, _ target: Int) {
    var at = rank
    while at > 0, to[at - 1] < target {
      (extents[at], from[at], to[at]) = (extents[at - 1], from[at - 1], to[at - 1])
      at -= 1
    }
    (extents[at], from[at], to[at]) = (extent, source, target)
    rank += 1
  }
}
