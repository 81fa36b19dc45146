/// Blocks of sixteen uniforms into blocks of sixteen normals, with the logarithm, sine and cosine in
/// single precision that PyTorch's normal draws use.
///
/// The polynomials are Cephes' (Moshier, `logf`, `sinf`, `cosf`). They are not the C library's: the
/// last bit differs for about one value in seven, and it is PyTorch's bits that a seed must give.
/// Every product that feeds a sum is fused into it, as PyTorch's compiler does.
///
/// All is written for one number, without a condition anywhere, and in one file with the loop that calls
/// it: the compiler makes vectors of it.
enum NormalBlocks {
  // Not 2 · Float.pi: Swift rounds that constant towards zero, PyTorch to the nearest.
  private static let fullTurn = Float(2 * Double.pi)

  /// As many pairs as are turned at a time: what a loop in vectors reads and writes lies in a row.
  private static let pairs = 512

  static func turn(
    _ blocks: Range<Int>, of values: UnsafeMutablePointer<Float>, _ mean: Float, _ std: Float
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * pairs) { room in
      guard let u = room.baseAddress else { return }
      let (v, x, y) = (u + pairs, u + 2 * pairs, u + 3 * pairs)
      for start in stride(from: blocks.lowerBound, to: blocks.upperBound, by: pairs / 8) {
        let run = min(pairs / 8, blocks.upperBound - start)
        let first = values + start * 16
        for block in 0..<run {
          copyEight(first + block * 16, to: u + block * 8)
          copyEight(first + block * 16 + 8, to: v + block * 8)
        }
        turn(run * 8, u, v, mean, std, x, y)
        for block in 0..<run {
          copyEight(x + block * 8, to: first + block * 16)
          copyEight(y + block * 8, to: first + block * 16 + 8)
        }
      }
    }
  }

  @inline(__always)
  private static func copyEight(
    _ from: UnsafeMutablePointer<Float>, to: UnsafeMutablePointer<Float>
  ) {
    let eight = UnsafeRawPointer(from).loadUnaligned(as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(to).storeBytes(of: eight, as: SIMD8<Float>.self)
  }

  private static func turn(
    _ count: Int, _ u: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>,
    _ mean: Float, _ std: Float, _ x: UnsafeMutablePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) {
    let turn = fullTurn
    for i in 0..<count {
      let radius = (-2 * log(1 - u[i])).squareRoot()
      let angle = sinCos(turn * v[i])
      x[i] = mean.addingProduct(radius * angle.cos, std)
      y[i] = mean.addingProduct(radius * angle.sin, std)
    }
  }

  /// The natural logarithm of x in (0, 1].
  @inline(__always)
  private static func log(_ x: Float) -> Float {
    // x = (1 + m) · 2ᵉ with 1 + m in [√½, √2), so that m is small.
    let bits = Int32(bitPattern: x.bitPattern)
    let power = (bits &- 0x3F35_04F3) &>> 23
    let m = Float(bitPattern: UInt32(bitPattern: bits &- (power &<< 23))) - 1
    let exponent = Float(power)
    let square = m * m
    var series = fused(7.0376836292e-2, m, -1.1514610310e-1)
    series = fused(series, m, 1.1676998740e-1)
    series = fused(series, m, -1.2420140846e-1)
    series = fused(series, m, 1.4249322787e-1)
    series = fused(series, m, -1.6668057665e-1)
    series = fused(series, m, 2.0000714765e-1)
    series = fused(series, m, -2.4999993993e-1)
    series = fused(series, m, 3.3333331174e-1)
    // ln 2 in two parts: 0.693359375 is exact in few bits, and the rest is added while still small.
    var correction = fused(series * m, square, exponent * -2.12194440e-4)
    correction = fused(square, -0.5, correction)
    return fused(exponent, 0.693359375, m + correction)
  }

  /// Sine and cosine of x in [0, 2π].
  @inline(__always)
  private static func sinCos(_ x: Float) -> (sin: Float, cos: Float) {
    // The octant, rounded up to even, so that the rest lies in [−π/4, π/4].
    let octant = (Int32(truncating: x * 1.27323954473516) &+ 1) & ~1
    let y = Float(octant)
    var rest = fused(y, -0.78515625, x)
    rest = fused(y, -2.4187564849853515625e-4, rest)
    rest = fused(y, -3.77489497744594108e-8, rest)

    let square = rest * rest
    var even = fused(2.443315711809948e-5, square, -1.388731625493765e-3)
    even = fused(even, square, 4.166664568298827e-2)
    let cosine = fused(even * square, square, -(square * 0.5)) + 1
    var odd = fused(-1.9515295891e-4, square, 8.3321608736e-3)
    odd = fused(odd, square, -1.6666654611e-1)
    let sine = fused(odd * square, rest, rest)

    // Bit 1 of the octant exchanges the two; bit 2 is the sign of the sine, and of the cosine where
    // the octant is two further on.
    let exchange =
      UInt32(bitPattern: 0 &- (octant &>> 1 & 1)) & (sine.bitPattern ^ cosine.bitPattern)
    let sinSign = UInt32(bitPattern: octant & 4) &<< 29
    let cosSign = UInt32(bitPattern: ~(octant &- 2) & 4) &<< 29
    return (
      Float(bitPattern: sine.bitPattern ^ exchange ^ sinSign),
      Float(bitPattern: cosine.bitPattern ^ exchange ^ cosSign)
    )
  }

  /// a·b + c, rounded once.
  @inline(__always)
  private static func fused(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }
}

extension Int32 {
  /// Without the tests that a conversion makes, which keep a loop from becoming vectors. Precondition:
  /// x lies in 0 ..< 2²².
  @inline(__always)
  fileprivate init(truncating x: Float) {
    // Adding 2²³ rounds to the nearest integer, and leaves it in the low bits. If that lies above x, the
    // difference is negative, and its sign is what there is too much.
    let shifted = x + 0x1p23
    let tooMuch = Int32(bitPattern: (x - (shifted - 0x1p23)).bitPattern &>> 31)
    self = Int32(bitPattern: shifted.bitPattern & 0x7F_FFFF) &- tooMuch
  }
}
