/// The middle of a row in order of size, without putting all of it in order.
enum MedianKernel {
  /// Writes to `indices`, int64, where in each of `rows` rows of n elements the lower median comes
  /// first; or the first NaN. Precondition: n > 0, no bool.
  static func run(_ x: Tensor, rows: Int, _ n: Int, into indices: Tensor) {
    switch x.dtype.computeType {
    case .float32: run(x.floats, rows, n, indices.intPointer)
    case .float64: run(x.doublePointer, rows, n, indices.intPointer)
    case .int64: run(x.intPointer, rows, n, indices.intPointer)
    case .bool: preconditionFailure("MedianKernel: bool has no median")
    }
    x.keepAlive()
    indices.keepAlive()
  }

  @inline(__always)
  private static func run<T: Comparable>(
    _ x: UnsafeMutablePointer<T>, _ rows: Int, _ n: Int, _ indices: UnsafeMutablePointer<Int>
  ) {
    Threads.split(rows, grain: Threads.rows(of: 4 * n)) { range in
      withUnsafeTemporaryAllocation(of: T.self, capacity: n) { buffer in
        guard let copy = buffer.baseAddress else { return }
        for row in range {
          let values = x + row * n
          if let place = (0..<n).first(where: { values[$0] != values[$0] }) {
            indices[row] = place
            continue
          }
          copy.initialize(repeating: values[0], count: n)
          copy.update(from: values, count: n)
          let median = element((n - 1) / 2, of: copy, n)
          indices[row] = (0..<n).first { values[$0] == median } ?? 0
        }
      }
    }
  }

  /// Element `k` in order of size. Changes the order. https://doi.org/10.1145/366622.366647
  @inline(__always)
  private static func element<T: Comparable>(
    _ k: Int, of values: UnsafeMutablePointer<T>, _ n: Int
  ) -> T {
    var (low, high) = (0, n - 1)
    while low < high {
      let middle = values[low + (high - low) / 2]
      let pivot = max(min(values[low], middle), min(max(values[low], middle), values[high]))
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while pivot < values[j] { j -= 1 }
        if i <= j {
          (values[i], values[j]) = (values[j], values[i])
          i += 1
          j -= 1
        }
      }
      if k <= j { high = j } else if k >= i { low = i } else { return values[k] }
    }
    return values[k]
  }
}
