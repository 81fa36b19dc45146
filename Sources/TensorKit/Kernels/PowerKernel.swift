#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// xᵖ with one p for all elements.
enum PowerKernel {
  static func run(
    _ p: Double, _ n: Int, _ x: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    // The exponent is a float too: a whole number beyond 2²⁴ may lose its last bits.
    let p = Double(Float(p))
    if plain(p, n, x, out) { return }
    if !p.isFinite {
      for i in 0..<n { out[i] = powf(x[i], Float(p)) }
      return
    }
    // Of negative numbers only whole powers are real. Whether a power is whole, and odd, is asked of
    // the exponent as a float: beyond 2²⁴ all are even.
    let single = Double(Float(p))
    let isWhole = single == single.rounded(.towardZero)
    let isOdd = isWhole && (single / 2) != (single / 2).rounded(.towardZero)
    let negative: Float = !isWhole ? .nan : isOdd ? -1 : 1
    for i in 0..<n {
      let value = x[i]
      let size = Float(exponential2(p * logarithm2(Double(value.magnitude))))
      let finite = value.sign == .minus ? negative * size : size
      // 0 and ∞ are powers of themselves, whatever the sign of what is no whole power.
      let end: Float =
        value == 0 || value.magnitude == .infinity
        ? (isOdd && value.sign == .minus ? -edge(value, p) : edge(value, p)) : finite
      out[i] = value != value ? value : end
    }
  }

  static func run(
    _ p: Double, _ n: Int, _ x: UnsafeMutablePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) {
    if plain(p, n, x, out) { return }
    for i in 0..<n { out[i] = pow(x[i], p) }
  }

  /// |0|ᵖ and |∞|ᵖ.
  @inline(__always)
  private static func edge(_ value: Float, _ p: Double) -> Float {
    (value == 0) == (p > 0) ? 0 : .infinity
  }

  /// Exponents that are a few multiplications or a root, as PyTorch computes them. False for others.
  @inline(__always)
  private static func plain<T: BinaryFloatingPoint>(
    _ p: Double, _ n: Int, _ x: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) -> Bool {
    switch p {
    case 0: for i in 0..<n { out[i] = 1 }
    case 1: out.update(from: x, count: n)
    case 2: for i in 0..<n { out[i] = x[i] * x[i] }
    case 3: for i in 0..<n { out[i] = x[i] * x[i] * x[i] }
    case -1: for i in 0..<n { out[i] = 1 / x[i] }
    case -2: for i in 0..<n { out[i] = 1 / (x[i] * x[i]) }
    case 0.5: for i in 0..<n { out[i] = x[i].squareRoot() }
    case -0.5: for i in 0..<n { out[i] = 1 / x[i].squareRoot() }
    default: return false
    }
    return true
  }
}

// In double precision, so that the result is the nearest float but for one in a million.

/// log₂ x for a float x > 0, within 10⁻¹³: n + 2·artanh(s)/ln 2 with s = (m − 1)/(m + 1), √½ ≤ m < √2.
@inline(__always)
private func logarithm2(_ x: Double) -> Double {
  let bits = Int64(bitPattern: x.bitPattern)
  let exponent = (bits &- 0x3FE6_A09E_667F_3BCD) &>> 52
  let m = Double(bitPattern: UInt64(bitPattern: bits &- (exponent &<< 52)))
  let s = (m - 1) / (m + 1)
  let z = s * s
  var p = (1.0 / 13 as Double).addingProduct(z, 1.0 / 15)
  p = (1.0 / 11 as Double).addingProduct(z, p)
  p = (1.0 / 9 as Double).addingProduct(z, p)
  p = (1.0 / 7 as Double).addingProduct(z, p)
  p = (1.0 / 5 as Double).addingProduct(z, p)
  p = (1.0 / 3 as Double).addingProduct(z, p)
  p = (1.0 as Double).addingProduct(z, p)
  return Double(exponent).addingProduct(p * s, 2.885_390_081_777_926_8)
}

/// 2ʸ within 10⁻¹¹; what is beyond a float's range comes out beyond it.
@inline(__always)
private func exponential2(_ argument: Double) -> Double {
  let y = argument > 200 ? 200 : argument < -200 ? -200 : argument
  let shifter = 0x1.8p52
  let shifted = y + shifter
  let r = (y - (shifted - shifter)) * 0.693_147_180_559_945_3
  var p = (1.0 / 362_880 as Double).addingProduct(r, 1.0 / 3_628_800)
  p = (1.0 / 40_320 as Double).addingProduct(r, p)
  p = (1.0 / 5_040 as Double).addingProduct(r, p)
  p = (1.0 / 720 as Double).addingProduct(r, p)
  p = (1.0 / 120 as Double).addingProduct(r, p)
  p = (1.0 / 24 as Double).addingProduct(r, p)
  p = (1.0 / 6 as Double).addingProduct(r, p)
  p = (0.5 as Double).addingProduct(r, p)
  p = (1.0 as Double).addingProduct(r, p)
  p = (1.0 as Double).addingProduct(r, p)
  let power = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shifter.bitPattern)
  return p * Double(bitPattern: UInt64(bitPattern: (power &+ 1023) &<< 52))
}
