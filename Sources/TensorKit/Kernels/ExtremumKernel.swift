/// The largest elements, and where they are, along one dimension of a contiguous tensor seen as
/// [outer, n, inner]. NaN counts as the largest, as in PyTorch.
enum ExtremumKernel {
  enum Kind { case maximum, minimum }

  /// Writes the extreme values to `values` and the first index of each to `indices` (int64), both
  /// contiguous of outer·inner elements. Precondition: n > 0, a numeric type.
  static func run(
    _ kind: Kind, _ x: Tensor, outer: Int, _ n: Int, inner: Int,
    values: Tensor, indices: Tensor
  ) {
    let at = indices.intPointer
    switch x.dtype.computeType {
    case .float32: search(kind, x.floats, outer, n, inner, values.floats, at)
    case .float64: search(kind, x.doublePointer, outer, n, inner, values.doublePointer, at)
    case .int64, .bool: search(kind, x.intPointer, outer, n, inner, values.intPointer, at)
    }
    x.keepAlive()
    values.keepAlive()
    indices.keepAlive()
  }

  /// The largest of `count` floats, at least one; NaN if there is one.
  static func maximum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    if count < 16 {
      var best = x[0]
      for i in 1..<max(count, 1) { best = larger(best, x[i]) }
      return best
    }
    var lanes = (load(x), load(x), load(x), load(x))
    var i = 0
    while i &+ 64 <= count {
      lanes.0 = larger(lanes.0, load(x + i))
      lanes.1 = larger(lanes.1, load(x + i + 16))
      lanes.2 = larger(lanes.2, load(x + i + 32))
      lanes.3 = larger(lanes.3, load(x + i + 48))
      i &+= 64
    }
    while i &+ 16 <= count {
      lanes.0 = larger(lanes.0, load(x + i))
      i &+= 16
    }
    // The last vector overlaps what was seen: a maximum does not mind.
    lanes.0 = larger(lanes.0, load(x + count - 16))
    let best = larger(larger(lanes.0, lanes.1), larger(lanes.2, lanes.3))
    var result = best[0]
    for lane in 1..<16 { result = larger(result, best[lane]) }
    return result
  }

  /// The largest of `count` floats, at least one, where a NaN may or may not be passed over: what
  /// softmax needs, whose result is NaN anyway.
  static func maximumOfNumbers(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    if count < 16 {
      var best = x[0]
      for i in 1..<max(count, 1) { best = best > x[i] ? best : x[i] }
      return best
    }
    var best = load(x + count - 16)
    for i in stride(from: 0, to: count &- 16, by: 16) { best = greater(best, load(x + i)) }
    let eight = greater(best.lowHalf, best.highHalf)
    let four = greater(eight.lowHalf, eight.highHalf)
    let two = (max(four.x, four.z), max(four.y, four.w))
    return max(two.0, two.1)
  }

  @inline(always)
  private static func greater(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: a .> b)
  }

  @inline(always)
  private static func greater(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    b.replacing(with: a, where: a .> b)
  }

  @inline(always)
  private static func greater(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    b.replacing(with: a, where: a .> b)
  }

  private typealias Vector = SIMD16<Float>

  @inline(always)
  private static func load(_ p: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(p).loadUnaligned(as: Vector.self)
  }

  @inline(always)
  private static func larger(_ a: Float, _ b: Float) -> Float { a > b || a != a ? a : b }

  @inline(always)
  private static func larger(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: (a .> b) .| (a .!= a))
  }

  @inline(always)
  private static func search<T: Comparable & Numeric>(
    _ kind: Kind, _ x: UnsafePointer<T>, _ outer: Int, _ n: Int, _ inner: Int,
    _ values: UnsafeMutablePointer<T>, _ indices: UnsafeMutablePointer<Int>
  ) {
    for o in 0..<outer {
      for i in 0..<inner {
        let line = x + (o * n * inner + i)
        var (best, at) = (line[0], 0)
        for k in 1..<max(n, 1) {
          let value = line[k * inner]
          let isBetter = kind == .maximum ? value > best : value < best
          // A first NaN replaces any number, and nothing replaces it.
          if isBetter && best == best || value != value && best == best { (best, at) = (value, k) }
        }
        values[o * inner + i] = best
        indices[o * inner + i] = at
      }
    }
  }
}
