/// Layer normalisation over the rows of a contiguous matrix, and its derivative.
/// https://arxiv.org/abs/1607.06450
enum LayerNormKernel {
  /// out = (x − mean)·rstd·weight + bias with mean and rstd = 1/√(variance + eps) of each row,
  /// which are kept in `mean` and `rstd`, float64, of one element a row: the mean of large numbers,
  /// rounded to single precision, would be off by more than small differences between them.
  static func forward(
    _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, eps: Double, rows: Int, _ n: Int,
    out: Tensor, mean: Tensor, rstd: Tensor
  ) {
    let (m, r) = (mean.doublePointer, rstd.doublePointer)
    switch x.dtype.floatingType {
    case .double:
      forward(
        x.doublePointer, weight?.doublePointer, bias?.doublePointer, eps, rows, n,
        out.doublePointer, m, r
      ) { Moments(UnsafePointer($0), $1) }
    case .single:
      forward(x.floats, weight?.floats, bias?.floats, eps, rows, n, out.floats, m, r) {
        Moments(UnsafePointer($0), $1)
      }
    }
    for tensor in [x, out, mean, rstd] { tensor.keepAlive() }
    weight?.keepAlive()
    bias?.keepAlive()
  }

  /// With h = (x − mean)·rstd and q = gradient·weight:
  /// ∂x = rstd·(q − mean(q) − h·mean(q·h)).
  static func inputGradient(
    _ gradient: Tensor, _ x: Tensor, _ weight: Tensor?, mean: Tensor, rstd: Tensor,
    rows: Int, _ n: Int, into out: Tensor
  ) {
    let (m, r) = (mean.doublePointer, rstd.doublePointer)
    switch x.dtype.floatingType {
    case .double:
      inputGradient(
        gradient.doublePointer, x.doublePointer, weight?.doublePointer, m, r, rows, n,
        out.doublePointer)
    case .single:
      inputGradient(
        gradient.floats, x.floats, weight?.floats, m, r, rows, n, out.floats)
    }
    for tensor in [gradient, x, mean, rstd, out] { tensor.keepAlive() }
    weight?.keepAlive()
  }

  /// How many rows are added up before their sum is set down.
  static let groupSize = 64

  /// Writes the sums of gradient·h and of the gradient over every ``groupSize`` rows to `weight` and
  /// `bias`, of n elements a group. Their column sums are ∂weight and ∂bias.
  static func parameterGradients(
    _ gradient: Tensor, _ x: Tensor, mean: Tensor, rstd: Tensor, rows: Int, _ n: Int,
    weight: Tensor, bias: Tensor
  ) {
    let (m, r) = (mean.doublePointer, rstd.doublePointer)
    switch x.dtype.floatingType {
    case .double:
      parameterGradients(
        gradient.doublePointer, x.doublePointer, m, r, rows, n, weight.doublePointer,
        bias.doublePointer)
    case .single:
      parameterGradients(
        gradient.floats, x.floats, m, r, rows, n, weight.floats, bias.floats)
    }
    for tensor in [gradient, x, mean, rstd, weight, bias] { tensor.keepAlive() }
  }

  /// A row's mean in two parts of its type, so that none of it is lost, and its rstd.
  @inline(__always)
  private static func scale<T: BinaryFloatingPoint>(
    _ mean: Double, _ rstd: Double
  ) -> (mean: T, rest: T, rstd: T) {
    let near = T(mean)
    return (near, near.isFinite ? T(mean - Double(near)) : 0, T(rstd))
  }

