#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// log σ(x), by the form whose exponential cannot overflow: min(x, 0) − log(1 + e^−|x|).
enum LogSigmoidKernel {
  /// Both contiguous, of one floating point type and count.
  static func run(_ x: Tensor, into out: Tensor) {
    Threads.split(x.count, grain: Threads.elements / 8) { range in
      switch x.dtype.floatingType {
      case .double:
        for i in range { out.doublePointer[i] = value(x.doublePointer[i]) }
      case .single:
        for i in range { out.floats[i] = Float(value(Double(x.floats[i]))) }
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  private static func value(_ x: Double) -> Double {
    (x < 0 ? x : 0) - log1p(exp(-x.magnitude)) + (x.isNaN ? x : 0)
  }
}
