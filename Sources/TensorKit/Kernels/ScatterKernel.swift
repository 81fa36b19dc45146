/// Adds rows to the rows that indices name.
enum ScatterKernel {
  /// `target[indices[i]] += rows[i]`: all contiguous, `rows` and `target` of one floating point
  /// type and width. Precondition: the indices are rows of `target`.
  static func addRows(_ rows: Tensor, at indices: Tensor, to target: Tensor) {
    let width = target.shape[1]
    let ids = indices.intPointer
    switch rows.dtype.floatingType {
    case .double:
      addRows(rows.doublePointer, ids, indices.count, width, target.doublePointer)
    case .single:
      addRows(rows.floats, ids, indices.count, width, target.floats)
    }
    rows.keepAlive()
    indices.keepAlive()
    target.keepAlive()
  }

  @inline(always)
  private static func addRows<T: BinaryFloatingPoint>(
    _ rows: UnsafeMutablePointer<T>, _ ids: UnsafeMutablePointer<Int>, _ count: Int, _ width: Int,
    _ target: UnsafeMutablePointer<T>
  ) {
    for i in 0..<count {
      let (from, to) = (rows + i * width, target + ids[i] * width)
      for j in 0..<width { to[j] += from[j] }
    }
  }
}
