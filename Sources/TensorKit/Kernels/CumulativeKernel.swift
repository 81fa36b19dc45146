/// Sums, products and extremes of everything up to each element, along one dimension of contiguous
/// tensors seen as [outer, n, inner]. float32 is added up in double precision, as in PyTorch.
enum CumulativeKernel {
  enum Kind { case sum, product }

  /// `out[k] = x[0] ∘ … ∘ x[k]`, or, `fromEnd`, `x[k] ∘ … ∘ x[n − 1]`. Precondition: numbers.
  static func run(
    _ kind: Kind, _ x: Tensor, outer: Int, _ n: Int, inner: Int, fromEnd: Bool = false,
    into out: Tensor
  ) {
    let lines = Lines(outer: outer, n: n, inner: inner)
    switch (x.dtype.computeType, kind) {
    case (.float32, .sum): lines.scan(FloatSum.self, x.floats, out.floats, fromEnd)
    case (.float32, .product): lines.scan(FloatProduct.self, x.floats, out.floats, fromEnd)
    case (.float64, .sum): lines.scan(DoubleSum.self, x.doublePointer, out.doublePointer, fromEnd)
    case (.float64, .product):
      lines.scan(DoubleProduct.self, x.doublePointer, out.doublePointer, fromEnd)
    case (_, .sum): lines.scan(IntegerSum.self, x.intPointer, out.intPointer, fromEnd)
    case (_, .product): lines.scan(IntegerProduct.self, x.intPointer, out.intPointer, fromEnd)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// The gradient of the products `out` of `x`, given theirs. There is no division in it, so that
  /// zeros are no exception: gradient[k] = out[k − 1]·s[k], where s[k] = g[k] + x[k + 1]·s[k + 1].
  static func productGradient(
    _ gradient: Tensor, _ x: Tensor, _ out: Tensor, outer: Int, _ n: Int, inner: Int,
    into result: Tensor
  ) {
    let lines = Lines(outer: outer, n: n, inner: inner)
    switch x.dtype.floatingType {
    case .single:
      lines.productGradient(gradient.floats, x.floats, out.floats, result.floats)
    case .double:
      lines.productGradient(
        gradient.doublePointer, x.doublePointer, out.doublePointer, result.doublePointer)
    }
    for tensor in [gradient, x, out, result] { tensor.keepAlive() }
  }

  /// The largest (or smallest) so far, and where it is: the last of equals; once there is a NaN,
  /// NaN. Precondition: numbers.
  static func extreme(
    isMaximum: Bool, _ x: Tensor, outer: Int, _ n: Int, inner: Int, values: Tensor,
    indices: Tensor
  ) {
    let lines = Lines(outer: outer, n: n, inner: inner)
    let at = indices.intPointer
    switch x.dtype.computeType {
    case .float32: lines.extreme(isMaximum, x.floats, values.floats, at)
    case .float64: lines.extreme(isMaximum, x.doublePointer, values.doublePointer, at)
    case .int64, .bool: lines.extreme(isMaximum, x.intPointer, values.intPointer, at)
    }
    for tensor in [x, values, indices] { tensor.keepAlive() }
  }
}

/// How one element after another is taken in. A type rather than closures, so that the loops around
/// it are compiled with it.
private protocol Fold {
  associatedtype Element: BitwiseCopyable
  associatedtype Sum: BitwiseCopyable
  static var start: Sum { get }
  static func combine(_ sum: Sum, _ next: Element) -> Sum
  static func rounded(_ sum: Sum) -> Element
}

private enum FloatSum: Fold {
  @inline(always) static var start: Double { 0 }
  @inline(always) static func combine(_ sum: Double, _ next: Float) -> Double { sum + Double(next) }
  @inline(always) static func rounded(_ sum: Double) -> Float { Float(sum) }
}

private enum FloatProduct: Fold {
  @inline(always) static var start: Double { 1 }
  @inline(always) static func combine(_ sum: Double, _ next: Float) -> Double { sum * Double(next) }
  @inline(always) static func rounded(_ sum: Double) -> Float { Float(sum) }
}

private enum DoubleSum: Fold {
  @inline(always) static var start: Double { 0 }
  @inline(always) static func combine(_ sum: Double, _ next: Double) -> Double { sum + next }
  @inline(always) static func rounded(_ sum: Double) -> Double { sum }
}

private enum DoubleProduct: Fold {
  @inline(always) static var start: Double { 1 }
  @inline(always) static func combine(_ sum: Double, _ next: Double) -> Double { sum * next }
  @inline(always) static func rounded(_ sum: Double) -> Double { sum }
}

private enum IntegerSum: Fold {
  @inline(always) static var start: Int { 0 }
  @inline(always) static func combine(_ sum: Int, _ next: Int) -> Int { sum &+ next }
  @inline(always) static func rounded(_ sum: Int) -> Int { sum }
}

private enum IntegerProduct: Fold {
  @inline(always) static var start: Int { 1 }
  @inline(always) static func combine(_ sum: Int, _ next: Int) -> Int { sum &* next }
  @inline(always) static func rounded(_ sum: Int) -> Int { sum }
}

private struct Lines {
  let outer: Int
  let n: Int
  let inner: Int

  /// Side by side, this many lines are scanned together, with a vector of sums.
  private static let width = 64

  @inline(always)
  func scan<F: Fold>(
    _: F.Type, _ x: UnsafeMutablePointer<F.Element>, _ out: UnsafeMutablePointer<F.Element>,
    _ fromEnd: Bool
  ) {
    let (first, step) = fromEnd ? ((n - 1) * inner, -inner) : (0, inner)
    if inner < 8 {
      Threads.split(outer * inner, grain: Threads.rows(of: n)) { range in
        for line in range {
          let (o, i) = line.quotientAndRemainder(dividingBy: inner)
          var at = o * n * inner + i + first
          var sum = F.start
          for _ in 0..<n {
            sum = F.combine(sum, x[at])
            out[at] = F.rounded(sum)
            at &+= step
          }
        }
      }
      return
    }
    let columns = (inner + Lines.width - 1) / Lines.width
    Threads.split(outer * columns, grain: max(1, Threads.rows(of: n * min(inner, Lines.width)))) {
      range in
      withUnsafeTemporaryAllocation(of: F.Sum.self, capacity: Lines.width) { sums in
        guard let sums = sums.baseAddress else { return }
        for piece in range {
          let (o, column) = piece.quotientAndRemainder(dividingBy: columns)
          let (left, count) = (
            column * Lines.width, min(Lines.width, inner - column * Lines.width)
          )
          sums.initialize(repeating: F.start, count: count)
          var at = o * n * inner + left + first
          for _ in 0..<n {
            let (from, to) = (x + at, out + at)
            for i in 0..<count {
              let sum = F.combine(sums[i], from[i])
              sums[i] = sum
              to[i] = F.rounded(sum)
            }
            at &+= step
          }
        }
      }
    }
  }

  @inline(always)
  func productGradient<T: BinaryFloatingPoint & BitwiseCopyable>(
    _ gradient: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>,
    _ out: UnsafeMutablePointer<T>, _ result: UnsafeMutablePointer<T>
  ) {
    Threads.split(outer * inner, grain: Threads.rows(of: n)) { range in
      for line in range {
        let (o, i) = line.quotientAndRemainder(dividingBy: inner)
        let first = o * n * inner + i
        var (sum, next) = (0.0, 0.0)
        for k in stride(from: n - 1, through: 0, by: -1) {
          let at = first &+ k &* inner
          sum = Double(gradient[at]) + next * sum
          next = Double(x[at])
          result[at] = T((k > 0 ? Double(out[at &- inner]) : 1) * sum)
        }
      }
    }
  }

  @inline(always)
  func extreme<T: Comparable & BitwiseCopyable>(
    _ isMaximum: Bool, _ x: UnsafeMutablePointer<T>, _ values: UnsafeMutablePointer<T>,
    _ indices: UnsafeMutablePointer<Int>
  ) {
    if n == 0 { return }
    Threads.split(outer * inner, grain: Threads.rows(of: n)) { range in
      for line in range {
        let (o, i) = line.quotientAndRemainder(dividingBy: inner)
        let first = o * n * inner + i
        var (best, place) = (x[first], 0)
        var at = first
        for k in 0..<n {
          let value = x[at]
          // Rare: a jump that is foreseen costs less than to choose each time.
          if _slowPath(isMaximum ? !(value < best) : !(value > best)) {
            // A NaN replaces any number, and only a NaN replaces it.
            if best == best || value != value { (best, place) = (value, k) }
          }
          values[at] = best
          indices[at] = place
          at &+= inner
        }
      }
    }
  }
}
