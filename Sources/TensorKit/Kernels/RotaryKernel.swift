/// Rotates the pairs (i, i + E/2) of every row of E elements, by an angle of each pair's own.
enum RotaryKernel {
  /// Writes x·cos + rotateHalf(x)·sin to `out`, which is contiguous; or, where `isBackward`, what a
  /// gradient x of that becomes: the same with the sines of the other half, negative.
  ///
  /// Precondition: all have the shape of `out`, floating point elements of one type that is computed
  /// with, and a last dimension that is dense, with an even number of elements.
  static func run(
    _ x: Tensor, _ cos: Tensor, _ sin: Tensor, isBackward: Bool, into out: Tensor
  ) {
    switch out.dtype.floatingType {
    case .single: rows(x, cos, sin, out, isBackward) { $0.floats }
    case .double: rows(x, cos, sin, out, isBackward) { $0.doublePointer }
    }
    for tensor in [x, cos, sin, out] { tensor.keepAlive() }
  }

  @inline(__always)
  private static func rows<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: Tensor, _ cos: Tensor, _ sin: Tensor, _ out: Tensor, _ isBackward: Bool,
    _ pointer: (Tensor) -> UnsafeMutablePointer<T>
  ) {
    let shape = out.shape
    guard let extent = shape.last, out.count > 0 else { return }
    let (from, c, s, to) = (pointer(x), pointer(cos), pointer(sin), pointer(out))
    Threads.split(out.count / extent, grain: Threads.rows(of: extent)) { range in
      for row in range {
        var (rest, a, b, d) = (row, 0, 0, 0)
        for dimension in stride(from: shape.count - 2, through: 0, by: -1) {
          let index = rest % shape[dimension]
          rest /= shape[dimension]
          a += index * x.strides[dimension]
          b += index * cos.strides[dimension]
          d += index * sin.strides[dimension]
        }
        turn(extent / 2, from + a, c + b, s + d, isBackward, to + row * extent)
      }
    }
  }

  /// One row. Products and sums are rounded one by one, as in PyTorch's expression.
  @inline(__always)
  private static func turn<T: BinaryFloatingPoint & SIMDScalar>(
    _ half: Int, _ x: UnsafeMutablePointer<T>, _ cos: UnsafeMutablePointer<T>,
    _ sin: UnsafeMutablePointer<T>, _ isBackward: Bool, _ out: UnsafeMutablePointer<T>
  ) {
    typealias V = SIMD8<T>
    @inline(__always) func vector(_ p: UnsafeMutablePointer<T>) -> V {
      UnsafeRawPointer(p).loadUnaligned(as: V.self)
    }
    @inline(__always) func store(_ v: V, _ p: UnsafeMutablePointer<T>) {
      UnsafeMutableRawPointer(p).storeBytes(of: v, as: V.self)
    }
    let (x2, cos2, sin2, out2) = (x + half, cos + half, sin + half, out + half)
    var i = 0
    while i + 8 <= half {
      let (a, b) = (vector(x + i), vector(x2 + i))
      let (s, s2) = (vector(sin + i), vector(sin2 + i))
      let (across, back) = isBackward ? (b * s2, -(a * s)) : (-(b * s), a * s2)
      store(a * vector(cos + i) + across, out + i)
      store(b * vector(cos2 + i) + back, out2 + i)
      i += 8
    }
    while i < half {
      let (a, b) = (x[i], x2[i])
      let (across, back) = isBackward ? (b * sin2[i], -(a * sin[i])) : (-(b * sin[i]), a * sin2[i])
      (out[i], out2[i]) = (a * cos[i] + across, b * cos2[i] + back)
      i += 1
    }
  }
}
