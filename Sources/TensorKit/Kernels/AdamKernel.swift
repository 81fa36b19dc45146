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
  // PyTorch's kernels: the results agree to the bit.
  @inline(always)
  private static func update<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ p: UnsafeMutablePointer<T>, _ g: UnsafeMutablePointer<T>,
    _ m: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>, _ factors: Factors,
    _ rounded: (Double) -> T
  ) {
    let (shrink, penalty) = (rounded(factors.shrink), rounded(factors.penalty))
    let (spread, eps, step) = (
      rounded(factors.spread), rounded(factors.eps), rounded(factors.step)
    )
    let (beta2, rest2) = (rounded(factors.beta2), rounded(1 - factors.beta2))
    // From the nearer end of the way between mean and gradient.
    let fromMean = 1 - factors.beta1 < 0.5
    let rest1 = rounded(1 - factors.beta1)
    let share = fromMean ? rest1 : rest1 - 1
    for i in range {
      let before = p[i] * shrink
      let gradient = penalty == 0 ? g[i] : g[i].addingProduct(penalty, before)
      let mean = (fromMean ? m[i] : gradient).addingProduct(share, gradient - m[i])
      let square = (v[i] * beta2).addingProduct(rest2 * gradient, gradient)
      m[i] = mean
      v[i] = square
      p[i] = before + (step * mean) / (square.squareRoot() / spread + eps)
    }
  }
}
