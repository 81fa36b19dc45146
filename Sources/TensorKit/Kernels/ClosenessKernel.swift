/// Whether every pair of elements is close: |a − b| ≤ atol + rtol·|b|.
enum ClosenessKernel {
  /// Precondition: both contiguous, of one type that is computed with and one shape.
  static func areClose(_ a: Tensor, _ b: Tensor, rtol: Double, atol: Double) -> Bool {
    defer {
      a.keepAlive()
      b.keepAlive()
    }
    return switch a.dtype.computeType {
    case .float32: areClose(a.count, a.floats, b.floats, rtol, atol) { Double($0) }
    case .float64: areClose(a.count, a.doublePointer, b.doublePointer, rtol, atol) { $0 }
    case .int64: areClose(a.count, a.intPointer, b.intPointer, rtol, atol) { Double($0) }
    case .bool: areClose(a.count, a.bytePointer, b.bytePointer, rtol, atol) { Double($0) }
    }
  }

  @inline(__always)
  private static func areClose<T: Equatable>(
    _ count: Int, _ a: UnsafeMutablePointer<T>, _ b: UnsafeMutablePointer<T>, _ rtol: Double,
    _ atol: Double, _ double: (T) -> Double
  ) -> Bool {
    for start in stride(from: 0, to: count, by: 1024) {
      // Without a way out in the middle, so that the loop becomes vectors.
      var areClose = true
      for i in start..<min(start + 1024, count) {
        let (x, y) = (double(a[i]), double(b[i]))
        // Equal infinities are close, and NaN, which no comparison holds for, to nothing.
        let isNear = (x - y).magnitude <= atol + rtol * y.magnitude && y.magnitude < .infinity
        areClose = areClose && (a[i] == b[i] || isNear)
      }
      if !areClose { return false }
    }
    return true
  }
}
