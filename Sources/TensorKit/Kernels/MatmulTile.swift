/// The innermost part of the matrix product: c = a·b + addend for blocks that lie in cache.
///
/// A tile of c, at most 12 rows of two vectors, stays in registers while k runs: each step
/// multiplies one column of a by one row of b. Every element is one chain of fused multiply-adds
/// in the order of k, whichever tile it falls into, so how a product is cut up never shows.
///
/// The pieces of a tile are types, put together by ``Stack``. They share this file with their use:
/// without whole-module optimisation nothing is specialised from one file in another.
enum MatmulTile {
  // Two vectors a row, and as many rows as leave registers free for a row of b. With AVX-512 there
  // are 32 registers of 64 bytes; AVX has 16 of 32 bytes, NEON 32 of 16 bytes.
  #if BYHAND_WIDE_VECTORS
    /// The rows of the largest tile.
    static let rows = 12
    /// The bytes of a row of the largest tile.
    static let rowBytes = 128
    private typealias Widest<T> = Stack<Eight<T>, Four<T>> where T: TileRows
    private typealias FloatRow = Row32<Float>
    private typealias DoubleRow = Row16<Double>
  #else
    static let rows = 6
    static let rowBytes = 64
    private typealias Widest<T> = Stack<Four<T>, Two<T>> where T: TileRows
    private typealias FloatRow = Row16<Float>
    private typealias DoubleRow = Row8<Double>
  #endif

  /// b is read in vectors of at least this many columns: it must be readable up to a multiple.
  static let granule = 8

  // Untyped, as the one who cuts up a product has no use for the type of its elements; all strides
  // count elements.

  /// The left operand, as panels of ``rows`` rows of k elements.
  struct Left {
    var data: UnsafeRawPointer
    var rowStride: Int
    var columnStride: Int
    /// From one panel to the next.
    var panelStride: Int
  }

  /// The right operand, as panels of ``rowBytes`` of neighbouring columns.
  struct Right {
    var data: UnsafeRawPointer
    var rowStride: Int
    /// From one panel to the next.
    var panelStride: Int
  }

  /// Where c is written, and what is added: nothing, a matrix, or, with a stride of 0, a row.
  struct Target {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
    var addend: UnsafeRawPointer?
    var addendStride: Int

    @inline(always)
    func moved(rows: Int, columns: Int, elementSize: Int) -> Target {
      var moved = self
      moved.data += (rows &* rowStride &+ columns) &* elementSize
      if let addend {
        moved.addend = addend + (rows &* addendStride &+ columns) &* elementSize
      }
      return moved
    }
  }

  /// c [m, n] = a [m, k] · b [k, n] + addend, of elements of a floating point type.
  static func multiply(
    _ dtype: DType, _ m: Int, _ n: Int, _ k: Int, _ a: Left, _ b: Right, _ c: Target
  ) {
    switch dtype.floatingType {
    case .double:
      panels(DoubleRow.self, m, n, k, a, b, c)
    case .single:
      panels(FloatRow.self, m, n, k, a, b, c)
    }
  }

  /// Panel after panel of b; the last one, if it is narrow, in narrower pieces.
  @inline(always)
  private static func panels<R: TileRows>(
    _: R.Type, _ m: Int, _ n: Int, _ k: Int, _ a: Left, _ b: Right, _ c: Target
  ) {
    var j = 0
    while j < n {
      var panel = b.data.assumingMemoryBound(to: R.Scalar.self) + j / R.width &* b.panelStride
      let end = min(n, j &+ R.width)
      if end &- j == R.width {
        sweep(R.self, R.width, m, k, a, panel, b.rowStride, c.moved(0, j, R.self))
        j = end
      }
      if R.width > 16, end &- j >= 16 {
        sweep(Row16<R.Scalar>.self, 16, m, k, a, panel, b.rowStride, c.moved(0, j, R.self))
        panel += 16
        j &+= 16
      }
      while j < end {
        let count = min(8, end &- j)
        sweep(Row8<R.Scalar>.self, count, m, k, a, panel, b.rowStride, c.moved(0, j, R.self))
        panel += 8
        j &+= count
      }
    }
  }

