/// Elementwise arithmetic on a contiguous operand and one number.
enum ScalarKernel {
  enum Operation { case add, multiply, divideBy, subtractFrom, divide }

  /// Writes `a ∘ scalar` to `out`, which may be `a`: both contiguous, of one numeric type.
  static func run(_ operation: Operation, _ a: Tensor, _ scalar: Double, into out: Tensor) {
    Threads.split(a.count, grain: Threads.elements) { range in
      let (start, n) = (range.lowerBound, range.count)
      switch a.dtype {
      case .float32: floating(operation, n, a.floats + start, Float(scalar), out.floats + start)
      case .float64:
        floating(operation, n, a.doublePointer + start, scalar, out.doublePointer + start)
      case .int64:
        integer(operation, n, a.intPointer + start, Int(scalar), out.intPointer + start)
      case .bool:
        preconditionFailure("arithmetic on bool tensors: convert with to(.float32) first")
      }
    }
    a.keepAlive()
    out.keepAlive()
  }

  /// `out += alpha · a`, both contiguous, of one floating point type and count.
  static func addScaled(_ a: Tensor, _ alpha: Double, to out: Tensor) {
    switch a.dtype.floatingType {
    case .double: addScaled(a.count, a.doublePointer, alpha, out.doublePointer)
    case .single: addScaled(a.count, a.floats, Float(alpha), out.floats)
    }
    a.keepAlive()
    out.keepAlive()
  }

  @inline(__always)
  private static func addScaled<T: BinaryFloatingPoint>(
    _ count: Int, _ a: UnsafeMutablePointer<T>, _ alpha: T, _ out: UnsafeMutablePointer<T>
  ) {
    if alpha == 1 {
      for i in 0..<count { out[i] += a[i] }
    } else {
      for i in 0..<count { out[i] += alpha * a[i] }
    }
  }

  @inline(__always)
  private static func floating<T: BinaryFloatingPoint>(
    _ operation: Operation, _ count: Int, _ a: UnsafeMutablePointer<T>, _ scalar: T,
    _ out: UnsafeMutablePointer<T>
  ) {
    switch operation {
    case .add: for i in 0..<count { out[i] = a[i] + scalar }
    case .multiply: for i in 0..<count { out[i] = a[i] * scalar }
    case .divideBy: for i in 0..<count { out[i] = a[i] / scalar }
    case .subtractFrom: for i in 0..<count { out[i] = scalar - a[i] }
    case .divide: for i in 0..<count { out[i] = scalar / a[i] }
    }
  }

  private static func integer(
    _ operation: Operation, _ count: Int, _ a: UnsafeMutablePointer<Int>, _ scalar: Int,
    _ out: UnsafeMutablePointer<Int>
  ) {
    switch operation {
    case .add: for i in 0..<count { out[i] = a[i] &+ scalar }
    case .multiply: for i in 0..<count { out[i] = a[i] &* scalar }
    case .subtractFrom: for i in 0..<count { out[i] = scalar &- a[i] }
    case .divideBy, .divide:
      preconditionFailure("divide: int64 tensors divide as floats: convert first")
    }
  }
}
