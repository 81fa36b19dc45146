/// Matrix products of floating point matrices, whatever their strides.
enum MatmulKernel {
  /// A matrix in memory: element [i, j] lies at `data + i·rowStride + j·columnStride`.
  struct Matrix {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
    var columnStride: Int
  }

  /// What is added to a product: a dense row, or with a row stride of its length a matrix of them.
  struct Addend {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
  }

  /// c = a·b + addend with a: [m, k], b: [k, n], and c: [m, n] row-major, dense, and no part of a
  /// or b. The addend may be c itself.
  ///
  /// Every element is summed in the same order whatever the strides and however many threads.
  static func run(
    _ dtype: DType, m: Int, n: Int, k: Int, _ a: Matrix, _ b: Matrix,
    into c: UnsafeMutableRawPointer, adding addend: Addend? = nil
  ) {
    if m == 0 || n == 0 { return }
    if dtype == .float64 {
      MatrixMultiplication<Double>(m, n, k, a, b, c, addend).run()
    } else {
      MatrixMultiplication<Float>(m, n, k, a, b, c, addend).run()
    }
  }
}

/// One product, cut into parts for threads and into blocks for the caches, as in Goto and van de
/// Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008).
private struct MatrixMultiplication<T: MatmulScalar> {
  private let m: Int
  private let n: Int
  private let k: Int
  private let a: Operand
  private let b: Operand
  private let c: MatmulTile.Target<T>
  private let cutting: MatmulCutting

  private struct Operand {
    var data: UnsafePointer<T>
    var rowStride: Int
    var columnStride: Int

    var transposed: Operand {
      Operand(data: data, rowStride: columnStride, columnStride: rowStride)
    }

    init(data: UnsafePointer<T>, rowStride: Int, columnStride: Int) {
      self.data = data
      self.rowStride = rowStride
      self.columnStride = columnStride
    }

    init(_ matrix: MatmulKernel.Matrix) {
      data = UnsafePointer(matrix.data.assumingMemoryBound(to: T.self))
      rowStride = matrix.rowStride
      columnStride = matrix.columnStride
    }

    @inline(always)
    func from(row: Int, column: Int) -> Operand {
      var moved = self
      moved.data += row &* rowStride &+ column &* columnStride
      return moved
    }
  }

  init(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    _ c: UnsafeMutableRawPointer, _ addend: MatmulKernel.Addend?
  ) {
    (self.m, self.n, self.k) = (m, n, k)
    (self.a, self.b) = (Operand(a), Operand(b))
    self.c = MatmulTile.Target(
      data: c.assumingMemoryBound(to: T.self), rowStride: n,
      addend: addend.map { UnsafePointer($0.data.assumingMemoryBound(to: T.self)) },
      addendStride: addend?.rowStride ?? 0)
    cutting = MatmulCutting(
      m: m, n: n, k: k, a: (a.rowStride, a.columnStride), b: (b.rowStride, b.columnStride),
      elementSize: MemoryLayout<T>.stride)
  }

  func run() {
    let parts = cutting.parts
    let scratch = cutting.scratchCount &* MemoryLayout<T>.stride
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
    let scratch = memory?.assumingMemoryBound(to: T.self)
    let left = a.from(row: rows.lowerBound, column: 0)
    let right = b.from(row: 0, column: columns.lowerBound)
    let target = c.moved(rows: rows.lowerBound, columns: columns.lowerBound)
    if cutting.isTurned, let scratch {
      turned(rows.count, columns.count, left, right, target, scratch)
    } else {
      product(rows.count, columns.count, left, right, target, scratch)
    }
  }

  /// cᵀ = bᵀ·aᵀ, where packing aᵀ costs less than packing b.
  private func turned(
    _ m: Int, _ n: Int, _ a: Operand, _ b: Operand, _ c: MatmulTile.Target<T>,
    _ scratch: UnsafeMutablePointer<T>
  ) {
    let transposed = MatmulTile.Target(
      data: scratch, rowStride: m, addend: nil, addendStride: 0)
    product(n, m, b.transposed, a.transposed, transposed, scratch + cutting.turnedCount)
    T.transpose(scratch, rows: n, columns: m, to: c)
  }

  private func product(
    _ m: Int, _ n: Int, _ a: Operand, _ b: Operand, _ c: MatmulTile.Target<T>,
    _ scratch: UnsafeMutablePointer<T>?
  ) {
    // Columns that do not fill a vector can be read only from a packed copy.
    let direct = cutting.packsRight ? 0 : n & ~(MatmulTile.granule - 1)
    if direct > 0 { blocks(m, direct, a, b, c, scratch, packing: false) }
    if direct < n {
      blocks(
        m, n - direct, a, b.from(row: 0, column: direct), c.moved(rows: 0, columns: direct),
        scratch, packing: true)
    }
  }

