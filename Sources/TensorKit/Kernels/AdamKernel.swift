/// One step of Adam in one pass: each element of the parameter, its gradient, mean and square is
/// read and written once.
enum AdamKernel {
  /// What every element is changed by, in double precision until the kernel rounds it once.
  struct Factors {
    /// 1 − lr·weightDecay where the decay is decoupled, else 1.
    var shrink: Double
    /// weightDecay where it is part of the gradient, else 0.
    var penalty: Double
    var beta1: Double
    var beta2: Double
    /// √(1 − β₂ᵗ)
    var spread: Double
    var eps: Double
    /// −lr/(1 − β₁ᵗ)
    var step: Double
  }

  /// Changes `parameter`, `mean` and `square`: all contiguous, of one floating point type and count.
  static func run(
    _ parameter: Tensor, _ gradient: Tensor, mean: Tensor, square: Tensor, _ factors: Factors
  ) {
    Threads.split(parameter.count, grain: Threads.elements) { range in
      switch parameter.dtype.floatingType {
      case .double:
        update(
          range, parameter.doublePointer, gradient.doublePointer, mean.doublePointer,
          square.doublePointer, factors
        ) { $0 }
      case .single:
        update(
          range, parameter.floats, gradient.floats, mean.floats, square.floats, factors
        ) { Float($0) }
      }
    }
    parameter.keepAlive()
    gradient.keepAlive()
    mean.keepAlive()
    square.keepAlive()
  }

  // Each product that is added to something is added before it is rounded (`addingProduct`), as in
  // PyTorch's kernels. Block by block, so that what one loop leaves is still near for the next: a loop
  // with everything in it would not be compiled to vectors.
  @inline(always)
  private static func update<T: BinaryFloatingPoint & SIMDScalar>(
    _ range: Range<Int>, _ p: UnsafeMutablePointer<T>, _ g: UnsafeMutablePointer<T>,
    _ m: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>, _ factors: Factors,
    _ rounded: (Double) -> T
  ) {
    let penalty = rounded(factors.penalty)
    var start = range.lowerBound
    while start < range.upperBound {
      let n = min(512, range.upperBound - start)
      let (p, g) = (p + start, g + start)
      // 0·p would be nan for an infinite p.
      if penalty == 0 {
        moments(n, m + start, v + start, factors, rounded) { g[$0] }
      } else {
        moments(n, m + start, v + start, factors, rounded) { g[$0].addingProduct(penalty, p[$0]) }
      }
      step(n, p, m + start, v + start, factors, rounded)
      start &+= n
    }
  }

  @inline(always)
  private static func moments<T: BinaryFloatingPoint & SIMDScalar>(
    _ n: Int, _ m: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>, _ factors: Factors,
    _ rounded: (Double) -> T, _ gradient: (Int) -> T
  ) {
    let rest1 = rounded(1 - factors.beta1)
    // From the nearer end of the way between mean and gradient.
    if 1 - factors.beta1 < 0.5 {
      for i in 0..<n { m[i] = m[i].addingProduct(rest1, gradient(i) - m[i]) }
    } else {
      for i in 0..<n { m[i] = gradient(i).addingProduct(rest1 - 1, gradient(i) - m[i]) }
    }
    let (beta2, rest2) = (rounded(factors.beta2), rounded(1 - factors.beta2))
    for i in 0..<n {
      v[i] = (v[i] * beta2).addingProduct(rest2 * gradient(i), gradient(i))
    }
  }

  @inline(always)
  private static func step<T: BinaryFloatingPoint & SIMDScalar>(
    _ n: Int, _ p: UnsafeMutablePointer<T>, _ m: UnsafeMutablePointer<T>,
    _ v: UnsafeMutablePointer<T>, _ factors: Factors, _ rounded: (Double) -> T
  ) {
    let (shrink, spread) = (rounded(factors.shrink), rounded(factors.spread))
    let (eps, step) = (rounded(factors.eps), rounded(factors.step))
    var i = 0
    while i &+ 16 <= n {
      let root = load(v + i).squareRoot()
      let change = (load(m + i) * step) / (root / spread + eps)
      UnsafeMutableRawPointer(p + i)
        .storeBytes(of: load(p + i) * shrink + change, as: SIMD16<T>.self)
      i &+= 16
    }
    while i < n {
      p[i] = p[i] * shrink + (step * m[i]) / (v[i].squareRoot() / spread + eps)
      i &+= 1
    }
  }

  @inline(always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}
