/// Products of so few numbers that choosing a way for them would take longer than the arithmetic.
enum SmallProduct {
  /// The largest m·n·k of them.
  static let most = 512

  /// c = a·b + addend, as ``MatmulKernel`` says, of a floating point type.
  static func run(
    _ dtype: DType, m: Int, n: Int, k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    into c: MatmulKernel.Matrix, adding addend: MatmulKernel.Matrix?
  ) {
    switch dtype.floatingType {
    case .double: rows(Double.self, m, n, k, a, b, c, addend)
    case .single: rows(Float.self, m, n, k, a, b, c, addend)
    }
  }

  @inline(always)
  private static func rows<T: BinaryFloatingPoint>(
    _: T.Type, _ m: Int, _ n: Int, _ k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    _ c: MatmulKernel.Matrix, _ addend: MatmulKernel.Matrix?
  ) {
    let step = b.columnStride
    for i in 0..<m {
      let x = a.data.assumingMemoryBound(to: T.self) + i &* a.rowStride
      let out = c.data.assumingMemoryBound(to: T.self) + i &* c.rowStride
      let added = addend.map { $0.data.assumingMemoryBound(to: T.self) + i &* $0.rowStride }
      var j = 0
      // Four sums at a time do not wait for each other.
      while j &+ 4 <= n {
        let y = b.data.assumingMemoryBound(to: T.self) + j &* step
        var (first, second, third, fourth): (T, T, T, T) = (0, 0, 0, 0)
        for l in 0..<k {
          let (factor, row) = (x[l &* a.columnStride], y + l &* b.rowStride)
          first.addProduct(factor, row[0])
          second.addProduct(factor, row[step])
          third.addProduct(factor, row[2 &* step])
          fourth.addProduct(factor, row[3 &* step])
        }
        out[j] = added.map { first + $0[j] } ?? first
        out[j &+ 1] = added.map { second + $0[j &+ 1] } ?? second
        out[j &+ 2] = added.map { third + $0[j &+ 2] } ?? third
        out[j &+ 3] = added.map { fourth + $0[j &+ 3] } ?? fourth
        j &+= 4
      }
      while j < n {
        let y = b.data.assumingMemoryBound(to: T.self) + j &* step
        var sum: T = 0
        for l in 0..<k { sum.addProduct(x[l &* a.columnStride], y[l &* b.rowStride]) }
        out[j] = added.map { sum + $0[j] } ?? sum
        j &+= 1
      }
    }
  }
}
