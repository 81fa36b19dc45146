/// softmax(scale·Q·Kᵀ + mask)·V and its derivative, head by head and block by block: the scores
/// [L, S] of all queries for all keys are never there at once.
/// Dao, FlashAttention-2, arXiv:2307.08691.
///
/// With a causal mask, row i attends to columns 0...i: whole blocks beyond are never computed.
struct AttentionKernel {
  /// L, the number of queries.
  let queries: Int
  /// S, the number of keys and values.
  let keys: Int
  /// E, the width of a query and a key.
  let width: Int
  /// The width of a value.
  let valueWidth: Int
  let isCausal: Bool
  let scale: Double
  let dtype: DType

  typealias Matrix = MatmulKernel.Matrix

  /// What one head is given.
  struct Head {
    var q: Matrix
    var k: Matrix
    var v: Matrix
    var mask: Matrix?
    var isMaskBool = false
  }

  /// Queries that are treated together: enough to fill tiles, few enough to leave out most of what
  /// the mask hides.
  static let blockRows = 32

  private var size: Int { dtype.byteCount }

  private func sight(_ head: Head) -> AttentionRows.Sight {
    AttentionRows.Sight(
      isCausal: isCausal, mask: head.mask, isBool: head.isMaskBool, scale: scale)
  }

  /// Writes the result for some queries, a multiple of ``blockRows`` from the first on, and, if
  /// asked to, the logarithms of the sums of each query's exponentials. Rows of `out` are dense.
  func forward(_ head: Head, _ range: Range<Int>, out: Matrix, logSums: UnsafeMutableRawPointer?) {
    let rowStride = keys + 16
    withScratch([keys * width, Self.blockRows * rowStride, Self.blockRows, keys]) { memory in
      let turned = turned(head.k, width, range.count, into: memory[0])
      for row in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockRows) {
        let rows = row..<min(range.upperBound, row + Self.blockRows)
        let seen = isCausal ? min(rows.upperBound, keys) : keys
        MatmulKernel.run(
          dtype, m: rows.count, n: seen, k: width, head.q.from(row: row, size), turned,
          into: memory[1], rowStride: rowStride)
        let block = AttentionRows.Block(
          data: memory[1], rowStride: rowStride, rows: rows, columns: 0..<seen, spare: memory[3])
        AttentionRows.weigh(
          dtype, block, sight(head), factors: memory[2], logSums: logSums.map { $0 + row * size })
        let result = out.from(row: row, size)
        MatmulKernel.run(
          dtype, m: rows.count, n: valueWidth, k: seen,
          Matrix(data: memory[1], rowStride: rowStride), head.v, into: result.data,
          rowStride: out.rowStride)
        AttentionRows.multiply(
          dtype, result, rows: rows.count, width: valueWidth, by: memory[2])
      }
    }
  }

  /// Calls `body` with memory for these numbers of elements.
  func withScratch(_ counts: [Int], _ body: ([UnsafeMutableRawPointer]) -> Void) {
    // Every piece begins at a line of the cache, and packing may read a little beyond its end.
    let lines = counts.map { ($0 + MatmulPacking.slack + 15) & ~15 }
    let (memory, capacity) = StoragePool.take(byteCount: lines.reduce(0, +) * size)
    defer { StoragePool.giveBack(memory, capacity: capacity) }
    var next = memory
    body(
      lines.map { count in
        defer { next += count * size }
        return next
      })
  }

  /// The transpose of a matrix [keys, width]: made once, where a product would make it anew for
  /// each block of rows. Only whole vectors are read.
  func turned(
    _ matrix: Matrix, _ width: Int, _ rows: Int, into scratch: UnsafeMutableRawPointer
  ) -> Matrix {
    guard matrix.columnStride == 1, width.isMultiple(of: 16), rows > Self.blockRows else {
      return matrix.transposed
    }
    MatmulPacking.transpose(
      dtype, matrix.data, rows: keys, columns: width, rowStride: matrix.rowStride,
      to: MatmulTile.Target(data: scratch, rowStride: keys, addend: nil, addendStride: 0))
    return Matrix(data: scratch, rowStride: keys)
  }
}

// MARK: - Backward

extension AttentionKernel {
  struct Gradients {
    var q: Matrix
    var k: Matrix
    var v: Matrix
    /// [L, S], if it is wanted: the only thing of that size.
    var mask: Matrix?
  }

  /// The keys of a block and the queries of a block, of whose scores one square is there at a time.
  private static let squareKeys = 256
  private static let squareRows = 64

