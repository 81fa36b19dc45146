#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Softmax and its logarithm along a dimension that is not the last: over the columns of matrices
/// [outer, n, inner]. Neighbouring columns are taken together, as many as stay in a near cache.
enum SoftmaxColumnsKernel {
  static func softmax(_ x: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor) {
    switch x.dtype.floatingType {
    case .single: softmax(x.floats, outer, n, inner, out.floats)
    case .double: softmax(x.doublePointer, outer, n, inner, out.doublePointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  static func logSoftmax(_ x: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor) {
    switch x.dtype.floatingType {
    case .single: logSoftmax(x.floats, outer, n, inner, out.floats)
    case .double: logSoftmax(x.doublePointer, outer, n, inner, out.doublePointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Writes log Σ exp of each column to `out`, of [outer, inner].
  static func logSumExp(_ x: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor) {
    switch x.dtype.floatingType {
    case .single: logSumExp(x.floats, outer, n, inner, out.floats)
    case .double: logSumExp(x.doublePointer, outer, n, inner, out.doublePointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// y·(gradient − Σ gradient·y), with Σ down each column.
  static func softmaxGradient(
    _ gradient: Tensor, _ y: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor
  ) {
    switch y.dtype.floatingType {
    case .single: softmaxGradient(gradient.floats, y.floats, outer, n, inner, out.floats)
    case .double:
      softmaxGradient(
        gradient.doublePointer, y.doublePointer, outer, n, inner, out.doublePointer)
    }
    for tensor in [gradient, y, out] { tensor.keepAlive() }
  }

  /// gradient − exp(y)·Σ gradient, with Σ down each column.
  static func logSoftmaxGradient(
    _ gradient: Tensor, _ y: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor
  ) {
    switch y.dtype.floatingType {
    case .single: logSoftmaxGradient(gradient.floats, y.floats, outer, n, inner, out.floats)
    case .double:
      logSoftmaxGradient(
        gradient.doublePointer, y.doublePointer, outer, n, inner, out.doublePointer)
    }
    for tensor in [gradient, y, out] { tensor.keepAlive() }
  }

  // MARK: One tile

  private typealias Pointer<T> = UnsafeMutablePointer<T>

  @inline(__always)
  private static func softmax<T: ColumnNumber>(
    _ x: Pointer<T>, _ outer: Int, _ n: Int, _ inner: Int, _ out: Pointer<T>
  ) {
    forEachTile(T.self, outer, n, inner) { start, result, count, spare in
      let (x, out) = (x + start, out + start)
      exponentials(x, n, inner, count, shifts: spare, out)
      T.columnSums(out, n, inner, count, spare)
      for i in 0..<count { spare[i] = 1 / spare[i] }
      for row in 0..<n {
        let to = out + row * inner
        for i in 0..<count { to[i] *= spare[i] }
      }
    }
  }

  @inline(__always)
  private static func logSoftmax<T: ColumnNumber>(
    _ x: Pointer<T>, _ outer: Int, _ n: Int, _ inner: Int, _ out: Pointer<T>
  ) {
    forEachTile(T.self, outer, n, inner) { start, result, count, spare in
      let (x, out, logs) = (x + start, out + start, spare + count)
      exponentials(x, n, inner, count, shifts: spare, out)
      T.columnSums(out, n, inner, count, logs)
      for i in 0..<count { logs[i] = T.log(logs[i]) }
      for row in 0..<n {
        let (from, to) = (x + row * inner, out + row * inner)
        for i in 0..<count { to[i] = from[i] - spare[i] - logs[i] }
      }
    }
  }

  @inline(__always)
  private static func logSumExp<T: ColumnNumber>(
    _ x: Pointer<T>, _ outer: Int, _ n: Int, _ inner: Int, _ out: Pointer<T>
  ) {
    forEachTile(T.self, outer, n, inner) { start, result, count, spare in
      let (x, out, sums) = (x + start, out + result, spare + count)
      withUnsafeTemporaryAllocation(of: T.self, capacity: n * count) { buffer in
        guard let terms = buffer.baseAddress else { return }
        T.columnMaxima(x, n, inner, count, spare)
        for row in 0..<n { T.exponentials(count, x + row * inner, spare, terms + row * count) }
        T.columnSums(terms, n, count, count, sums)
      }
      // An infinity outweighs the rest, and ∞ − ∞ would make it no number.
      for i in 0..<count {
        out[i] = spare[i].isFinite ? spare[i] + T.log(sums[i]) : spare[i]
      }
    }
  }

  @inline(__always)
  private static func softmaxGradient<T: ColumnNumber>(
    _ gradient: Pointer<T>, _ y: Pointer<T>, _ outer: Int, _ n: Int, _ inner: Int,
    _ out: Pointer<T>
  ) {
    forEachTile(T.self, outer, n, inner) { start, result, count, spare in
      let (gradient, y, out) = (gradient + start, y + start, out + start)
      for row in 0..<n {
        let (g, p, to) = (gradient + row * inner, y + row * inner, out + row * inner)
        for i in 0..<count { to[i] = g[i] * p[i] }
      }
      T.columnSums(out, n, inner, count, spare)
      for row in 0..<n {
        let (g, p, to) = (gradient + row * inner, y + row * inner, out + row * inner)
        for i in 0..<count { to[i] = p[i] * (g[i] - spare[i]) }
      }
    }
  }

  @inline(__always)
  private static func logSoftmaxGradient<T: ColumnNumber>(
    _ gradient: Pointer<T>, _ y: Pointer<T>, _ outer: Int, _ n: Int, _ inner: Int,
    _ out: Pointer<T>
  ) {
    forEachTile(T.self, outer, n, inner) { start, result, count, spare in
      let (gradient, y, out, zeros) = (gradient + start, y + start, out + start, spare + count)
      zeros.update(repeating: 0, count: count)
      T.columnSums(gradient, n, inner, count, spare)
      for row in 0..<n {
        let (g, to) = (gradient + row * inner, out + row * inner)
        T.exponentials(count, y + row * inner, zeros, to)
        for i in 0..<count { to[i] = g[i] - to[i] * spare[i] }
      }
    }
  }

  /// exp(x − the largest of the column), which is left in `shifts`.
  @inline(__always)
  private static func exponentials<T: ColumnNumber>(
    _ x: Pointer<T>, _ n: Int, _ inner: Int, _ count: Int, shifts: Pointer<T>, _ out: Pointer<T>
  ) {
    T.columnMaxima(x, n, inner, count, shifts)
    for row in 0..<n { T.exponentials(count, x + row * inner, shifts, out + row * inner) }
  }

  /// Calls `body` for neighbouring columns with where the first begins, where their results do, how
  /// many they are, and room for twice as many numbers.
  @inline(__always)
  private static func forEachTile<T: ColumnNumber>(
    _: T.Type, _ outer: Int, _ n: Int, _ inner: Int,
    _ body: (_ start: Int, _ result: Int, _ count: Int, _ spare: Pointer<T>) -> Void
  ) {
    if outer == 0 || n == 0 || inner == 0 { return }
    let width = min(inner, max(64, min(512, (1 << 15) / n & ~15)))
    let tiles = (inner + width - 1) / width
    Threads.split(outer * tiles, grain: Threads.rows(of: n * width)) { range in
      withUnsafeTemporaryAllocation(of: T.self, capacity: 2 * width) { buffer in
        guard let spare = buffer.baseAddress else { return }
        spare.initialize(repeating: 0, count: 2 * width)
        for unit in range {
          let (block, first) = (unit / tiles, unit % tiles * width)
          let count = min(width, inner - first)
          body(block * n * inner + first, block * inner + first, count, spare)
        }
      }
    }
  }
}

/// What the loops above need of a type beside arithmetic.
private protocol ColumnNumber: BinaryFloatingPoint {
  typealias Pointer = UnsafeMutablePointer<Self>
  static func columnMaxima(_ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer)
  static func columnSums(_ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer)
  static func exponentials(_ count: Int, _ x: Pointer, _ shifts: Pointer, _ out: Pointer)
  static func log(_ x: Self) -> Self
}

extension Float: ColumnNumber {
  fileprivate static func columnMaxima(
    _ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer
  ) {
    FoldKernel.columnMaxima(x, n, step: step, count, out)
  }
  fileprivate static func columnSums(
    _ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer
  ) {
    FoldKernel.columnSums(x, n, step: step, count, out)
  }
  fileprivate static func exponentials(
    _ count: Int, _ x: Pointer, _ shifts: Pointer, _ out: Pointer
  ) {
    VectorMath.exponentials(count, x, shifts: shifts, out)
  }
  fileprivate static func log(_ x: Float) -> Float { logf(x) }
}

extension Double: ColumnNumber {
  fileprivate static func columnMaxima(
    _ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer
  ) {
    FoldKernel.columnMaxima(x, n, step: step, count, out)
  }
  fileprivate static func columnSums(
    _ x: Pointer, _ n: Int, _ step: Int, _ count: Int, _ out: Pointer
  ) {
    FoldKernel.columnSums(x, n, step: step, count, out)
  }
  fileprivate static func exponentials(
    _ count: Int, _ x: Pointer, _ shifts: Pointer, _ out: Pointer
  ) {
    DoubleMath.exponentials(count, x, shifts: shifts, out)
  }
  fileprivate static func log(_ x: Double) -> Double { logarithm(x) }
}

private func logarithm(_ x: Double) -> Double { log(x) }
