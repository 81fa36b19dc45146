/// Matrix products of whole numbers. They wrap around, as `&+` and `&*`: so their order is of no
/// account.
enum IntegerProductKernel {
  /// c = a·b + addend with a: [m, k], b: [k, n], and c: [m, n], dense; the addend is a row.
  static func run(
    m: Int, n: Int, k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    into c: UnsafeMutableRawPointer, adding addend: UnsafeMutableRawPointer? = nil
  ) {
    if m == 0 || n == 0 { return }
    if b.columnStride == 1 || k == 0 || n == 1 {
      return rows(m, n, k, a, b, c, addend)
    }
    // Rows of neighbours are what vectors are made of.
    let (memory, capacity) = StoragePool.take(byteCount: k * n * MemoryLayout<Int>.stride)
    defer { StoragePool.giveBack(memory, capacity: capacity) }
    let from = b.data.assumingMemoryBound(to: Int.self)
    let to = memory.assumingMemoryBound(to: Int.self)
    for l in 0..<k {
      for j in 0..<n { to[l * n + j] = from[l * b.rowStride + j * b.columnStride] }
    }
    rows(
      m, n, k, a, MatmulKernel.Matrix(data: memory, rowStride: n, columnStride: 1), c, addend)
  }

  private static func rows(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    _ c: UnsafeMutableRawPointer, _ addend: UnsafeMutableRawPointer?
  ) {
    Threads.split(m, grain: max(1, (1 << 18) / max(n * k, 1))) { range in
      for i in range {
        let row = c.assumingMemoryBound(to: Int.self) + i * n
        if let addend = addend?.assumingMemoryBound(to: Int.self) {
          row.update(from: addend, count: n)
        } else {
          row.update(repeating: 0, count: n)
        }
        let factors = a.data.assumingMemoryBound(to: Int.self) + i * a.rowStride
        for l in 0..<k {
          let factor = factors[l * a.columnStride]
          let other = b.data.assumingMemoryBound(to: Int.self) + l * b.rowStride
          for j in 0..<n { row[j] &+= factor &* other[j] }
        }
      }
    }
  }
}
