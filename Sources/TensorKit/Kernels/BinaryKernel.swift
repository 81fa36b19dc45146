/// Elementwise arithmetic on two operands of one type, stretched to one shape.
enum BinaryKernel {
  enum Operation { case add, subtract, multiply, divide, maximum, minimum, and, or, xor }

  /// Writes `a ∘ b` to `out`, which is contiguous, and may be one of the operands if that is too.
  ///
  /// Precondition: `a` and `b` broadcast to the shape of `out`; all have one type that has this
  /// operation.
  static func run(_ operation: Operation, _ a: Tensor, _ b: Tensor, into out: Tensor) {
    let (type, size) = (out.dtype.computeType, out.dtype.byteCount)
    let (x, y, z) = (a.data, b.data, out.data)
    PairLoop(a, b, out).run { count, steps, offsets in
      row(
        operation, type, count, steps, x + offsets.a &* size, y + offsets.b &* size,
        z + offsets.c &* size)
    }
    a.keepAlive()
    b.keepAlive()
    out.keepAlive()
  }

  private static func row(
    _ operation: Operation, _ type: DType.ComputeType, _ count: Int, _ steps: PairLoop.Steps,
    _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ out: UnsafeMutableRawPointer
  ) {
    switch type {
    case .float32: floating(operation, count, steps, a.as(Float.self), b.as(), out.as())
    case .float64: floating(operation, count, steps, a.as(Double.self), b.as(), out.as())
    case .int64: integer(operation, count, steps, a.as(), b.as(), out.as())
    case .bool: truth(operation, count, steps, a.as(), b.as(), out.as())
    }
  }

  @inline(__always)
  private static func floating<T: BinaryFloatingPoint>(
    _ operation: Operation, _ count: Int, _ steps: PairLoop.Steps,
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
    case .and, .or, .xor: preconditionFailure("\(operation): floating point has no such bits")
    }
  }

  private static func integer(
    _ operation: Operation, _ count: Int, _ steps: PairLoop.Steps,
    _ a: UnsafeMutablePointer<Int>, _ b: UnsafeMutablePointer<Int>, _ out: UnsafeMutablePointer<Int>
  ) {
    switch operation {
    case .add: loop(count, steps, a, b, out) { $0 &+ $1 }
    case .subtract: loop(count, steps, a, b, out) { $0 &- $1 }
    case .multiply: loop(count, steps, a, b, out) { $0 &* $1 }
    case .divide: preconditionFailure("divide: int64 tensors divide as floats: convert first")
    case .maximum: loop(count, steps, a, b, out) { max($0, $1) }
    case .minimum: loop(count, steps, a, b, out) { min($0, $1) }
    case .and: loop(count, steps, a, b, out) { $0 & $1 }
    case .or: loop(count, steps, a, b, out) { $0 | $1 }
    case .xor: loop(count, steps, a, b, out) { $0 ^ $1 }
    }
  }

  /// In bytes, which are 0 or 1: whole vectors of them at once.
  private static func truth(
    _ operation: Operation, _ count: Int, _ steps: PairLoop.Steps, _ a: UnsafeMutablePointer<UInt8>,
    _ b: UnsafeMutablePointer<UInt8>, _ out: UnsafeMutablePointer<UInt8>
  ) {
    switch operation {
    // As PyTorch: true + true is true.
    case .add, .or, .maximum: loop(count, steps, a, b, out) { $0 | $1 }
    case .multiply, .and, .minimum: loop(count, steps, a, b, out) { $0 & $1 }
    case .xor: loop(count, steps, a, b, out) { $0 ^ $1 }
    case .subtract, .divide: preconditionFailure("\(operation): bool has none")
    }
  }

  @inline(__always)
  private static func loop<T>(
    _ count: Int, _ steps: PairLoop.Steps,
    _ a: UnsafeMutablePointer<T>, _ b: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>,
    _ apply: (T, T) -> T
  ) {
    switch steps {
    // Where the result is an operand, a loop over two pointers would not become vectors.
    case (1, 1, 1) where a == out: for i in 0..<count { out[i] = apply(out[i], b[i]) }
    case (1, 1, 1): for i in 0..<count { out[i] = apply(a[i], b[i]) }
    case (1, 0, 1) where a == out:
      let y = b[0]
      for i in 0..<count { out[i] = apply(out[i], y) }
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
