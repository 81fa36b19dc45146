/// How one product is computed: which operands are packed, in blocks of what size, and by how many
/// threads. All but the number of threads follows from the shapes and strides alone.
struct MatmulCutting {
  /// Whether the transposed product is computed, and then transposed.
  let isTurned: Bool
  let packsLeft: Bool
  let packsRight: Bool

  /// The block of the left operand that stays in the second-level cache: rows by depth.
  let blockRows = 240
  let blockDepth: Int
  /// The width of the right operand's block, which passes by once for each block of the left.
  let blockColumns = 2048

  /// A line of the cache, between packed rows.
  static let rowGap = 16

  let parts: Int
  /// Elements of scratch memory that each part needs: for the right block, which comes first, the
  /// left block, and a turned result.
  private(set) var rightCount = 0
  private(set) var turnedCount = 0
  private(set) var scratchCount = 0

  private let m: Int
  private let n: Int
  private let splitsRows: Bool
  /// Rows or columns are dealt out in multiples of this.
  private let unit: Int

  init(
    m: Int, n: Int, k: Int, a: (row: Int, column: Int), b: (row: Int, column: Int),
    elementSize: Int, widensRight: Bool = false
  ) {
    (self.m, self.n) = (m, n)
    isTurned = Self.turningPays(m, n, k, a.column, b)
    let (rows, columns) = isTurned ? (n, m) : (m, n)
    let (left, right) =
      isTurned ? ((row: b.column, column: b.row), (row: a.column, column: a.row)) : (a, b)
    // What is widened is widened while it is packed.
    packsRight =
      right.column != 1 || rows >= 512 && columns * k * elementSize > 1 << 18
      || widensRight && !isTurned
    // The rows of a tile must not all fall into a few sets of the first-level cache.
    let collides =
      left.row * elementSize % 2048 == 0 && columns >= 128
      || left.row * elementSize % 4096 == 0 && left.column == 1 && rows >= 64 && k >= 64
    packsLeft = columns >= 512 || collides || widensRight && isTurned

    // A deep block reads and writes a wide result less often. Where sums are cut is seen in their
    // last bit, so it must not depend on the strides, nor on who is turned.
    blockDepth = n >= 1024 ? 512 : 256

    splitsRows = m >= n
    let panelColumns = MatmulTile.rowBytes / elementSize
    unit = splitsRows == isTurned ? panelColumns : MatmulTile.rows
    let units = ((splitsRows ? m : n) + unit - 1) / unit
    // Below two million products each, a thread may take longer to wake than to multiply.
    parts = max(1, min(getNumThreads(), units, (m * n * k) >> 21))

    let largest = (units + parts - 1) / parts * unit
    let (partM, partN) = splitsRows ? (min(m, largest), n) : (m, min(n, largest))
    let (partRows, partColumns) = isTurned ? (partN, partM) : (partM, partN)
    let depth = min(k, blockDepth)
    if packsRight {
      rightCount = Self.whole(min(partColumns, blockColumns), panelColumns) * depth
    } else if columns % MatmulTile.granule != 0 {
      rightCount = panelColumns * depth
    }
    if rightCount > 0 { rightCount = Self.lines(rightCount) }
    if isTurned { turnedCount = Self.lines(partM * partN) }
    scratchCount = rightCount + turnedCount
    if packsLeft {
      let height = Self.whole(min(partRows, blockRows), MatmulTile.rows)
      scratchCount += Self.lines(height * (depth + Self.rowGap))
    }
  }

  /// `count` up to the next multiple of `unit`.
  private static func whole(_ count: Int, _ unit: Int) -> Int { (count + unit - 1) / unit * unit }

  /// Room for `count` elements and what packing may write behind them, in lines of the cache.
  private static func lines(_ count: Int) -> Int { whole(count + MatmulPacking.slack, 16) }

  /// The rows and columns of the result that part `index` computes.
  func range(of index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    if parts == 1 { return (0..<m, 0..<n) }
    let extent = splitsRows ? m : n
    let units = (extent + unit - 1) / unit
    let (from, to) = (units * index / parts * unit, units * (index + 1) / parts * unit)
    let dealt = min(from, extent)..<min(to, extent)
    return splitsRows ? (dealt, 0..<n) : (0..<m, dealt)
  }

  /// A right operand whose columns lie along its summed dimension has to be packed. For few rows it
  /// is cheaper to pack the left one instead and to turn the result.
  private static func turningPays(
    _ m: Int, _ n: Int, _ k: Int, _ leftColumnStride: Int, _ right: (row: Int, column: Int)
  ) -> Bool {
    right.column != 1 && right.row == 1 && leftColumnStride == 1 && n * k > m * k + 3 * m * n
  }
}
