/// softmax(Q·Kᵀ/√E)·V and its derivative, head by head, so that a head's weights are used while
/// they lie in cache.
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
  let dtype: DType

  typealias Matrix = MatmulKernel.Matrix

  private var scale: Double { 1 / Double(width).squareRoot() }

  /// Rows that are treated together: enough to fill tiles, few enough to leave out most of what
  /// the mask hides.
  private static let blockRows = 32

  /// Writes the weights P [queries, keys], dense, and the result P·V. Rows of `out` are dense.
  func forward(
    _ q: Matrix, _ k: Matrix, _ v: Matrix, weights: UnsafeMutableRawPointer, out: Matrix
  ) {
    let size = dtype.byteCount
    let turnedCount = keys * width
    let (scratch, capacity) = StoragePool.take(
      byteCount: (turnedCount + Self.blockRows * keys) * size)
    defer { StoragePool.giveBack(scratch, capacity: capacity) }
    let turned = turned(k, width, into: scratch)
    let scores = scratch + turnedCount * size
    for row in stride(from: 0, to: queries, by: Self.blockRows) {
      let rows = min(Self.blockRows, queries - row)
      let seen = seen(upTo: row + rows)
      let block = weights + row * keys * size
      MatmulKernel.run(
        dtype, m: rows, n: seen, k: width, q.from(row: row, size), turned, into: scores,
        rowStride: keys)
      SoftmaxKernel.scaledRows(
        dtype, scores, rows: rows, keys, scale: scale, seen: isCausal ? row + 1 : keys,
        growing: isCausal, into: block)
      MatmulKernel.run(
        dtype, m: rows, n: valueWidth, k: seen, Matrix(data: block, rowStride: keys), v,
        into: out.from(row: row, size).data, rowStride: out.rowStride)
    }
  }

  struct Gradients {
    var q: Matrix
    var k: Matrix
    var v: Matrix
  }

  /// With the weights P and the gradient G of the result:
  /// dV = Pᵀ·G; dP = G·Vᵀ; dS = P·(dP − Σ dP·P)/√E; dQ = dS·K; dK = dSᵀ·Q.
  func backward(
    _ gradient: Matrix, _ q: Matrix, _ k: Matrix, _ v: Matrix, weights: UnsafeMutableRawPointer,
    into out: Gradients
  ) {
    let size = dtype.byteCount
    let turnedCount = keys * valueWidth
    let (scratch, capacity) = StoragePool.take(byteCount: (turnedCount + queries * keys) * size)
    defer { StoragePool.giveBack(scratch, capacity: capacity) }
    let turned = turned(v, valueWidth, into: scratch)
    let slopes = scratch + turnedCount * size
    for row in stride(from: 0, to: queries, by: Self.blockRows) {
      let rows = min(Self.blockRows, queries - row)
      let seen = seen(upTo: row + rows)
      let block = slopes + row * keys * size
      MatmulKernel.run(
        dtype, m: rows, n: seen, k: valueWidth, gradient.from(row: row, size), turned,
        into: block, rowStride: keys)
      SoftmaxKernel.scaledGradientRows(
        dtype, block, weights + row * keys * size, rows: rows, stride: keys, seen, scale: scale)
      MatmulKernel.run(
        dtype, m: rows, n: width, k: seen, Matrix(data: block, rowStride: keys), k,
        into: out.q.from(row: row, size).data, rowStride: out.q.rowStride)
    }
    // Keys after the last query are seen by none.
    let met = isCausal ? min(keys, queries) : keys
    for (matrix, width) in [(out.k, width), (out.v, valueWidth)] {
      for row in met..<keys {
        matrix.from(row: row, size).data.initializeMemory(
          as: UInt8.self, repeating: 0, count: width * size)
      }
    }
    for column in stride(from: 0, to: met, by: Self.blockRows) {
      let columns = min(Self.blockRows, met - column)
      // The first row that sees any of these columns.
      let row = isCausal ? min(column, queries) : 0
      let corner = (row * keys + column) * size
      func product(_ matrix: UnsafeMutableRawPointer, _ right: Matrix, _ out: Matrix, _ n: Int) {
        MatmulKernel.run(
          dtype, m: columns, n: n, k: queries - row,
          Matrix(data: matrix + corner, rowStride: keys).transposed, right.from(row: row, size),
          into: out.from(row: column, size).data, rowStride: out.rowStride)
      }
      product(slopes, q, out.k, width)
      product(weights, gradient, out.v, valueWidth)
    }
  }

  /// The transpose of a matrix [keys, width]: made once, where a product would make it anew for
  /// each block of rows. Only whole vectors are read.
  private func turned(
    _ matrix: Matrix, _ width: Int, into scratch: UnsafeMutableRawPointer
  ) -> Matrix {
    guard matrix.columnStride == 1, width.isMultiple(of: 16), queries > Self.blockRows else {
      return matrix.transposed
    }
    MatmulPacking.transpose(
      dtype, matrix.data, rows: keys, columns: width, rowStride: matrix.rowStride,
      to: MatmulTile.Target(data: scratch, rowStride: keys, addend: nil, addendStride: 0))
    return Matrix(data: scratch, rowStride: keys)
  }

  private func seen(upTo row: Int) -> Int { isCausal ? min(row, keys) : keys }
}

extension MatmulKernel.Matrix {
  fileprivate init(data: UnsafeMutableRawPointer, rowStride: Int) {
    self.init(data: data, rowStride: rowStride, columnStride: 1)
  }

  fileprivate func from(row: Int, _ elementSize: Int) -> Self {
    from(row: row, column: 0, elementSize)
  }
}