  @inline(__always)
  private static func forward<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ weight: UnsafeMutablePointer<T>?,
    _ bias: UnsafeMutablePointer<T>?, _ eps: Double, _ rows: Int, _ n: Int,
    _ out: UnsafeMutablePointer<T>, _ means: UnsafeMutablePointer<Double>,
    _ rstds: UnsafeMutablePointer<Double>,
    _ moments: (UnsafeMutablePointer<T>, Int) -> Moments
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (values, to) = (x + row * n, out + row * n)
        let found = moments(values, n)
        means[row] = found.mean
        rstds[row] = 1 / (found.squares / Double(n) + eps).squareRoot()
        let (mean, rest, rstd): (T, T, T) = scale(found.mean, rstds[row])
        switch (weight, bias) {
        case (let w?, let b?):
          for i in 0..<n { to[i] = (values[i] - mean - rest) * rstd * w[i] + b[i] }
        case (let w?, nil): for i in 0..<n { to[i] = (values[i] - mean - rest) * rstd * w[i] }
        case (nil, let b?): for i in 0..<n { to[i] = (values[i] - mean - rest) * rstd + b[i] }
        case (nil, nil): for i in 0..<n { to[i] = (values[i] - mean - rest) * rstd }
        }
      }
    }
  }

  @inline(__always)
  private static func inputGradient<T: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>,
    _ weight: UnsafeMutablePointer<T>?, _ means: UnsafeMutablePointer<Double>,
    _ rstds: UnsafeMutablePointer<Double>, _ rows: Int, _ n: Int, _ out: UnsafeMutablePointer<T>
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (g, values, to) = (gradient + row * n, x + row * n, out + row * n)
        let (mean, rest, rstd): (T, T, T) = scale(means[row], rstds[row])
        // q first, into the place of the result.
        if let weight {
          for i in 0..<n { to[i] = g[i] * weight[i] }
        } else {
          to.update(from: g, count: n)
        }
        let (totalQ, totalQH) = sums(n, to, values, mean, rest, rstd)
        let (meanQ, meanQH) = (totalQ / T(n), totalQH / T(n))
        for i in 0..<n {
          to[i] = rstd * (to[i] - meanQ - (values[i] - mean - rest) * rstd * meanQH)
        }
      }
    }
  }

  @inline(__always)
  private static func parameterGradients<T: BinaryFloatingPoint>(
    _ gradient: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>,
    _ means: UnsafeMutablePointer<Double>, _ rstds: UnsafeMutablePointer<Double>, _ rows: Int,
    _ n: Int, _ weight: UnsafeMutablePointer<T>, _ bias: UnsafeMutablePointer<T>
  ) {
    let groups = (rows + groupSize - 1) / groupSize
    Threads.split(groups, grain: Threads.rows(of: n * groupSize)) { range in
      for group in range {
        let (w, b) = (weight + group * n, bias + group * n)
        w.update(repeating: 0, count: n)
        b.update(repeating: 0, count: n)
        for row in (group * groupSize)..<min(rows, (group + 1) * groupSize) {
          let (g, values) = (gradient + row * n, x + row * n)
          let (mean, rest, rstd): (T, T, T) = scale(means[row], rstds[row])
          for i in 0..<n { w[i] += g[i] * ((values[i] - mean - rest) * rstd) }
          for i in 0..<n { b[i] += g[i] }
        }
      }
    }
  }

  /// Σ q and Σ q·h with h = (v − mean)·rstd.
  @inline(__always)
  private static func sums<T: BinaryFloatingPoint & SIMDScalar>(
    _ n: Int, _ q: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>, _ mean: T, _ rest: T,
    _ rstd: T
  ) -> (T, T) {
    let (shift, left) = (SIMD16<T>(repeating: mean), SIMD16<T>(repeating: rest))
    var (a, b, c, d) = (SIMD16<T>(), SIMD16<T>(), SIMD16<T>(), SIMD16<T>())
    var i = 0
    while i &+ 32 <= n {
      let (p, r) = (load(q + i), load(q + i + 16))
      a += p
      b += r
      c.addProduct(p, load(v + i) - shift - left)
      d.addProduct(r, load(v + i + 16) - shift - left)
      i &+= 32
    }
    var (total, product) = (lanes(a + b), lanes(c + d))
    while i < n {
      total += q[i]
      product += q[i] * (v[i] - mean - rest)
      i &+= 1
    }
    return (total, product * rstd)
  }

  @inline(__always)
  private static func lanes<T: BinaryFloatingPoint & SIMDScalar>(_ v: SIMD16<T>) -> T {
    let eight = v.lowHalf + v.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}
