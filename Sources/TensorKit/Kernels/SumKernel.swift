/// Sums along one dimension of a contiguous tensor seen as [outer, n, inner].
///
/// Many partial sums, added pairwise: the rounding error grows with the logarithm of n, not with n.
enum SumKernel {
  /// Writes to `out`, contiguous of outer·inner elements and of the tensor's numeric type.
  static func run(_ x: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor) {
    switch x.dtype.computeType {
    case .float32: floats(x.floats, outer, n, inner, out.floats)
    case .float64: doubles(x.doublePointer, outer, n, inner, out.doublePointer)
    case .int64, .bool: integers(x.intPointer, outer, n, inner, out.intPointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// The sum of `count` floats.
  static func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    if count > 8192 {
      let half = (count / 2) & ~63
      return sum(x, half) + sum(x + half, count - half)
    }
    var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
    var i = 0
    while i &+ 64 <= count {
      a += load(x + i)
      b += load(x + i + 16)
      c += load(x + i + 32)
      d += load(x + i + 48)
      i &+= 64
    }
    while i &+ 16 <= count {
      a += load(x + i)
      i &+= 16
    }
    var total = lanes((a + b) + (c + d))
    while i < count {
      total += x[i]
      i &+= 1
    }
    return total
  }

  private typealias Vector = SIMD16<Float>

  @inline(always)
  private static func load(_ p: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(p).loadUnaligned(as: Vector.self)
  }

  /// `Vector.sum()` adds lane after lane; halves are quicker and more exact.
  @inline(always)
  private static func lanes(_ v: Vector) -> Float {
    let eight = v.lowHalf + v.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  private static func floats(
    _ x: UnsafePointer<Float>, _ outer: Int, _ n: Int, _ inner: Int,
    _ out: UnsafeMutablePointer<Float>
  ) {
    for o in 0..<outer {
      let block = x + o * n * inner
      if inner == 1 {
        out[o] = sum(block, n)
      } else {
        columns(block, n, inner, out + o * inner)
      }
    }
  }

  /// The column sums of a matrix of n rows. Rows are first added up in groups of 64.
  private static func columns(
    _ x: UnsafePointer<Float>, _ n: Int, _ inner: Int, _ out: UnsafeMutablePointer<Float>
  ) {
    out.update(repeating: 0, count: inner)
    if n <= 64 { return addRows(x, n, inner, to: out) }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: inner) { buffer in
      guard let group = buffer.baseAddress else { return }
      for start in stride(from: 0, to: n, by: 64) {
        group.update(repeating: 0, count: inner)
        addRows(x + start * inner, min(64, n - start), inner, to: group)
        for i in 0..<inner { out[i] += group[i] }
      }
    }
  }

  private static func addRows(
    _ x: UnsafePointer<Float>, _ n: Int, _ inner: Int, to out: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<n {
      let values = x + row * inner
      for i in 0..<inner { out[i] += values[i] }
    }
  }

  private static func doubles(
    _ x: UnsafePointer<Double>, _ outer: Int, _ n: Int, _ inner: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for o in 0..<outer {
      let (block, sums) = (x + o * n * inner, out + o * inner)
      sums.update(repeating: 0, count: inner)
      for row in 0..<n {
        let values = block + row * inner
        for i in 0..<inner { sums[i] += values[i] }
      }
    }
  }

  private static func integers(
    _ x: UnsafePointer<Int>, _ outer: Int, _ n: Int, _ inner: Int, _ out: UnsafeMutablePointer<Int>
  ) {
    for o in 0..<outer {
      let (block, sums) = (x + o * n * inner, out + o * inner)
      sums.update(repeating: 0, count: inner)
      for row in 0..<n {
        let values = block + row * inner
        for i in 0..<inner { sums[i] &+= values[i] }
      }
    }
  }
}
