#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Moves elements between tensors of one type and shape, whatever their strides.
///
/// A move does not look at what it moves: there is one loop for elements of 1, 2, 4 and 8 bytes each,
/// whatever types have that width.
enum CopyMoves {
  /// Precondition: both have one shape, elements of `width` bytes, and do not overlap.
  static func run(from source: Tensor, to target: Tensor, width: Int) {
    if target.count == 0 { return }
    if source.isContiguous && target.isContiguous {
      dense(source.data, target.data, target.count, width)
    } else if let plan = CopyPlan(target.shape, from: source.strides, to: target.strides) {
      divided(plan, source.data, target.data, width)
    } else {
      // More dimensions than a plan holds: one after another along the first.
      for index in 0..<target.shape[0] {
        let (part, place) = (source.slot(index), target.slot(index))
        run(from: part, to: place, width: width)
      }
    }
    source.keepAlive()
    target.keepAlive()
  }

  private static func dense(
    _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ count: Int, _ width: Int
  ) {
    Threads.split(count, grain: Threads.elements) { range in
      let at = range.lowerBound * width
      memcpy(to + at, from + at, range.count * width)
    }
  }

  /// On several threads if there is enough to do, each with its part of the longest of the outer
  /// dimensions.
  private static func divided(
    _ plan: CopyPlan, _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ width: Int
  ) {
    if plan.count < 2 * Threads.elements || getNumThreads() == 1 {
      return serial(plan, from, to, width)
    }
    var longest = 0
    for d in 1..<max(plan.rank, 1) where plan.extents[d] > 2 * plan.extents[longest] { longest = d }
    let extent = plan.extents[longest]
    Threads.split(extent, grain: max(1, Threads.elements / (plan.count / extent))) { range in
      let part = plan.part(range, of: longest)
      serial(part.plan, from + part.from * width, to + part.to * width, width)
    }
  }

  private static func serial(
    _ plan: CopyPlan, _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ width: Int
  ) {
    let inner = plan.inner
    if inner.to == 1 && inner.from > 1 {
      // Where the source is dense along another dimension, this is a transpose.
      for d in 0..<(plan.rank - 1) where plan.from[d] == 1 {
        let turned = plan.turning(d)
        if inner.extent >= CopyTiles.leastEdge && plan.extents[d] >= CopyTiles.leastEdge {
          return transposes(turned, from, to, width)
        }
        if plan.extents[d] > inner.extent { return rows(turned, from, to, width) }
      }
    }
    rows(plan, from, to, width)
  }

  /// Of the two innermost dimensions, the source is dense along the last, the target along the other.
  private static func transposes(
    _ plan: CopyPlan, _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ width: Int
  ) {
    let d = plan.rank - 2
    plan.forEach(d) { a, b in
      CopyTiles.run(
        rows: plan.inner.extent, columns: plan.extents[d], width: width,
        from: from + a * width, plan.from[d], to: to + b * width, plan.inner.to)
    }
  }

  private static func rows(
    _ plan: CopyPlan, _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ width: Int
  ) {
    switch width {
    case 1: rows(plan, from.as(UInt8.self), to.as())
    case 2: rows(plan, from.as(UInt16.self), to.as())
    case 4: rows(plan, from.as(UInt32.self), to.as())
    default: rows(plan, from.as(UInt64.self), to.as())
    }
  }

  /// Every innermost loop is a run of elements, one element many times, or neither.
  @inline(__always)
  private static func rows<T>(
    _ plan: CopyPlan, _ from: UnsafePointer<T>, _ to: UnsafeMutablePointer<T>
  ) {
    let (extent, a, b) = plan.inner
    switch (a, b) {
    case (1, 1):
      let byteCount = extent * MemoryLayout<T>.size
      if byteCount % 64 == 0 && byteCount <= 1024 {
        // Shorter than a call of memcpy takes.
        plan.forEach(plan.rank - 1) { p, q in
          let (source, target) = (UnsafeRawPointer(from + p), UnsafeMutableRawPointer(to + q))
          for at in stride(from: 0, to: byteCount, by: 64) {
            let line = source.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt32>.self)
            target.storeBytes(of: line, toByteOffset: at, as: SIMD16<UInt32>.self)
          }
        }
      } else if byteCount >= 128 {
        plan.forEach(plan.rank - 1) { memcpy(to + $1, from + $0, byteCount) }
      } else {
        plan.forEach(plan.rank - 1) { p, q in
          for i in 0..<extent { to[q &+ i] = from[p &+ i] }
        }
      }
    case (0, 1):
      plan.forEach(plan.rank - 1) { p, q in
        let value = from[p]
        for i in 0..<extent { to[q &+ i] = value }
      }
    default:
      plan.forEach(plan.rank - 1) { p, q in
        for i in 0..<extent { to[q &+ i &* b] = from[p &+ i &* a] }
      }
    }
  }
}

// Here and not beside the plan, as nothing is inlined from one file into another.
extension CopyPlan {
  /// Calls `body` with both offsets for every index of the first `dimensions` dimensions.
  @inline(__always)
  fileprivate func forEach(_ dimensions: Int, _ body: (_ from: Int, _ to: Int) -> Void) {
    if dimensions == 0 { return body(0, 0) }
    let last = dimensions - 1
    let (count, fromStep, toStep) = (extents[last], from[last], to[last])
    var index = SIMD8<Int>(repeating: 0)
    var (a, b) = (0, 0)
    while true {
      for i in 0..<count { body(a &+ i &* fromStep, b &+ i &* toStep) }
      var d = last - 1
      while d >= 0 {
        index[d] &+= 1
        a &+= from[d]
        b &+= to[d]
        if index[d] < extents[d] { break }
        a &-= from[d] &* extents[d]
        b &-= to[d] &* extents[d]
        index[d] = 0
        d &-= 1
      }
      if d < 0 { return }
    }
  }
}

extension Tensor {
  /// Element `index` of the first dimension, outside any graph.
  fileprivate final func slot(_ index: Int) -> Tensor {
    alias(
      shape: Array(shape.dropFirst()), strides: Array(strides.dropFirst()),
      offset: offset + index * strides[0])
  }
}

extension UnsafeRawPointer {
  @inline(__always)
  fileprivate func `as`<T>(_: T.Type = T.self) -> UnsafePointer<T> {
    assumingMemoryBound(to: T.self)
  }
}

extension UnsafeMutableRawPointer {
  @inline(__always)
  fileprivate func `as`<T>(_: T.Type = T.self) -> UnsafeMutablePointer<T> {
    assumingMemoryBound(to: T.self)
  }
}
