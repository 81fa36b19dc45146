/// One step of AdamW in one pass: each element of the parameter, its gradient, mean and square is
/// read and written once.
enum AdamWKernel {
  /// What every element is changed by, rounded once from double precision.
  struct Factors {
    /// 1 − lr·weightDecay
    var decay: Double
    var beta1: Double
    var beta2: Double
    /// 1/√(1 − β₂ᵗ)
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
          square.doublePointer, factors)
      case .single:
        update(
          range, parameter.floats, gradient.floats, mean.floats, square.floats, factors)
      }
    }
    parameter.keepAlive()
    gradient.keepAlive()
    mean.keepAlive()
    square.keepAlive()
  }

  @inline(always)
  private static func update<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ p: UnsafeMutablePointer<T>, _ g: UnsafeMutablePointer<T>,
    _ m: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>, _ factors: Factors
  ) {
    let (decay, spread, eps, step) = (
      T(Float(factors.decay)), T(Float(factors.spread)), T(Float(factors.eps)),
      T(Float(factors.step))
    )
    let (beta1, beta2) = (T(Float(factors.beta1)), T(Float(factors.beta2)))
    let (rest1, rest2) = (T(Float(1 - factors.beta1)), T(Float(1 - factors.beta2)))
    for i in range {
      let gradient = g[i]
      let mean = m[i] * beta1 + rest1 * gradient
      let square = v[i] * beta2 + rest2 * (gradient * gradient)
      m[i] = mean
      v[i] = square
      p[i] = p[i] * decay + step * (mean / (square.squareRoot() * spread + eps))
    }
  }
}
