/// Root-mean-square normalisation over the rows of a contiguous matrix, and its derivative.
/// https://arxiv.org/abs/1910.07467
enum RMSNormKernel {
  /// How many rows' shares of ∂weight are added up one after the other: fixed, so that the sum does
  /// not hang on the number of threads.
  static let block = 32

  /// out = x·rstd·weight with rstd = 1/√(mean(x²) + eps) of each row, which is kept in `rstd`.
  static func forward(
    _ x: Tensor, _ weight: Tensor?, eps: Double, rows: Int, _ n: Int, out: Tensor, rstd: Tensor
  ) {
    switch x.dtype.floatingType {
    case .double:
      forward(
        x.doublePointer, weight?.doublePointer, eps, rows, n, out.doublePointer,
        rstd.doublePointer)
    case .single:
      forward(x.floats, weight?.floats, Float(eps), rows, n, out.floats, rstd.floats)
    }
    for tensor in [x, out, rstd] { tensor.keepAlive() }
    weight?.keepAlive()
  }

  /// With h = x·rstd and q = gradient·weight: ∂x = rstd·(q − h·mean(q·h)), and ∂weight the sum of
  /// gradient·h over the rows, of which `shares` [blocks, n] gets that of each block of rows. Either
  /// is left out if it is nil.
  static func backward(
    _ gradient: Tensor, _ x: Tensor, _ weight: Tensor?, rstd: Tensor, rows: Int, _ n: Int,
    into out: Tensor?, shares: Tensor?
  ) {
    switch x.dtype.floatingType {
    case .double:
      backward(
        gradient.doublePointer, x.doublePointer, weight?.doublePointer, rstd.doublePointer, rows,
        n, out?.doublePointer, shares?.doublePointer)
    case .single:
      backward(
        gradient.floats, x.floats, weight?.floats, rstd.floats, rows, n, out?.floats,
        shares?.floats)
    }
    for tensor in [gradient, x, rstd] { tensor.keepAlive() }
    for tensor in [weight, out, shares] { tensor?.keepAlive() }
  }

  @inline(always)
  private static func forward<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ weight: UnsafeMutablePointer<T>?, _ eps: T, _ rows: Int,
    _ n: Int, _ out: UnsafeMutablePointer<T>, _ rstds: UnsafeMutablePointer<T>
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (values, to) = (x + row * n, out + row * n)
        let squares = sum(n, values, values) { a, b in a * b }
        let rstd = 1 / (squares / T(n) + eps).squareRoot()
        if let w = weight {
          for i in 0..<n { to[i] = values[i] * rstd * w[i] }
        } else {
          for i in 0..<n { to[i] = values[i] * rstd }
        }
        rstds[row] = rstd
      }
    }
  }

  @inline(always)
  private static func backward<T: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>,
    _ weight: UnsafeMutablePointer<T>?, _ rstds: UnsafeMutablePointer<T>, _ rows: Int, _ n: Int,
    _ out: UnsafeMutablePointer<T>?, _ shares: UnsafeMutablePointer<T>?
  ) {
    let blocks = (rows + block - 1) / block
    Threads.split(blocks, grain: max(1, Threads.rows(of: n) / block)) { range in
      for part in range {
        let share = shares.map { $0 + part * n }
        share?.update(repeating: 0, count: n)
        for row in part * block..<min(rows, (part + 1) * block) {
          let (g, values, rstd) = (gradient + row * n, x + row * n, rstds[row])
          if let share {
            for i in 0..<n { share[i] += g[i] * (values[i] * rstd) }
          }
          if let out { inputGradient(n, g, values, weight, rstd, out + row * n) }
        }
      }
    }
  }

  @inline(always)
  private static func inputGradient<T: BinaryFloatingPoint & SIMDScalar>(
    _ n: Int, _ g: UnsafeMutablePointer<T>, _ values: UnsafeMutablePointer<T>,
    _ weight: UnsafeMutablePointer<T>?, _ rstd: T, _ to: UnsafeMutablePointer<T>
  ) {
    // q first, into the place of the result.
    if let weight {
      for i in 0..<n { to[i] = g[i] * weight[i] }
    } else {
      to.update(from: g, count: n)
    }
    let meanQH = sum(n, to, values) { q, v in q * v } * rstd / T(n)
    for i in 0..<n { to[i] = rstd * (to[i] - values[i] * rstd * meanQH) }
  }

  /// The sum of `term` over pairs of elements.
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
