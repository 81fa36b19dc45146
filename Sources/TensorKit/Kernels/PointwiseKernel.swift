#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of one number, over contiguous tensors of a type that is computed with.
enum PointwiseKernel {
  enum Function {
    case elementary(VectorMath.Function)
    case power(Double)
    case simple(Simple)
  }

  /// What takes an instruction or two, and is the same for integers where they have it.
  enum Simple {
    case sqrt, reciprocalSqrt, reciprocal, magnitude, relu, negate, sign
    case floor, ceil, round, trunc
  }

  /// Writes f(x) to `out`: another tensor of the same count and type, both contiguous.
  static func run(_ function: Function, _ x: Tensor, into out: Tensor) {
    Threads.split(x.count, grain: Threads.elements) { range in
      let (start, n) = (range.lowerBound, range.count)
      switch x.dtype.computeType {
      case .float32: floats(function, n, x.floats + start, out.floats + start)
      case .float64: doubles(function, n, x.doublePointer + start, out.doublePointer + start)
      case .int64: integers(function, n, x.intPointer + start, out.intPointer + start)
      case .bool: preconditionFailure("\(function): bool has none")
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
        DoubleMath.apply(
          derivative, range.count, gradient.doublePointer + start, saved.doublePointer + start,
          out.doublePointer + start)
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

  private static func floats(
    _ function: Function, _ n: Int, _ x: UnsafeMutablePointer<Float>,
    _ out: UnsafeMutablePointer<Float>
  ) {
    switch function {
    case .elementary(let function): VectorMath.apply(function, n, x, out)
    case .power(let exponent): PowerKernel.run(exponent, n, x, out)
    case .simple(let function): simple(function, n, x, out)
    }
  }

  private static func doubles(
    _ function: Function, _ n: Int, _ x: UnsafeMutablePointer<Double>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    switch function {
    case .elementary(let function): DoubleMath.apply(function, n, x, out)
    case .power(let exponent): PowerKernel.run(exponent, n, x, out)
    case .simple(let function): simple(function, n, x, out)
    }
  }

  @inline(__always)
  private static func simple<T: BinaryFloatingPoint>(
    _ function: Simple, _ n: Int, _ x: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    switch function {
    case .sqrt: for i in 0..<n { out[i] = x[i].squareRoot() }
    case .reciprocalSqrt: for i in 0..<n { out[i] = 1 / x[i].squareRoot() }
    case .reciprocal: for i in 0..<n { out[i] = 1 / x[i] }
    case .magnitude: for i in 0..<n { out[i] = x[i].magnitude }
    // Written so that NaN stays NaN.
    case .relu: for i in 0..<n { out[i] = x[i] < 0 ? 0 : x[i] }
    case .negate: for i in 0..<n { out[i] = -x[i] }
    // NaN is neither above nor below, and its sign is 0 to PyTorch.
    case .sign: for i in 0..<n { out[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0 }
    case .floor: for i in 0..<n { out[i] = x[i].rounded(.down) }
    case .ceil: for i in 0..<n { out[i] = x[i].rounded(.up) }
    case .round: for i in 0..<n { out[i] = x[i].rounded(.toNearestOrEven) }
    case .trunc: for i in 0..<n { out[i] = x[i].rounded(.towardZero) }
    }
  }

  private static func integers(
    _ function: Function, _ n: Int, _ x: UnsafeMutablePointer<Int>,
    _ out: UnsafeMutablePointer<Int>
  ) {
    guard case .simple(let function) = function else {
      preconditionFailure("\(function): integers are taken as float32")
    }
    switch function {
    case .magnitude: for i in 0..<n { out[i] = x[i] < 0 ? 0 &- x[i] : x[i] }
    case .relu: for i in 0..<n { out[i] = max(x[i], 0) }
    case .negate: for i in 0..<n { out[i] = 0 &- x[i] }
    case .sign: for i in 0..<n { out[i] = x[i].signum() }
    case .floor, .ceil, .round, .trunc: out.update(from: x, count: n)
    case .sqrt, .reciprocalSqrt, .reciprocal:
      preconditionFailure("\(function): integers are taken as float32")
    }
  }
}
