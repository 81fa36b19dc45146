#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The formulas of ``VectorMath`` in double precision. What is made of exponentials and logarithms is
/// written without calls, for vectors; the rest goes to the C library.
enum DoubleMath {
  typealias Doubles = UnsafeMutablePointer<Double>

  static func apply(_ function: VectorMath.Function, _ n: Int, _ x: Doubles, _ out: Doubles) {
    switch function {
    case .exp: for i in 0..<n { out[i] = exponential(x[i]) }
    case .log: for i in 0..<n { out[i] = logarithm(x[i]) }
    case .sigmoid: for i in 0..<n { out[i] = 1 / (1 + exponential(-x[i])) }
    case .silu: for i in 0..<n { out[i] = x[i] / (1 + exponential(-x[i])) }
    case .tanh: for i in 0..<n { out[i] = hyperbolicTangent(x[i]) }
    case .sin: for i in 0..<n { out[i] = sin(x[i]) }
    case .cos: for i in 0..<n { out[i] = cos(x[i]) }
    case .gelu: for i in 0..<n { out[i] = x[i] * 0.5 * (1 + erf(x[i] * 0.5.squareRoot())) }
    case .geluTanh: for i in 0..<n { out[i] = x[i] * 0.5 * (1 + tanh(geluInner(x[i]))) }
    }
  }

  static func apply(
    _ derivative: VectorMath.Derivative, _ n: Int, _ g: Doubles, _ saved: Doubles, _ out: Doubles
  ) {
    switch derivative {
    case .tanh: for i in 0..<n { out[i] = g[i] * (1 - saved[i] * saved[i]) }
    case .sigmoid: for i in 0..<n { out[i] = g[i] * ((1 - saved[i]) * saved[i]) }
    case .relu: for i in 0..<n { out[i] = saved[i] <= 0 ? 0 : g[i] }
    case .silu, .gelu, .geluTanh: for i in 0..<n { out[i] = g[i] * slope(derivative, saved[i]) }
    }
  }

  /// Writes exp(scale·x − shift) to `out`: a row of softmax.
  static func exponentials(
    _ n: Int, _ x: Doubles, scale: Double = 1, shift: Double, _ out: Doubles
  ) {
    for i in 0..<n { out[i] = exponential(x[i] * scale - shift) }
  }

  /// Writes exp(x − shift) of each x and its own shift to `out`.
  static func exponentials(_ n: Int, _ x: Doubles, shifts: Doubles, _ out: Doubles) {
    for i in 0..<n { out[i] = exponential(x[i] - shifts[i]) }
  }

  private static func slope(_ derivative: VectorMath.Derivative, _ x: Double) -> Double {
    switch derivative {
    case .tanh, .sigmoid, .relu: return x
    case .silu:
      let s = 1 / (1 + exp(-x))
      return s * (1 + x * (1 - s))
    case .gelu:
      let density = exp(x * x * -0.5) / (2 * Double.pi).squareRoot()
      return 0.5 * (1 + erf(x * 0.5.squareRoot())) + x * density
    case .geluTanh:
      let t = tanh(geluInner(x))
      let innerSlope = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * innerSlope
    }
  }

