/// Logarithm, sine and cosine in single precision, as PyTorch's normal draws compute them.
///
/// The polynomials are Cephes' (Moshier, `logf`, `sinf`, `cosf`). They are not the C library's: the
/// last bit differs for about one value in seven, and it is PyTorch's bits that a seed must give.
/// Every product that feeds a sum is fused into it, as PyTorch's compiler does.
enum CephesFloat {
  /// The natural logarithm of x in (0, 1].
  static func log(_ x: Float) -> Float {
    // x = m · 2ᵉ with m in [½, 1), then m in [√½, √2) so that m − 1 is small.
    let bits = x.bitPattern
    var exponent = Float(Int32(bits >> 23) - 126)
    let mantissa = Float(bitPattern: (bits & 0x007F_FFFF) | 0x3F00_0000)
    var m = mantissa - 1
    if mantissa < 0.707106781186547524 {
      exponent -= 1
      m += mantissa
    }
    let square = m * m
    let series = polynomial(
      m,
      [
        7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
        -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
      ])
    // ln 2 in two parts: 0.693359375 is exact in few bits, and the rest is added while still small.
    var correction = (exponent * -2.12194440e-4).addingProduct(series * m, square)
    correction = correction.addingProduct(square, -0.5)
    return (m + correction).addingProduct(exponent, 0.693359375)
  }

  /// Sine and cosine of x in [0, 2π].
  static func sinCos(_ x: Float) -> (sin: Float, cos: Float) {
    // The octant, rounded up to even, so that the rest lies in [−π/4, π/4].
    let octant = (Int32(x * 1.27323954473516) + 1) & ~1
    let y = Float(octant)
    var rest = x.addingProduct(y, -0.78515625)
    rest = rest.addingProduct(y, -2.4187564849853515625e-4)
    rest = rest.addingProduct(y, -3.77489497744594108e-8)

    let square = rest * rest
    let even = polynomial(
      square, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2])
    let cosine = (-(square * 0.5)).addingProduct(even * square, square) + 1
    let odd = polynomial(square, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1])
    let sine = rest.addingProduct(odd * square, rest)

    let swapped = octant & 2 != 0
    let sinSign: Float = octant & 4 == 0 ? 1 : -1
    let cosSign: Float = (octant - 2) & 4 == 0 ? -1 : 1
    return (sinSign * (swapped ? cosine : sine), cosSign * (swapped ? sine : cosine))
  }

  /// Horner's rule, each step one fused multiply-add. Coefficients from the highest power down.
  @inline(__always)
  private static func polynomial(_ x: Float, _ coefficients: [Float]) -> Float {
    coefficients.dropFirst().reduce(coefficients[0]) { $1.addingProduct($0, x) }
  }
}