  /// All rows of a by one panel of b: tile after tile, the last rows in lower ones.
  ///
  /// A function for each width: where the whole module is compiled at once, as in release builds, all
  /// of them in one are too many blocks for the inliner. It then calls a function for each vector that
  /// is loaded, and the tile leaves its registers each time: a third of the speed.
  @inline(never)
  private static func sweep<R: TileRows>(
    _: R.Type, _ count: Int, _ m: Int, _ k: Int, _ a: Left,
    _ b: UnsafePointer<R.Scalar>, _ rowStride: Int, _ c: Target
  ) {
    var (panel, i) = (a.data.assumingMemoryBound(to: R.Scalar.self), 0)
    while i &+ rows <= m {
      tile(Widest<R>.self, count, k, panel, a, b, rowStride, c.moved(i, 0, R.self))
      panel += a.panelStride
      i &+= rows
    }
    if m &- i >= 8 {
      tile(Eight<R>.self, count, k, panel, a, b, rowStride, c.moved(i, 0, R.self))
      panel += 8 &* a.rowStride
      i &+= 8
    }
    if m &- i >= 4 {
      tile(Four<R>.self, count, k, panel, a, b, rowStride, c.moved(i, 0, R.self))
      panel += 4 &* a.rowStride
      i &+= 4
    }
    while i < m {
      tile(R.self, count, k, panel, a, b, rowStride, c.moved(i, 0, R.self))
      panel += a.rowStride
      i &+= 1
    }
  }

  @inline(always)
  private static func tile<R: TileRows>(
    _: R.Type, _ count: Int, _ k: Int, _ left: UnsafePointer<R.Scalar>, _ a: Left,
    _ right: UnsafePointer<R.Scalar>, _ rowStride: Int, _ c: Target
  ) {
    var (rows, left, right, rest) = (R(), left, right, k)
    if R.width <= 16 && a.columnStride == 1 {
      // Stepping from row to row takes as long as a narrow row's products: four steps at a time.
      while rest >= 4 {
        for step in 0..<4 {
          rows.add(left + step, a.rowStride, R.load(right))
          right += rowStride
        }
        left += 4
        rest &-= 4
      }
    }
    for _ in 0..<rest {
      rows.add(left, a.rowStride, R.load(right))
      left += a.columnStride
      right += rowStride
    }
    rows.store(count, c)
  }
}

extension MatmulTile.Target {
  @inline(always)
  fileprivate func moved<R: TileRows>(_ rows: Int, _ columns: Int, _: R.Type) -> Self {
    moved(rows: rows, columns: columns, elementSize: MemoryLayout<R.Scalar>.stride)
  }
}

// MARK: - Tiles in registers

private typealias TileScalar = BinaryFloatingPoint & SIMDScalar

/// Rows of c while they are being summed.
private protocol TileRows {
  associatedtype Scalar: TileScalar
  /// A row of b.
  associatedtype Columns
  static var height: Int { get }
  static var width: Int { get }
  init()
  static func load(_ b: UnsafePointer<Scalar>) -> Columns
  /// Adds a column of a times a row of b.
  mutating func add(_ a: UnsafePointer<Scalar>, _ rowStride: Int, _ b: Columns)
  /// Writes the first `count` columns.
  func store(_ count: Int, _ c: MatmulTile.Target)
}

/// Tiles on top of each other.
private struct Stack<Top: TileRows, Bottom: TileRows>: TileRows
where Top.Scalar == Bottom.Scalar, Top.Columns == Bottom.Columns {
  typealias Scalar = Top.Scalar
  typealias Columns = Top.Columns

  var top = Top()
  var bottom = Bottom()

  @inline(always) init() {}

  @inline(always) static var height: Int { Top.height &+ Bottom.height }
  @inline(always) static var width: Int { Top.width }

  @inline(always)
  static func load(_ b: UnsafePointer<Scalar>) -> Columns { Top.load(b) }

  @inline(always)
  mutating func add(_ a: UnsafePointer<Scalar>, _ rowStride: Int, _ b: Columns) {
    top.add(a, rowStride, b)
    bottom.add(a + Top.height &* rowStride, rowStride, b)
  }

  @inline(always)
  func store(_ count: Int, _ c: MatmulTile.Target) {
    top.store(count, c)
    bottom.store(count, c.moved(Top.height, 0, Top.self))
  }
}

