/// `out += alpha · a`: what a step of an optimiser does to a parameter.
enum AddScaledKernel {
  /// Both contiguous, of one floating point type that is computed with, and of one count.
  static func run(_ a: Tensor, _ alpha: Scalar, to out: Tensor) {
    Threads.split(out.count, grain: Threads.elements) { range in
      switch a.dtype.floatingType {
      case .double: add(range, a.doublePointer, alpha.double, out.doublePointer)
      case .single: add(range, a.floats, alpha.float, out.floats)
      }
    }
    a.keepAlive()
    out.keepAlive()
  }

  @inline(__always)
  private static func add<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ a: UnsafeMutablePointer<T>, _ alpha: T, _ out: UnsafeMutablePointer<T>
  ) {
    if alpha == 1 {
      for i in range { out[i] += a[i] }
    } else {
      for i in range { out[i].addProduct(alpha, a[i]) }
    }
  }
}
