/// One step of gradient descent in one pass: each element of the parameter, its gradient and its
/// velocity is read and written once.
enum SGDKernel {
  /// What every element is changed by, in double precision until the kernel rounds it once.
  struct Factors {
    var decay: Double
    var momentum: Double
    /// 1 − dampening
    var share: Double
    /// Whether the velocity begins as this gradient.
    var isFirst: Bool
    var nesterov: Bool
    /// −lr
    var step: Double
  }

  /// Changes `parameter` and, with a momentum, `velocity`: all contiguous, of one floating point
  /// type and count.
  static func run(
    _ parameter: Tensor, _ gradient: Tensor, velocity: Tensor?, _ factors: Factors
  ) {
    Threads.split(parameter.count, grain: Threads.elements) { range in
      switch parameter.dtype.floatingType {
      case .double:
        update(
          range, parameter.doublePointer, gradient.doublePointer, velocity?.doublePointer, factors
        ) { $0 }
      case .single:
        update(range, parameter.floats, gradient.floats, velocity?.floats, factors) { Float($0) }
      }
    }
    parameter.keepAlive()
    gradient.keepAlive()
    velocity?.keepAlive()
  }

  // As in ``AdamKernel``, a product is added before it is rounded.
  @inline(always)
  private static func update<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ p: UnsafeMutablePointer<T>, _ g: UnsafeMutablePointer<T>,
    _ velocity: UnsafeMutablePointer<T>?, _ factors: Factors, _ rounded: (Double) -> T
  ) {
    let (decay, momentum) = (rounded(factors.decay), rounded(factors.momentum))
    let (share, step) = (rounded(factors.share), rounded(factors.step))
    guard let v = velocity else {
      for i in range { p[i] = p[i].addingProduct(step, decayed(g[i], p[i], decay)) }
      return
    }
    for i in range {
      let gradient = decayed(g[i], p[i], decay)
      v[i] = factors.isFirst ? gradient : (v[i] * momentum).addingProduct(share, gradient)
      let direction = factors.nesterov ? gradient.addingProduct(momentum, v[i]) : v[i]
      p[i] = p[i].addingProduct(step, direction)
    }
  }

  @inline(always)
  private static func decayed<T: BinaryFloatingPoint>(_ gradient: T, _ p: T, _ decay: T) -> T {
    decay == 0 ? gradient : gradient.addingProduct(decay, p)
  }
}