  /// With the weights P and the gradient G of the result O:
  /// dV = Pᵀ·G; dP = G·Vᵀ; dS = scale·P·(dP − Σ O·G); dQ = dS·K; dK = dSᵀ·Q.
  ///
  /// P comes anew from the products and the logarithms of their sums.
  func backward(
    _ head: Head, _ gradient: Matrix, result: Matrix, logSums: UnsafeRawPointer,
    into out: Gradients
  ) {
    let square = Self.squareRows * (Self.squareKeys + 16)
    let counts = [keys * width, keys * valueWidth, queries, square, square, Self.squareKeys]
    withScratch(counts) { memory in
      let work = Squares(
        head: head, gradient: gradient, keys: turned(head.k, width, queries, into: memory[0]),
        values: turned(head.v, valueWidth, queries, into: memory[1]), logSums: logSums,
        means: memory[2], weights: memory[3], slopes: memory[4], spare: memory[5], out: out)
      AttentionRows.dots(
        dtype, gradient, result, rows: queries, width: valueWidth, into: memory[2])
      for column in stride(from: 0, to: keys, by: Self.squareKeys) {
        let columns = column..<min(keys, column + Self.squareKeys)
        // The first block of rows that sees any of these columns.
        let first = isCausal ? column / Self.squareRows * Self.squareRows : 0
        if first >= queries {
          clear(out.k.from(row: column, size), columns.count, width)
          clear(out.v.from(row: column, size), columns.count, valueWidth)
        }
        for row in stride(from: first, to: queries, by: Self.squareRows) {
          let rows = row..<min(queries, row + Self.squareRows)
          add(rows, columns, work, isFirst: row == first)
        }
      }
      if keys == 0 { clear(out.q, queries, width) }
    }
  }

  /// What the squares of one head have in common.
  private struct Squares {
    let head: Head
    let gradient: Matrix
    /// Kᵀ and Vᵀ.
    let keys: Matrix
    let values: Matrix
    let logSums: UnsafeRawPointer
    let means: UnsafeRawPointer
    let weights: UnsafeMutableRawPointer
    let slopes: UnsafeMutableRawPointer
    let spare: UnsafeMutableRawPointer
    let out: Gradients
  }

  /// Adds what one square gives to the gradients of its queries, keys and values; the first square
  /// of each writes them.
  private func add(_ rows: Range<Int>, _ columns: Range<Int>, _ work: Squares, isFirst: Bool) {
    let rowStride = Self.squareKeys + 16
    let (row, column) = (rows.lowerBound, columns.lowerBound)
    let (q, g) = (work.head.q.from(row: row, size), work.gradient.from(row: row, size))
    func product(
      _ m: Int, _ n: Int, _ k: Int, _ a: Matrix, _ b: Matrix, into c: Matrix, adding: Bool
    ) {
      let addend = MatmulKernel.Addend(data: c.data, rowStride: c.rowStride)
      MatmulKernel.run(
        dtype, m: m, n: n, k: k, a, b, into: c.data, rowStride: c.rowStride,
        adding: adding ? addend : nil)
    }
    let weights = Matrix(data: work.weights, rowStride: rowStride)
    let slopes = Matrix(data: work.slopes, rowStride: rowStride)
    let (m, n) = (rows.count, columns.count)
    let (k, v) = (
      work.keys.from(row: 0, column: column, size), work.values.from(row: 0, column: column, size)
    )
    product(m, n, width, q, k, into: weights, adding: false)
    product(m, n, valueWidth, g, v, into: slopes, adding: false)
    let block = AttentionRows.Block(
      data: work.weights, rowStride: rowStride, rows: rows, columns: columns, spare: work.spare)
    AttentionRows.differentiate(
      dtype, block, sight(work.head), logSums: work.logSums + row * size,
      means: work.means + row * size, slopes: work.slopes,
      maskSlopes: work.out.mask?.from(row: row, column: column, size))
    product(
      n, valueWidth, m, weights.transposed, g, into: work.out.v.from(row: column, size),
      adding: !isFirst)
    product(
      n, width, m, slopes.transposed, q, into: work.out.k.from(row: column, size),
      adding: !isFirst)
    product(
      m, width, n, slopes, work.head.k.from(row: column, size),
      into: work.out.q.from(row: row, size), adding: column > 0)
  }

  private func clear(_ matrix: Matrix, _ rows: Int, _ width: Int) {
    for row in 0..<rows {
      matrix.from(row: row, size).data.initializeMemory(
        as: UInt8.self, repeating: 0, count: width * size)
    }
  }
}

extension MatmulKernel.Matrix {
  fileprivate init(data: UnsafeMutableRawPointer, rowStride: Int) {
    self.init(data: data, rowStride: rowStride, columnStride: 1)
  }

  fileprivate func from(row: Int, _ elementSize: Int) -> Self {
    from(row: row, column: 0, elementSize)
  }
}