private typealias Two<Row: TileRows> = Stack<Row, Row>
private typealias Four<Row: TileRows> = Stack<Two<Row>, Two<Row>>
private typealias Eight<Row: TileRows> = Stack<Four<Row>, Four<Row>>

private struct Row32<Scalar: TileScalar>: TileRows {
  typealias Columns = (SIMD16<Scalar>, SIMD16<Scalar>)

  var low = SIMD16<Scalar>()
  var high = SIMD16<Scalar>()

  @inline(always) init() {}

  @inline(always) static var height: Int { 1 }
  @inline(always) static var width: Int { 32 }

  @inline(always)
  static func load(_ b: UnsafePointer<Scalar>) -> Columns { (load16(b), load16(b + 16)) }

  @inline(always)
  mutating func add(_ a: UnsafePointer<Scalar>, _: Int, _ b: Columns) {
    let factor = SIMD16(repeating: a[0])
    low.addProduct(factor, b.0)
    high.addProduct(factor, b.1)
  }

  @inline(always)
  func store(_ count: Int, _ c: MatmulTile.Target) {
    let next = 16 &* MemoryLayout<Scalar>.stride
    if let addend = c.addend {
      c.data.storeBytes(of: low + load16(addend), as: SIMD16<Scalar>.self)
      c.data.storeBytes(
        of: high + load16(addend + next), toByteOffset: next, as: SIMD16<Scalar>.self)
    } else {
      c.data.storeBytes(of: low, as: SIMD16<Scalar>.self)
      c.data.storeBytes(of: high, toByteOffset: next, as: SIMD16<Scalar>.self)
    }
  }
}

private struct Row16<Scalar: TileScalar>: TileRows {
  var sums = SIMD16<Scalar>()

  @inline(always) init() {}

  @inline(always) static var height: Int { 1 }
  @inline(always) static var width: Int { 16 }

  @inline(always)
  static func load(_ b: UnsafePointer<Scalar>) -> SIMD16<Scalar> { load16(b) }

  @inline(always)
  mutating func add(_ a: UnsafePointer<Scalar>, _: Int, _ b: SIMD16<Scalar>) {
    sums.addProduct(SIMD16(repeating: a[0]), b)
  }

  @inline(always)
  func store(_ count: Int, _ c: MatmulTile.Target) {
    c.data.storeBytes(of: c.addend.map { sums + load16($0) } ?? sums, as: SIMD16<Scalar>.self)
  }
}

private struct Row8<Scalar: TileScalar>: TileRows {
  var sums = SIMD8<Scalar>()

  @inline(always) init() {}

  @inline(always) static var height: Int { 1 }
  @inline(always) static var width: Int { 8 }

  @inline(always)
  static func load(_ b: UnsafePointer<Scalar>) -> SIMD8<Scalar> { load8(b) }

  @inline(always)
  mutating func add(_ a: UnsafePointer<Scalar>, _: Int, _ b: SIMD8<Scalar>) {
    sums.addProduct(SIMD8(repeating: a[0]), b)
  }

  @inline(always)
  func store(_ count: Int, _ c: MatmulTile.Target) {
    if count == 8 {
      c.data.storeBytes(of: c.addend.map { sums + load8($0) } ?? sums, as: SIMD8<Scalar>.self)
      return
    }
    let target = c.data.assumingMemoryBound(to: Scalar.self)
    let addend = c.addend?.assumingMemoryBound(to: Scalar.self)
    for j in 0..<count { target[j] = addend.map { sums[j] + $0[j] } ?? sums[j] }
  }
}

@inline(always)
private func load16<T>(_ p: UnsafeRawPointer) -> SIMD16<T> {
  p.loadUnaligned(as: SIMD16<T>.self)
}

@inline(always)
private func load8<T>(_ p: UnsafeRawPointer) -> SIMD8<T> {
  p.loadUnaligned(as: SIMD8<T>.self)
}
