/// Picks one class of each row of a matrix, and the derivative of that.
enum ClassKernel {
  /// `out[row] = −factors[row]·values[row, chosen[row]]`, and 0 where `chosen` is negative: values
  /// contiguous [rows, classes], both of one floating point type.
  static func pick(
    _ values: Tensor, at chosen: [Int], _ classes: Int, times factors: [Double], into out: Tensor
  ) {
    switch values.dtype.floatingType {
    case .double:
      for (row, target) in chosen.enumerated() {
        let value = target < 0 ? 0 : values.doublePointer[row * classes + target]
        out.doublePointer[row] = target < 0 ? 0 : -factors[row] * value
      }
    case .single:
      for (row, target) in chosen.enumerated() {
        let value = target < 0 ? 0 : values.floats[row * classes + target]
        out.floats[row] = target < 0 ? 0 : -Float(factors[row]) * value
      }
    }
    values.keepAlive()
    out.keepAlive()
  }

  /// `values[row] *= scales[row]`, then `values[row, chosen[row]] −= scales[row]`; an ignored row
  /// becomes 0. Contiguous [rows, classes].
  static func scaleRows(
    _ values: Tensor, by scales: [Double], minusAt chosen: [Int], _ classes: Int
  ) {
    Threads.split(chosen.count, grain: Threads.rows(of: classes)) { range in
      switch values.dtype.floatingType {
      case .double: scaleRows(range, values.doublePointer, scales, chosen, classes) { $0 }
      case .single: scaleRows(range, values.floats, scales, chosen, classes) { Float($0) }
      }
    }
    values.keepAlive()
  }

  @inline(always)
  private static func scaleRows<T: BinaryFloatingPoint>(
    _ range: Range<Int>, _ values: UnsafeMutablePointer<T>, _ scales: [Double], _ chosen: [Int],
    _ classes: Int, _ rounded: (Double) -> T
  ) {
    for row in range {
      let (at, scale) = (values + row * classes, rounded(scales[row]))
      if chosen[row] < 0 {
        at.update(repeating: 0, count: classes)
        continue
      }
      for i in 0..<classes { at[i] *= scale }
      at[chosen[row]] -= scale
    }
  }
}