  private static func geluInner(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}

/// eˣ within 1 ulp: x = n·ln 2 + r, and eʳ by its Taylor series.
@inline(__always)
private func exponential(_ argument: Double) -> Double {
  // Beyond these the result is infinite or 0; NaN fails both tests and goes through.
  let x = argument > 710 ? 710 : argument < -746 ? -746 : argument
  let (rest, power) = reduced(x)
  // 2ⁿ as two factors, since one alone may be out of range where the product is not.
  let half = power &>> 1
  return (rest + 1) * powerOfTwo(half) * powerOfTwo(power &- half)
}

/// eʳ − 1 and n with eˣ = eʳ·2ⁿ.
@inline(__always)
private func reduced(_ x: Double) -> (Double, power: Int64) {
  let shifter = 0x1.8p52
  let shifted = shifter.addingProduct(x, 1.442_695_040_888_963_4)
  let n = shifted - shifter
  // ln 2 in two parts, the first with so few bits that n times it is exact.
  let r = x.addingProduct(n, -0x1.62e42fefa3800p-1).addingProduct(n, -0x1.ef35793c76730p-45)
  var p = fused(1.605_904_383_682_161_5e-10, r, 2.087_675_698_786_81e-9)
  p = fused(p, r, 2.505_210_838_544_172e-8)
  p = fused(p, r, 2.755_731_922_398_589e-7)
  p = fused(p, r, 2.755_731_922_398_589_3e-6)
  p = fused(p, r, 2.480_158_730_158_73e-5)
  p = fused(p, r, 1.984_126_984_126_984e-4)
  p = fused(p, r, 1.388_888_888_888_889e-3)
  p = fused(p, r, 8.333_333_333_333_333e-3)
  p = fused(p, r, 4.166_666_666_666_666_4e-2)
  p = fused(p, r, 1.666_666_666_666_666_6e-1)
  p = fused(p, r, 0.5)
  let power = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shifter.bitPattern)
  return (fused(p, r * r, r), power)
}

/// tanh x within 2 ulp: e²ˣ − 1 over e²ˣ + 1, of |x|, where nothing cancels.
@inline(__always)
private func hyperbolicTangent(_ x: Double) -> Double {
  // From 20 on the nearest double is 1.
  let size = x.magnitude > 20 ? 20 : x.magnitude
  let (rest, power) = reduced(size + size)
  let scale = powerOfTwo(power)
  let less = fused(scale, rest, scale - 1)
  return Double(signOf: x, magnitudeOf: less / (less + 2))
}

@inline(__always)
private func powerOfTwo(_ n: Int64) -> Double {
  Double(bitPattern: UInt64(bitPattern: (n &+ 1023) &<< 52))
}

/// a·b + c, rounded once.
@inline(__always)
private func fused(_ a: Double, _ b: Double, _ c: Double) -> Double { c.addingProduct(a, b) }

/// ln x within 2 ulp: n·ln 2 + ln m with √½ ≤ m < √2, and ln m = 2·artanh s with s = (m − 1)/(m + 1).
@inline(__always)
private func logarithm(_ argument: Double) -> Double {
  let isTiny = argument < 0x1p-1022
  let x = isTiny ? argument * 0x1p54 : argument
  let bits = Int64(bitPattern: x.bitPattern)
  let exponent = (bits &- 0x3FE6_A09E_667F_3BCD) &>> 52
  let f = Double(bitPattern: UInt64(bitPattern: bits &- (exponent &<< 52))) - 1
  let n = Double(exponent) - (isTiny ? 54 : 0)
  let s = f / (2 + f)
  let z = s * s
  var p = fused(1.0 / 23, z, 1.0 / 21)
  p = fused(p, z, 1.0 / 19)
  p = fused(p, z, 1.0 / 17)
  p = fused(p, z, 1.0 / 15)
  p = fused(p, z, 1.0 / 13)
  p = fused(p, z, 1.0 / 11)
  p = fused(p, z, 1.0 / 9)
  p = fused(p, z, 1.0 / 7)
  p = fused(p, z, 1.0 / 5)
  p = fused(p, z, 1.0 / 3)
  // ln m = f − f²/2 + s·(f²/2 + 2z·p): the large terms are exact.
  let half = 0.5 * f * f
  let tail = fused(s, fused(2 * z, p, half), n * 0x1.ef35793c76730p-45)
  let result = fused(n, 0x1.62e42fefa3800p-1, f - (half - tail))
  let positive = argument == 0 ? -Double.infinity : argument < 0 ? Double.nan : result
  // Infinity and NaN are their own logarithms.
  return argument < .infinity ? positive : argument
}
