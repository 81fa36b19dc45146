/// Layer normalisation over the rows of a contiguous matrix, and its derivative.
/// https://arxiv.org/abs/1607.06450
enum LayerNormKernel {
  /// out = (x − mean)·rstd·weight + bias with mean and rstd = 1/√(variance + eps) of each row,
  /// which are kept in `mean` and `rstd`, of one element a row.
  static func forward(
    _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, eps: Double, rows: Int, _ n: Int,
    out: Tensor, mean: Tensor, rstd: Tensor
  ) {
    switch x.dtype.floatingType {
    case .double:
      forward(
        x.doublePointer, weight?.doublePointer, bias?.doublePointer, eps, rows, n,
        out.doublePointer, mean.doublePointer, rstd.doublePointer)
    case .single:
      forward(
        x.floats, weight?.floats, bias?.floats, Float(eps), rows, n,
        out.floats, mean.floats, rstd.floats)
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
    switch x.dtype.floatingType {
    case .double:
      inputGradient(
        gradient.doublePointer, x.doublePointer, weight?.doublePointer,
        mean.doublePointer, rstd.doublePointer, rows, n, out.doublePointer)
    case .single:
      inputGradient(
        gradient.floats, x.floats, weight?.floats, mean.floats, rstd.floats, rows, n, out.floats)
    }
    for tensor in [gradient, x, mean, rstd, out] { tensor.keepAlive() }
    weight?.keepAlive()
  }

  /// gradient·h, whose column sums are ∂weight.
  static func weightedGradient(
    _ gradient: Tensor, _ x: Tensor, mean: Tensor, rstd: Tensor, rows: Int, _ n: Int,
    into out: Tensor
  ) {
    for row in 0..<rows {
      let at = row * n
      switch x.dtype.floatingType {
      case .double:
        let (m, r) = (mean.doublePointer[row], rstd.doublePointer[row])
        let (g, v, to) = (
          gradient.doublePointer + at, x.doublePointer + at, out.doublePointer + at
        )
        for i in 0..<n { to[i] = g[i] * ((v[i] - m) * r) }
      case .single:
        let (m, r) = (mean.floats[row], rstd.floats[row])
        let (g, v, to) = (gradient.floats + at, x.floats + at, out.floats + at)
        for i in 0..<n { to[i] = g[i] * ((v[i] - m) * r) }
      }
    }
    for tensor in [gradient, x, mean, rstd, out] { tensor.keepAlive() }
  }

  @inline(always)
  private static func forward<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ weight: UnsafeMutablePointer<T>?,
    _ bias: UnsafeMutablePointer<T>?, _ eps: T, _ rows: Int, _ n: Int,
    _ out: UnsafeMutablePointer<T>, _ means: UnsafeMutablePointer<T>,
    _ rstds: UnsafeMutablePointer<T>
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (values, to) = (x + row * n, out + row * n)
        let mean = sum(n, values, values) { v, _ in v } / T(n)
        let shift = SIMD16<T>(repeating: mean)
        let squares = sum(n, values, values) { v, _ in (v - shift) * (v - shift) }
        let rstd = 1 / (squares / T(n) + eps).squareRoot()
        switch (weight, bias) {
        case (let w?, let b?):
          for i in 0..<n { to[i] = (values[i] - mean) * rstd * w[i] + b[i] }
        case (let w?, nil): for i in 0..<n { to[i] = (values[i] - mean) * rstd * w[i] }
        case (nil, let b?): for i in 0..<n { to[i] = (values[i] - mean) * rstd + b[i] }
        case (nil, nil): for i in 0..<n { to[i] = (values[i] - mean) * rstd }
        }
        means[row] = mean
        rstds[row] = rstd
      }
    }
  }

  @inline(always)
  private static func inputGradient<T: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>,
    _ weight: UnsafeMutablePointer<T>?, _ means: UnsafeMutablePointer<T>,
    _ rstds: UnsafeMutablePointer<T>, _ rows: Int, _ n: Int, _ out: UnsafeMutablePointer<T>
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (g, values, to) = (gradient + row * n, x + row * n, out + row * n)
        let (mean, rstd) = (means[row], rstds[row])
        // q first, into the place of the result.
        if let weight {
          for i in 0..<n { to[i] = g[i] * weight[i] }
        } else {
          to.update(from: g, count: n)
        }
        let (shift, scale) = (SIMD16<T>(repeating: mean), SIMD16<T>(repeating: rstd))
        let meanQ = sum(n, to, to) { q, _ in q } / T(n)
        let meanQH = sum(n, to, values) { q, v in q * ((v - shift) * scale) } / T(n)
        for i in 0..<n {
          to[i] = rstd * (to[i] - meanQ - (values[i] - mean) * rstd * meanQH)
        }
      }
    }
  }

  /// The sum of `term` over pairs of elements. Lanes beyond the end are not counted.
  @inline(always)
  private static func sum<T: BinaryFloatingPoint & SIMDScalar>(
    _ n: Int, _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>,
    _ term: (SIMD16<T>, SIMD16<T>) -> SIMD16<T>
  ) -> T {
    var (a, b) = (SIMD16<T>(), SIMD16<T>())
    var i = 0
    while i &+ 32 <= n {
      a += term(load(x + i), load(y + i))
      b += term(load(x + i + 16), load(y + i + 16))
      i &+= 32
    }
    a += b
    let eight = a.lowHalf + a.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var total = two.x + two.y
    while i < n {
      total += term(SIMD16(repeating: x[i]), SIMD16(repeating: y[i]))[0]
      i &+= 1
    }
    return total
  }

  @inline(always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}