  private func blocks(
    _ m: Int, _ n: Int, _ a: Operand, _ b: Operand, _ c: MatmulTile.Target<T>,
    _ scratch: UnsafeMutablePointer<T>?, packing: Bool
  ) {
    var (column, depth) = (0, 0)
    repeat {
      let width = min(n &- column, cutting.blockColumns)
      depth = 0
      repeat {
        let length = min(k &- depth, cutting.blockDepth)
        let right = right(
          b.from(row: depth, column: column), length, width, packing ? scratch : nil)
        var target = c.moved(rows: 0, columns: column)
        if depth > 0 {
          (target.addend, target.addendStride) = (UnsafePointer(target.data), target.rowStride)
        }
        rows(m, width, length, a.from(row: 0, column: depth), right, target, scratch)
        depth &+= length
      } while depth < k
      column &+= width
    } while column < n
  }

  private func rows(
    _ m: Int, _ width: Int, _ length: Int, _ a: Operand, _ right: MatmulTile.Right<T>,
    _ c: MatmulTile.Target<T>, _ scratch: UnsafeMutablePointer<T>?
  ) {
    guard cutting.packsLeft, let scratch else {
      let left = MatmulTile.Left(
        data: a.data, rowStride: a.rowStride, columnStride: a.columnStride,
        panelStride: MatmulTile.rows &* a.rowStride)
      return T.multiply(m, width, length, left, right, c)
    }
    let panels = scratch + cutting.rightCount
    for row in stride(from: 0, to: m, by: cutting.blockRows) {
      let height = min(m &- row, cutting.blockRows)
      let lines = MatmulPacking.Lines(
        data: a.from(row: row, column: 0).data, lineStride: a.rowStride, step: a.columnStride)
      T.pack(lines, count: height, length: length, width: MatmulTile.rows, to: panels)
      let left = MatmulTile.Left(
        data: UnsafePointer(panels), rowStride: 1, columnStride: MatmulTile.rows,
        panelStride: MatmulTile.rows &* length)
      T.multiply(height, width, length, left, right, c.moved(rows: row, columns: 0))
    }
  }

  private func right(
    _ b: Operand, _ length: Int, _ width: Int, _ panels: UnsafeMutablePointer<T>?
  ) -> MatmulTile.Right<T> {
    let panelColumns = MatmulTile.rowBytes / MemoryLayout<T>.stride
    guard let panels else {
      return MatmulTile.Right(data: b.data, rowStride: b.rowStride, panelStride: panelColumns)
    }
    let lines = MatmulPacking.Lines(
      data: b.data, lineStride: b.columnStride, step: b.rowStride)
    T.pack(lines, count: width, length: length, width: panelColumns, to: panels)
    return MatmulTile.Right(
      data: UnsafePointer(panels), rowStride: panelColumns, panelStride: panelColumns &* length)
  }
}

/// The element types a product has kernels for.
private protocol MatmulScalar: BinaryFloatingPoint, SIMDScalar, Codable {
  static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatmulTile.Left<Self>, _ b: MatmulTile.Right<Self>,
    _ c: MatmulTile.Target<Self>)
  static func pack(
    _ source: MatmulPacking.Lines<Self>, count: Int, length: Int, width: Int,
    to target: UnsafeMutablePointer<Self>)
  static func transpose(
    _ source: UnsafePointer<Self>, rows: Int, columns: Int, to target: MatmulTile.Target<Self>)
}

extension Float: MatmulScalar {
  fileprivate static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatmulTile.Left<Float>, _ b: MatmulTile.Right<Float>,
    _ c: MatmulTile.Target<Float>
  ) {
    MatmulTile.multiply(m, n, k, a, b, c)
  }

  fileprivate static func pack(
    _ source: MatmulPacking.Lines<Float>, count: Int, length: Int, width: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    MatmulPacking.pack(source, count: count, length: length, width: width, to: target)
  }

  fileprivate static func transpose(
    _ source: UnsafePointer<Float>, rows: Int, columns: Int, to target: MatmulTile.Target<Float>
  ) {
    MatmulPacking.transpose(source, rows: rows, columns: columns, to: target)
  }
}

extension Double: MatmulScalar {
  fileprivate static func multiply(
    _ m: Int, _ n: Int, _ k: Int, _ a: MatmulTile.Left<Double>, _ b: MatmulTile.Right<Double>,
    _ c: MatmulTile.Target<Double>
  ) {
    MatmulTile.multiply(m, n, k, a, b, c)
  }

  fileprivate static func pack(
    _ source: MatmulPacking.Lines<Double>, count: Int, length: Int, width: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    MatmulPacking.pack(source, count: count, length: length, width: width, to: target)
  }

  fileprivate static func transpose(
    _ source: UnsafePointer<Double>, rows: Int, columns: Int, to target: MatmulTile.Target<Double>
  ) {
    MatmulPacking.transpose(source, rows: rows, columns: columns, to: target)
  }
}
