#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Elementary functions over arrays of `Float`.
///
/// They are written for one number, without branches and calls, so that the compiler turns the
/// loops into vector code of the machine's full width. The functions and the loops share this
/// file: without whole-module optimisation nothing is inlined from one file into another. And the
/// result must not overlap the operands: an overlap falls back to one element at a time.
enum VectorMath {
  enum Function { case exp, log, sin, cos, tanh, sigmoid, silu, gelu, geluTanh }

  /// A function's derivative by its input, times the gradient of its result. What it reads beside
  /// that gradient is the function's result (tanh, sigmoid, relu) or its input (the others).
  enum Derivative { case tanh, sigmoid, relu, silu, gelu, geluTanh }

  static func apply(
    _ function: Function, _ count: Int,
    _ x: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    switch function {
    case .exp: map(count, x, out) { exponential($0) }
    case .log: map(count, x, out) { logarithm($0) }
    case .sin: Turns.map(count, x, out, plus: 0)
    case .cos: Turns.map(count, x, out, plus: 1)
    case .tanh: map(count, x, out) { hyperbolicTangent($0) }
    case .sigmoid: map(count, x, out) { logistic($0) }
    case .silu: map(count, x, out) { $0 * logistic($0) }
    case .gelu: map(count, x, out) { $0 * normalDistribution($0) }
    case .geluTanh: map(count, x, out) { $0 * 0.5 * (1 + hyperbolicTangent(geluInner($0))) }
    }
  }

  static func apply(
    _ derivative: Derivative, _ count: Int, _ gradient: UnsafeMutablePointer<Float>,
    _ saved: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) {
    switch derivative {
    case .tanh: map(count, gradient, saved, out) { $0 * (1 - $1 * $1) }
    case .sigmoid: map(count, gradient, saved, out) { $0 * (1 - $1) * $1 }
    case .relu: map(count, gradient, saved, out) { $1 <= 0 ? 0 : $0 }
    case .silu: map(count, gradient, saved, out) { $0 * siluSlope($1) }
    case .gelu: map(count, gradient, saved, out) { $0 * geluSlope($1) }
    case .geluTanh: map(count, gradient, saved, out) { $0 * geluTanhSlope($1) }
    }
  }

  /// Writes exp(scale·x − shift) to `out`: a row of softmax. What is below 10⁻³⁸ becomes 0.
  static func exponentials(
    _ count: Int, _ x: UnsafeMutablePointer<Float>, scale: Float = 1, shift: Float,
    _ out: UnsafeMutablePointer<Float>
  ) {
    map(count, x, out) { x in
      let difference = x * scale - shift
      return difference < -87 ? 0 : exponentialInRange(difference)
    }
  }

  /// Writes exp(x − shift) of each x and its own shift to `out`, as above.
  static func exponentials(
    _ count: Int, _ x: UnsafeMutablePointer<Float>, shifts: UnsafeMutablePointer<Float>,
    _ out: UnsafeMutablePointer<Float>
  ) {
    map(count, x, shifts, out) { x, shift in
      let difference = x - shift
      return difference < -87 ? 0 : exponentialInRange(difference)
    }
  }

  /// Writes gradient − exp(y)·total: a row of log-softmax's derivative, from its result y.
  static func logSoftmaxGradient(
    _ count: Int, _ gradient: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    total: Float, _ out: UnsafeMutablePointer<Float>
  ) {
    map(count, gradient, y, out) { $0 - exponential($1) * total }
  }
}

@inline(always)
private func map(
  _ count: Int, _ x: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>,
  _ body: (Float) -> Float
) {
  for i in 0..<count { out[i] = body(x[i]) }
}

@inline(always)
private func map(
  _ count: Int, _ x: UnsafeMutablePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ out: UnsafeMutablePointer<Float>, _ body: (Float, Float) -> Float
) {
  for i in 0..<count { out[i] = body(x[i], y[i]) }
}

// MARK: - Exponential and logarithm

/// eˣ within 1 ulp.
@inline(always)
private func exponential(_ argument: Float) -> Float {
  // Beyond these the result is infinite or 0; NaN fails both tests and goes through.
  let x = argument > 89 ? 89 : argument < -104 ? -104 : argument
  let (value, power) = reducedExponential(x)
  // 2ⁿ as two factors, since one alone may be out of range where the product is not.
  let half = power &>> 1
  return value * powerOfTwo(half) * powerOfTwo(power &- half)
}

/// eˣ within 1 ulp for −87 ≤ x ≤ 88, where 2ⁿ is one normal number.
@inline(always)
private func exponentialInRange(_ x: Float) -> Float {
  let (value, power) = reducedExponential(x)
  return value * powerOfTwo(power)
}

/// 1.5·2²³: adding it leaves the nearest integer in the low bits, and its own bits above them.
private let integerShifter: Float = 12_582_912

/// eʳ and n with eˣ = eʳ·2ⁿ: n = round(x/ln 2), r = x − n·ln 2, and a minimax polynomial for eʳ.
@inline(always)
private func reducedExponential(_ x: Float) -> (Float, power: Int32) {
  let shifted = integerShifter.addingProduct(x, 1.442_695_04)
  let n = shifted - integerShifter
  // ln 2 in two parts, the first with so few bits that n times it is exact.
  let r = x.addingProduct(n, -0.693_145_752).addingProduct(n, -1.428_606_82e-6)
  let square = r * r
  var p = fused(0x1.6a6cfep-10, r, 0x1.123f7cp-7)
  p = fused(p, r, 0x1.55589cp-5)
  p = fused(p, r, 0x1.55548ap-3)
  p = fused(p, r, 0x1.fffffcp-2)
  return (fused(p, square, r) + 1, Int32(bitPattern: shifted.bitPattern) &- 0x4B40_0000)
}

