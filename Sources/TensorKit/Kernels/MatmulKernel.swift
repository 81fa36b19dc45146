/// Matrix products of floating point matrices, whatever their strides.
enum MatmulKernel {
  /// A matrix in memory: element [i, j] lies at `data + i·rowStride + j·columnStride`.
  struct Matrix {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
    var columnStride: Int
    /// How the elements lie there. Only `b`, the right operand, may rest in two bytes.
    var resting = RestingType.computed

    var transposed: Matrix {
      Matrix(data: data, rowStride: columnStride, columnStride: rowStride, resting: resting)
    }

    func from(row: Int, column: Int, _ elementSize: Int) -> Matrix {
      var moved = self
      let size = resting == .computed ? elementSize : 2
      moved.data += (row &* rowStride &+ column &* columnStride) &* size
      return moved
    }
  }

  /// What is added to a product: a dense row, or with a row stride of its length a matrix of them.
  struct Addend {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
  }

  /// c = a·b + addend with a: [m, k], b: [k, n], and c: [m, n], whose rows are dense and, unless
  /// said otherwise, follow each other. c is no part of a or b; the addend may be c itself.
  ///
  /// Every element is summed in the same order however many threads there are, and, in a product
  /// of more than ``GemvKernel/most`` rows and columns, whatever the strides. A few vectors times a
  /// matrix are summed along the matrix's rows as they lie in memory, ``GemvDots`` or
  /// ``GemvSums``: the order that reads it at full speed differs between the two.
  static func run(
    _ dtype: DType, m: Int, n: Int, k: Int, _ a: Matrix, _ b: Matrix,
    into c: UnsafeMutableRawPointer, rowStride: Int? = nil, adding addend: Addend? = nil
  ) {
    if m == 0 || n == 0 { return }
    if min(m, n) <= GemvKernel.most {
      let out = Matrix(data: c, rowStride: rowStride ?? n, columnStride: 1)
      let added = addend.map { Matrix(data: $0.data, rowStride: $0.rowStride, columnStride: 1) }
      if m &* n &* k <= SmallProduct.most && b.resting == .computed {
        return SmallProduct.run(dtype, m: m, n: n, k: k, a, b, into: out, adding: added)
      }
      if GemvKernel.run(dtype, m: m, n: n, k: k, a, b, into: out, adding: added) { return }
    }
    let target = MatmulTile.Target(
      data: c, rowStride: rowStride ?? n, addend: addend.map { UnsafeRawPointer($0.data) },
      addendStride: addend?.rowStride ?? 0)
    MatrixMultiplication(dtype, m, n, k, a, b, target).run()
  }
}

/// One product, cut into parts for threads and into blocks for the caches, as in Goto and van de
/// Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008).
private struct MatrixMultiplication {
  private let dtype: DType
  private let size: Int
  private let m: Int
  private let n: Int
  private let k: Int
  private let a: MatmulKernel.Matrix
  private let b: MatmulKernel.Matrix
  private let c: MatmulTile.Target
  private let cutting: MatmulCutting

  init(
    _ dtype: DType, _ m: Int, _ n: Int, _ k: Int, _ a: MatmulKernel.Matrix,
    _ b: MatmulKernel.Matrix,
    _ c: MatmulTile.Target
  ) {
    (self.dtype, size) = (dtype, dtype.byteCount)
    (self.m, self.n, self.k) = (m, n, k)
    (self.a, self.b, self.c) = (a, b, c)
    cutting = MatmulCutting(
      m: m, n: n, k: k, a: (a.rowStride, a.columnStride), b: (b.rowStride, b.columnStride),
      elementSize: size, widensRight: b.resting != .computed)
  }

  func run() {
    let parts = cutting.parts
    let scratch = cutting.scratchCount &* size
    if scratch == 0 && parts == 1 { return part(0, nil) }
    // Taken here for all: a thread that never allocates has no heap of its own.
    let (memory, capacity) = StoragePool.take(byteCount: max(scratch &* parts, 1))
    if parts == 1 {
      part(0, memory)
    } else {
      Threads.run(parts) { part($0, memory + $0 &* scratch) }
    }
    StoragePool.giveBack(memory, capacity: capacity)
  }

  private func part(_ index: Int, _ memory: UnsafeMutableRawPointer?) {
    let (rows, columns) = cutting.range(of: index)
    let left = a.from(row: rows.lowerBound, column: 0, size)
    let right = b.from(row: 0, column: columns.lowerBound, size)
    let target = c.moved(rows: rows.lowerBound, columns: columns.lowerBound, elementSize: size)
    if cutting.isTurned, let memory {
      turned(rows.count, columns.count, left, right, target, memory)
    } else {
      product(rows.count, columns.count, left, right, target, memory)
    }
  }

  /// cᵀ = bᵀ·aᵀ, where packing aᵀ costs less than packing b.
  private func turned(
    _ m: Int, _ n: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix, _ c: MatmulTile.Target,
    _ scratch: UnsafeMutableRawPointer
  ) {
    let transposed = MatmulTile.Target(
      data: scratch, rowStride: m, addend: nil, addendStride: 0)
    product(n, m, b.transposed, a.transposed, transposed, scratch + cutting.turnedCount &* size)
    MatmulPacking.transpose(dtype, scratch, rows: n, columns: m, rowStride: m, to: c)
  }

