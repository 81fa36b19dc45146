#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Softmax and its logarithm over the rows of a contiguous matrix. The row's maximum is taken off
/// first, so that no exponential overflows.
enum SoftmaxKernel {
  static func softmax(_ x: Tensor, rows: Int, _ n: Int, into out: Tensor) {
    switch x.dtype.floatingType {
    case .double:
      forEachRow(x.doublePointer, out.doublePointer, rows, n) { doubles($0, n, 1, $1) }
    case .single:
      forEachRow(x.floats, out.floats, rows, n) { floats($0, n, 1, $1) }
    }
    x.keepAlive()
    out.keepAlive()
  }

  static func logSoftmax(_ x: Tensor, rows: Int, _ n: Int, into out: Tensor) {
    switch x.dtype.floatingType {
    case .double:
      forEachRow(x.doublePointer, out.doublePointer, rows, n) { row, to in
        let shift = ExtremumKernel.maximumOfNumbers(row, n)
        DoubleMath.exponentials(n, row, shift: shift, to)
        let logSum = log(FoldKernel.sum(to, n))
        for i in 0..<n { to[i] = row[i] - shift - logSum }
      }
    case .single:
      forEachRow(x.floats, out.floats, rows, n) { row, to in
        let shift = ExtremumKernel.maximumOfNumbers(row, n)
        VectorMath.exponentials(n, row, shift: shift, to)
        let logSum = logf(FoldKernel.sum(to, n))
        for i in 0..<n { to[i] = row[i] - shift - logSum }
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Writes log Σ exp of each row to `out`, of one element a row. Precondition: n > 0.
  static func logSumExp(_ x: Tensor, rows: Int, _ n: Int, into out: Tensor) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      switch x.dtype.floatingType {
      case .double:
        withUnsafeTemporaryAllocation(of: Double.self, capacity: n) { buffer in
          guard let spare = buffer.baseAddress else { return }
          for row in range {
            let values = x.doublePointer + row * n
            let shift = FoldKernel.maximum(values, n)
            DoubleMath.exponentials(n, values, shift: shift, spare)
            // An infinity outweighs the rest, and ∞ − ∞ would make it no number.
            out.doublePointer[row] =
              shift.isFinite ? shift + log(FoldKernel.sum(spare, n)) : shift
          }
        }
      case .single:
        withUnsafeTemporaryAllocation(of: Float.self, capacity: n) { buffer in
          guard let spare = buffer.baseAddress else { return }
          for row in range {
            let values = x.floats + row * n
            let shift = FoldKernel.maximum(values, n)
            VectorMath.exponentials(n, values, shift: shift, spare)
            out.floats[row] = shift.isFinite ? shift + logf(FoldKernel.sum(spare, n)) : shift
          }
        }
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// y·(gradient − Σ gradient·y), a row at a time.
  static func softmaxGradient(
    _ gradient: Tensor, _ y: Tensor, rows: Int, _ n: Int, into out: Tensor
  ) {
    switch y.dtype.floatingType {
    case .double:
      gradientRows(gradient.doublePointer, y.doublePointer, out.doublePointer, rows, n)
    case .single:
      gradientRows(gradient.floats, y.floats, out.floats, rows, n)
    }
    gradient.keepAlive()
    y.keepAlive()
    out.keepAlive()
  }

  /// gradient − exp(y)·Σ gradient, a row at a time.
  static func logSoftmaxGradient(
    _ gradient: Tensor, _ y: Tensor, rows: Int, _ n: Int, into out: Tensor
  ) {
    if n == 0 { return }
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for at in stride(from: range.lowerBound * n, to: range.upperBound * n, by: n) {
        switch y.dtype.floatingType {
        case .double:
          let (g, to) = (gradient.doublePointer + at, out.doublePointer + at)
          let total = FoldKernel.sum(g, n)
          DoubleMath.exponentials(n, y.doublePointer + at, shift: 0, to)
          for i in 0..<n { to[i] = g[i] - to[i] * total }
        case .single:
          let (g, to) = (gradient.floats + at, out.floats + at)
          let total = FoldKernel.sum(g, n)
          VectorMath.exponentials(n, y.floats + at, shift: 0, to)
          for i in 0..<n { to[i] = g[i] - to[i] * total }
        }
      }
    }
    gradient.keepAlive()
    y.keepAlive()
    out.keepAlive()
  }

  private static func floats(
    _ row: UnsafeMutablePointer<Float>, _ n: Int, _ factor: Float,
    _ to: UnsafeMutablePointer<Float>
  ) {
    let shift = ExtremumKernel.maximumOfNumbers(row, n) * factor
    VectorMath.exponentials(n, row, scale: factor, shift: shift, to)
    scale(to, n, 1 / FoldKernel.sum(to, n))
  }

  private static func doubles(
    _ row: UnsafeMutablePointer<Double>, _ n: Int, _ factor: Double,
    _ to: UnsafeMutablePointer<Double>
  ) {
    let shift = ExtremumKernel.maximumOfNumbers(row, n) * factor
    DoubleMath.exponentials(n, row, scale: factor, shift: shift, to)
    let sum = FoldKernel.sum(to, n)
    for i in 0..<n { to[i] /= sum }
  }

  @inline(always)
  private static func scaledGradient<T: BinaryFloatingPoint & SIMDScalar>(
    _ g: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ n: Int, _ factor: T
  ) {
    let total = dot(g, y, n)
    for i in 0..<n { g[i] = y[i] * (g[i] - total) * factor }
  }

  @inline(always)
  private static func forEachRow<T>(
    _ x: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>, _ rows: Int, _ n: Int,
    _ body: (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>) -> Void
  ) {
    if n == 0 { return }
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range { body(x + row * n, out + row * n) }
    }
  }

  @inline(always)
  private static func gradientRows<T: BinaryFloatingPoint & SIMDScalar>(
    _ gradient: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>,
    _ out: UnsafeMutablePointer<T>, _ rows: Int, _ n: Int
  ) {
    Threads.split(rows, grain: Threads.rows(of: n)) { range in
      for row in range {
        let (g, p, to) = (gradient + row * n, y + row * n, out + row * n)
        let total = dot(g, p, n)
        for i in 0..<n { to[i] = p[i] * (g[i] - total) }
      }
    }
  }

  @inline(always)
  private static func dot<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ n: Int
  ) -> T {
    var (lanes, b, c, d) = (SIMD16<T>(), SIMD16<T>(), SIMD16<T>(), SIMD16<T>())
    var i = 0
    while i &+ 64 <= n {
      lanes.addProduct(load(x + i), load(y + i))
      b.addProduct(load(x + i + 16), load(y + i + 16))
      c.addProduct(load(x + i + 32), load(y + i + 32))
      d.addProduct(load(x + i + 48), load(y + i + 48))
      i &+= 64
    }
    while i &+ 16 <= n {
      lanes.addProduct(load(x + i), load(y + i))
      i &+= 16
    }
    lanes = (lanes + b) + (c + d)
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var total = two.x + two.y
    while i < n {
      total += x[i] * y[i]
      i &+= 1
    }
    return total
  }

  @inline(always)
  private static func scale(_ x: UnsafeMutablePointer<Float>, _ n: Int, _ factor: Float) {
    for i in 0..<n { x[i] *= factor }
  }

  @inline(__always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}
