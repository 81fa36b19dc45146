#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of one number, over contiguous floating point tensors.
enum PointwiseKernel {
  enum Function {
    case elementary(VectorMath.Function)
    case sqrt, reciprocalSqrt, magnitude, relu, negate
    case power(Double)
  }

  /// Writes f(x) to `out`: another tensor of the same count and type, both contiguous.
  static func run(_ function: Function, _ x: Tensor, into out: Tensor) {
    Threads.split(x.count, grain: Threads.elements) { range in
      let (start, n) = (range.lowerBound, range.count)
      switch x.dtype.floatingType {
      case .double: doubles(function, n, x.doublePointer + start, out.doublePointer + start)
      case .single: floats(function, n, x.floats + start, out.floats + start)
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Writes gradient·f′ to `out`, where `saved` is what ``VectorMath/Derivative`` asks for.
  static func run(
    _ derivative: VectorMath.Derivative, _ gradient: Tensor, _ saved: Tensor, into out: Tensor
  ) {
    Threads.split(out.count, grain: Threads.elements) { range in
      let start = range.lowerBound
      switch gradient.dtype.floatingType {
      case .double:
        let (g, y, to) = (gradient.doublePointer, saved.doublePointer, out.doublePointer)
        for i in range { to[i] = g[i] * slope(derivative, y[i]) }
      case .single:
        VectorMath.apply(
          derivative, range.count, gradient.floats + start, saved.floats + start,
          out.floats + start)
      }
    }
    gradient.keepAlive()
    saved.keepAlive()
    out.keepAlive()
  }

  private typealias Floats = UnsafeMutablePointer<Float>
  private typealias Doubles = UnsafeMutablePointer<Double>

  private static func floats(_ function: Function, _ count: Int, _ x: Floats, _ out: Floats) {
    switch function {
    case .elementary(let function): VectorMath.apply(function, count, x, out)
    case .sqrt: for i in 0..<count { out[i] = x[i].squareRoot() }
    case .reciprocalSqrt: for i in 0..<count { out[i] = 1 / x[i].squareRoot() }
    case .magnitude: for i in 0..<count { out[i] = x[i].magnitude }
    // Written so that NaN stays NaN.
    case .relu: for i in 0..<count { out[i] = x[i] < 0 ? 0 : x[i] }
    case .negate: for i in 0..<count { out[i] = -x[i] }
    case .power(2): for i in 0..<count { out[i] = x[i] * x[i] }
    case .power(3): for i in 0..<count { out[i] = x[i] * x[i] * x[i] }
    case .power(let p): for i in 0..<count { out[i] = powf(x[i], Float(p)) }
    }
  }

  private static func doubles(_ function: Function, _ count: Int, _ x: Doubles, _ out: Doubles) {
    switch function {
    case .elementary(let function): for i in 0..<count { out[i] = value(function, x[i]) }
    case .sqrt: for i in 0..<count { out[i] = x[i].squareRoot() }
    case .reciprocalSqrt: for i in 0..<count { out[i] = 1 / x[i].squareRoot() }
    case .magnitude: for i in 0..<count { out[i] = x[i].magnitude }
    case .relu: for i in 0..<count { out[i] = x[i] < 0 ? 0 : x[i] }
    case .negate: for i in 0..<count { out[i] = -x[i] }
    case .power(let p): for i in 0..<count { out[i] = pow(x[i], p) }
    }
  }

  /// The formulas of ``VectorMath``, by libm.
  private static func value(_ function: VectorMath.Function, _ x: Double) -> Double {
    switch function {
    case .exp: exp(x)
    case .log: log(x)
    case .tanh: tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    case .silu: x / (1 + exp(-x))
    case .gelu: x * 0.5 * (1 + erf(x * 0.5.squareRoot()))
    case .geluTanh: x * 0.5 * (1 + tanh(geluInner(x)))
    }
  }

  private static func slope(_ derivative: VectorMath.Derivative, _ y: Double) -> Double {
    switch derivative {
    case .tanh: return 1 - y * y
    case .sigmoid: return (1 - y) * y
    case .silu:
      let s = 1 / (1 + exp(-y))
      return s * (1 + y * (1 - s))
    case .gelu:
      let density = exp(y * y * -0.5) / (2 * Double.pi).squareRoot()
      return 0.5 * (1 + erf(y * 0.5.squareRoot())) + y * density
    case .geluTanh:
      let t = tanh(geluInner(y))
      let innerSlope = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * y * y)
      return 0.5 * (1 + t) + 0.5 * y * (1 - t * t) * innerSlope
    }
  }

  private static func geluInner(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}
