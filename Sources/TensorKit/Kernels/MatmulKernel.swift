/// Matrix products of floating point matrices, whatever their strides.
enum MatmulKernel {
  /// A matrix in memory: element [i, j] lies at `data + i·rowStride + j·columnStride`.
  struct Matrix {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
    var columnStride: Int
  }

  /// c = a·b, or c += a·b, with a: [m, k], b: [k, n] and c: [m, n] row-major, dense.
  static func run(
    _ dtype: DType, m: Int, n: Int, k: Int, _ a: Matrix, _ b: Matrix,
    into c: UnsafeMutableRawPointer, accumulate: Bool
  ) {
    if dtype == .float64 {
      simple(m, n, k, a, b, c.assumingMemoryBound(to: Double.self), accumulate)
    } else {
      simple(m, n, k, a, b, c.assumingMemoryBound(to: Float.self), accumulate)
    }
  }

  @inline(always)
  private static func simple<T: BinaryFloatingPoint>(
    _ m: Int, _ n: Int, _ k: Int, _ a: Matrix, _ b: Matrix,
    _ c: UnsafeMutablePointer<T>, _ accumulate: Bool
  ) {
    let x = a.data.assumingMemoryBound(to: T.self)
    let y = b.data.assumingMemoryBound(to: T.self)
    if !accumulate { c.update(repeating: 0, count: m * n) }
    for i in 0..<m {
      let row = c + i * n
      for l in 0..<k {
        let factor = x[i * a.rowStride + l * a.columnStride]
        let line = y + l * b.rowStride
        for j in 0..<n { row[j] += factor * line[j * b.columnStride] }
      }
    }
  }
}
