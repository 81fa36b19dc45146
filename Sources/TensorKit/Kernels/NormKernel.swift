#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The powers that norms and their derivatives are made of.
enum NormKernel {
  /// Makes of each sum of powers in `sums`, float64, its root.
  static func takeRoots(of sums: Tensor, _ p: Double) {
    if p == 1 { return }
    sums.replaceDoubles { p == 2 ? $0.squareRoot() : pow($0, 1 / p) }
  }

  /// Divides each gradient in `scale`, float64, by normᵖ⁻¹, or makes it 0 where the norm is.
  static func divide(_ scale: Tensor, by norms: [Double], _ p: Double) {
    if p == 1 { return }
    let gradients = scale.doublePointer
    for (i, norm) in norms.enumerated() {
      gradients[i] = norm == 0 ? 0 : gradients[i] / (p == 2 ? norm : pow(norm, p - 1))
    }
    scale.keepAlive()
  }

  /// Writes sign(x)·|x|ᵖ⁻¹, and 0 of 0, of a contiguous tensor.
  static func slope(_ x: Tensor, _ p: Double, into out: Tensor) {
    switch x.dtype.floatingType {
    case .single: slope(x.floats, x.count, p, out.floats)
    case .double: slope(x.doublePointer, x.count, p, out.doublePointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(__always)
  private static func slope<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ count: Int, _ p: Double, _ out: UnsafeMutablePointer<T>
  ) {
    if p == 1 {
      for i in 0..<count { out[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0 }
    } else {
      for i in 0..<count {
        let size = T(pow(Double(x[i].magnitude), p - 1))
        out[i] = x[i] < 0 ? -size : x[i] == 0 ? 0 : size
      }
    }
  }
}