  private func product(
    _ m: Int, _ n: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix, _ c: MatmulTile.Target,
    _ scratch: UnsafeMutableRawPointer?
  ) {
    // Columns that do not fill a vector can be read only from a packed copy.
    let direct = cutting.packsRight ? 0 : n & ~(MatmulTile.granule - 1)
    if direct > 0 { blocks(m, direct, a, b, c, scratch, packing: false) }
    if direct < n {
      blocks(
        m, n - direct, a, b.from(row: 0, column: direct, size),
        c.moved(rows: 0, columns: direct, elementSize: size),
        scratch, packing: true)
    }
  }

  private func blocks(
    _ m: Int, _ n: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix, _ c: MatmulTile.Target,
    _ scratch: UnsafeMutableRawPointer?, packing: Bool
  ) {
    var (column, depth) = (0, 0)
    repeat {
      let width = min(n &- column, cutting.blockColumns)
      depth = 0
      repeat {
        let length = min(k &- depth, cutting.blockDepth)
        let right = right(
          b.from(row: depth, column: column, size), length, width, packing ? scratch : nil)
        var target = c.moved(rows: 0, columns: column, elementSize: size)
        if depth > 0 {
          (target.addend, target.addendStride) = (UnsafeRawPointer(target.data), target.rowStride)
        }
        rows(m, width, length, a.from(row: 0, column: depth, size), right, target, scratch)
        depth &+= length
      } while depth < k
      column &+= width
    } while column < n
  }

  private func rows(
    _ m: Int, _ width: Int, _ length: Int, _ a: MatmulKernel.Matrix, _ right: MatmulTile.Right,
    _ c: MatmulTile.Target, _ scratch: UnsafeMutableRawPointer?
  ) {
    guard cutting.packsLeft, let scratch else {
      let left = MatmulTile.Left(
        data: a.data, rowStride: a.rowStride, columnStride: a.columnStride,
        panelStride: MatmulTile.rows &* a.rowStride)
      return MatmulTile.multiply(dtype, m, width, length, left, right, c)
    }
    let packed = scratch + cutting.rightCount &* size
    for row in stride(from: 0, to: m, by: cutting.blockRows) {
      let height = min(m &- row, cutting.blockRows)
      let left = left(a.from(row: row, column: 0, size), height, length, packed)
      MatmulTile.multiply(
        dtype, height, width, length, left, right, c.moved(rows: row, columns: 0, elementSize: size)
      )
    }
  }

  private func left(
    _ a: MatmulKernel.Matrix, _ height: Int, _ length: Int, _ packed: UnsafeMutableRawPointer
  ) -> MatmulTile.Left {
    if a.columnStride == 1 {
      // Tiles read rows as well as panels, if only they do not all fall into one set of the cache.
      let rowStride = length &+ MatmulCutting.rowGap
      let lines = MatmulPacking.Lines(data: a.data, lineStride: 1, step: a.rowStride)
      pack(a, lines, count: length, length: height, width: rowStride, to: packed)
      return MatmulTile.Left(
        data: UnsafeRawPointer(packed), rowStride: rowStride, columnStride: 1,
        panelStride: MatmulTile.rows &* rowStride)
    }
    let lines = MatmulPacking.Lines(data: a.data, lineStride: a.rowStride, step: a.columnStride)
    pack(a, lines, count: height, length: length, width: MatmulTile.rows, to: packed)
    return MatmulTile.Left(
      data: UnsafeRawPointer(packed), rowStride: 1, columnStride: MatmulTile.rows,
      panelStride: MatmulTile.rows &* length)
  }

  private func right(
    _ b: MatmulKernel.Matrix, _ length: Int, _ width: Int, _ panels: UnsafeMutableRawPointer?
  ) -> MatmulTile.Right {
    let panelColumns = MatmulTile.rowBytes / size
    guard let panels else {
      return MatmulTile.Right(data: b.data, rowStride: b.rowStride, panelStride: panelColumns)
    }
    let lines = MatmulPacking.Lines(
      data: b.data, lineStride: b.columnStride, step: b.rowStride)
    pack(b, lines, count: width, length: length, width: panelColumns, to: panels)
    return MatmulTile.Right(
      data: UnsafeRawPointer(panels), rowStride: panelColumns, panelStride: panelColumns &* length)
  }

  /// Packs lines of `matrix`, widened if they rest in less room.
  private func pack(
    _ matrix: MatmulKernel.Matrix, _ lines: MatmulPacking.Lines, count: Int, length: Int,
    width: Int,
    to target: UnsafeMutableRawPointer
  ) {
    if matrix.resting == .computed {
      MatmulPacking.pack(dtype, lines, count: count, length: length, width: width, to: target)
    } else {
      MatmulPacking.pack(
        resting: matrix.resting, lines, count: count, length: length, width: width, to: target)
    }
  }
}
