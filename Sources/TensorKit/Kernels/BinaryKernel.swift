/// Elementwise arithmetic on two operands of one type, stretched to one shape.
enum BinaryKernel {
  enum Operation { case add, subtract, multiply, divide, maximum, minimum }

  /// Writes `a ∘ b` to `out`, which is contiguous, and may be one of the operands if that is too.
  ///
  /// Precondition: `a` and `b` broadcast to the shape of `out`; all have one numeric type.
  static func run(_ operation: Operation, _ a: Tensor, _ b: Tensor, into out: Tensor) {
    if a.isContiguous && b.isContiguous && a.count == out.count && b.count == out.count {
      let (x, y, z, size) = (a.data, b.data, out.data, out.dtype.byteCount)
      Threads.split(out.count, grain: Threads.elements) { range in
        let at = range.lowerBound * size
        row(operation, out.dtype, range.count, (1, 1, 1), x + at, y + at, z + at)
      }
    } else {
      stretched(operation, a, b, out)
    }
    a.keepAlive()
    b.keepAlive()
    out.keepAlive()
  }

  private static func stretched(
    _ operation: Operation, _ a: Tensor, _ b: Tensor, _ out: Tensor
  ) {
    let nest = LoopNest(
      out.shape, Shape.broadcastStrides(a.shape, a.strides, to: out.shape),
      Shape.broadcastStrides(b.shape, b.strides, to: out.shape), out.strides)
    let size = out.dtype.byteCount
    let (x, y, z) = (a.data, b.data, out.data)
    nest.forEachRow { offsetA, offsetB, offsetOut in
      row(
        operation, out.dtype, nest.rowCount, nest.rowSteps,
        x + offsetA * size, y + offsetB * size, z + offsetOut * size)
    }
  }

  private typealias Steps = (a: Int, b: Int, c: Int)

  private static func row(
    _ operation: Operation, _ dtype: DType, _ count: Int, _ steps: Steps,
    _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ out: UnsafeMutableRawPointer
  ) {
    switch dtype {
    case .float32: floating(operation, count, steps, a.as(Float.self), b.as(), out.as())
    case .float64: floating(operation, count, steps, a.as(Double.self), b.as(), out.as())
    case .int64: integer(operation, count, steps, a.as(), b.as(), out.as())
    case .bool: preconditionFailure("arithmetic on bool tensors: convert with to(.float32) first")
    }
  }

  @inline(__always)
  private static func floating<T: BinaryFloatingPoint>(
    _ operation: Operation, _ count: Int, _ steps: Steps,
    _ a: UnsafeMutablePointer<T>, _ b: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    switch operation {
    case .add: loop(count, steps, a, b, out) { $0 + $1 }
    case .subtract: loop(count, steps, a, b, out) { $0 - $1 }
    case .multiply: loop(count, steps, a, b, out) { $0 * $1 }
    case .divide: loop(count, steps, a, b, out) { $0 / $1 }
    // NaN wins, as in torch.maximum.
    case .maximum: loop(count, steps, a, b, out) { $0 != $0 || $0 > $1 ? $0 : $1 }
    case .minimum: loop(count, steps, a, b, out) { $0 != $0 || $0 < $1 ? $0 : $1 }
    }
  }

  private static func integer(
    _ operation: Operation, _ count: Int, _ steps: Steps,
    _ a: UnsafeMutablePointer<Int>, _ b: UnsafeMutablePointer<Int>, _ out: UnsafeMutablePointer<Int>
  ) {
    switch operation {
    case .add: loop(count, steps, a, b, out) { $0 &+ $1 }
    case .subtract: loop(count, steps, a, b, out) { $0 &- $1 }
    case .multiply: loop(count, steps, a, b, out) { $0 &* $1 }
    case .divide: preconditionFailure("divide: int64 tensors divide as floats: convert first")
    case .maximum: loop(count, steps, a, b, out) { max($0, $1) }
    case .minimum: loop(count, steps, a, b, out) { min($0, $1) }
    }
  }

  @inline(__always)
  private static func loop<T>(
    _ count: Int, _ steps: Steps,
    _ a: UnsafeMutablePointer<T>, _ b: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>,
    _ apply: (T, T) -> T
  ) {
    switch steps {
    case (1, 1, 1): for i in 0..<count { out[i] = apply(a[i], b[i]) }
    case (1, 0, 1):
      let y = b[0]
      for i in 0..<count { out[i] = apply(a[i], y) }
    case (0, 1, 1):
      let x = a[0]
      for i in 0..<count { out[i] = apply(x, b[i]) }
    default:
      for i in 0..<count {
        out[i &* steps.c] = apply(a[i &* steps.a], b[i &* steps.b])
      }
    }
  }
}

extension UnsafeMutableRawPointer {
  @inline(__always)
  fileprivate func `as`<T>(_: T.Type = T.self) -> UnsafeMutablePointer<T> {
    assumingMemoryBound(to: T.self)
  }
}