@inline(always)
private func powerOfTwo(_ n: Int32) -> Float {
  Float(bitPattern: UInt32(bitPattern: (n &+ 127) &<< 23))
}

/// a·b + c, rounded once.
@inline(always)
private func fused(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }

/// ln x within 1 ulp: n·ln 2 + ln(1 + f) with √½ ≤ 1 + f < √2.
@inline(always)
private func logarithm(_ argument: Float) -> Float {
  // Subnormal numbers are first scaled up, to have an exponent to read.
  let isTiny = argument < 0x1p-126
  let x = isTiny ? argument * 0x1p23 : argument
  let bits = Int32(bitPattern: x.bitPattern)
  let exponent = (bits &- 0x3F35_04F3) &>> 23
  let f = Float(bitPattern: UInt32(bitPattern: bits &- (exponent &<< 23))) - 1
  let n = Float(exponent) - (isTiny ? 23 : 0)
  var p = fused(0x1.13c8bcp-4, f, -0x1.dd9ee4p-4)
  p = fused(p, f, 0x1.e6dbe2p-4)
  p = fused(p, f, -0x1.fc3d60p-4)
  p = fused(p, f, 0x1.233afap-3)
  p = fused(p, f, -0x1.555b90p-3)
  p = fused(p, f, 0x1.99a478p-3)
  p = fused(p, f, -0x1.000008p-2)
  p = fused(p, f, 0x1.555548p-2)
  let square = f * f
  let tail = fused(p * f, square, fused(n, 1.428_606_82e-6, square * -0.5))
  let result = fused(n, 0.693_145_752, f + tail)
  let positive = argument == 0 ? -Float.infinity : argument < 0 ? Float.nan : result
  // Infinity and NaN are their own logarithms.
  return argument < .infinity ? positive : argument
}

// MARK: - What follows from the exponential

/// tanh x within 2 ulp: a polynomial near 0, where 1 − 2/(e²ˣ + 1) would cancel.
@inline(always)
private func hyperbolicTangent(_ x: Float) -> Float {
  let z = x * x
  var p = fused(0x1.18686ap-9, z, -0x1.0bf224p-7)
  p = fused(p, z, 0x1.6392b0p-6)
  p = fused(p, z, -0x1.b9f038p-5)
  p = fused(p, z, 0x1.111076p-3)
  p = fused(p, z, -0x1.555554p-2)
  let near = fused(p * z, x, x)
  // From 10 on the nearest float is 1.
  let size = x.magnitude > 10 ? 10 : x.magnitude
  let far = 1 - 2 / (exponentialInRange(size + size) + 1)
  return z < 0.4 ? near : Float(signOf: x, magnitudeOf: far)
}

/// Φ(x), the normal distribution, within 1.3·10⁻⁷: 2^(|x|·q(|x|) − 1) is what lies beyond |x|, with
/// a polynomial q for log₂(2 − 2Φ(|x|))/|x|.
@inline(always)
private func normalDistribution(_ x: Float) -> Float {
  // From here on Φ counts as 0 or 1.
  let end: Float = 5.94
  let size = x.magnitude > end ? end : x.magnitude
  var q = fused(-0x1.7c7edcp-19, size, 0x1.4a52f4p-15)
  q = fused(q, size, -0x1.8672c2p-13)
  q = fused(q, size, -0x1.1f2d24p-13)
  q = fused(q, size, 0x1.cee886p-8)
  q = fused(q, size, -0x1.ae0c78p-5)
  q = fused(q, size, -0x1.d63aacp-2)
  q = fused(q, size, -0x1.26aed4p+0)
  let beyond = x.magnitude > end ? 0 : powerOfTwo(fused(q, size, -1))
  return x < 0 ? beyond : 1 - beyond
}

/// 2ˣ within 1.5 ulp for −126 ≤ x ≤ 127.
@inline(always)
private func powerOfTwo(_ x: Float) -> Float {
  let shifted = x + integerShifter
  let f = x - (shifted - integerShifter)
  var p = fused(0x1.5f7698p-10, f, 0x1.3ced92p-7)
  p = fused(p, f, 0x1.c6ae68p-5)
  p = fused(p, f, 0x1.ebf9b2p-3)
  p = fused(p, f, 0x1.62e432p-1)
  return fused(p, f, 1) * powerOfTwo(Int32(bitPattern: shifted.bitPattern) &- 0x4B40_0000)
}

/// 1/(1 + e⁻ˣ)
@inline(always)
private func logistic(_ x: Float) -> Float { 1 / (1 + exponential(-x)) }

// MARK: - Activations: GELU(x) = x·Φ(x), exact and by tanh. https://arxiv.org/abs/1606.08415

@inline(always)
private func siluSlope(_ x: Float) -> Float {
  let s = logistic(x)
  return s * (1 + x * (1 - s))
}

/// Φ(x) + x·φ(x)
@inline(always)
private func geluSlope(_ x: Float) -> Float {
  let exponent = x * x * -0.5
  // Below this the density is no float, and must not come back when x is as large.
  let density =
    exponent < -87 ? 0 : exponentialInRange(exponent < -87 ? -87 : exponent) * 0.398_942_280
  return normalDistribution(x) + x * density
}

/// √(2/π)·(x + 0.044715·x³)
@inline(always)
private func geluInner(_ x: Float) -> Float {
  0.797_884_561 * (x + 0.044715 * x * x * x)
}

@inline(always)
private func geluTanhSlope(_ x: Float) -> Float {
  let t = hyperbolicTangent(geluInner(x))
  let innerSlope = 0.797_884_561 * (1 + 3 * 0.044715 * x * x)
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * innerSlope
}
