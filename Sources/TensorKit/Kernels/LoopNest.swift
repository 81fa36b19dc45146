/// The loops over up to three strided operands of one shape.
///
/// Dimensions that all operands step through in the same way are merged, so that the innermost
/// loop, which a kernel runs, is as long as it can be.
struct LoopNest {
  private(set) var extents: [Int] = []
  private var a: [Int] = []
  private var b: [Int] = []
  private var c: [Int] = []

  /// How often the kernel's loop turns, and each operand's step in it.
  private(set) var rowCount = 1
  private(set) var rowSteps = (a: 0, b: 0, c: 0)

  init(_ shape: [Int], _ a: [Int], _ b: [Int], _ c: [Int]) {
    // From the innermost dimension out.
    for d in stride(from: shape.count - 1, through: 0, by: -1) where shape[d] != 1 {
      if let last = extents.indices.last, self.a[last] * extents[last] == a[d],
        self.b[last] * extents[last] == b[d], self.c[last] * extents[last] == c[d]
      {
        extents[last] *= shape[d]
      } else {
        extents.append(shape[d])
        self.a.append(a[d])
        self.b.append(b[d])
        self.c.append(c[d])
      }
    }
    guard let count = extents.first else { return }
    rowCount = count
    rowSteps = (self.a[0], self.b[0], self.c[0])
  }

  /// How many innermost loops there are.
  var rows: Int { extents.contains(0) ? 0 : extents.dropFirst().reduce(1, *) }

  /// Calls `row` with each operand's offset at the start of every innermost loop.
  func forEachRow(_ row: (_ a: Int, _ b: Int, _ c: Int) -> Void) {
    forEachRow(in: 0..<rows, row)
  }

  /// As ``forEachRow(_:)``, for a part of the innermost loops.
  func forEachRow(in range: Range<Int>, _ row: (_ a: Int, _ b: Int, _ c: Int) -> Void) {
    if range.isEmpty { return }
    if extents.count <= 1 { return row(0, 0, 0) }
    var index = [Int](repeating: 0, count: extents.count)
    var (offsetA, offsetB, offsetC) = (0, 0, 0)
    var rest = range.lowerBound
    for d in 1..<extents.count where rest > 0 {
      index[d] = rest % extents[d]
      rest /= extents[d]
      offsetA += a[d] * index[d]
      offsetB += b[d] * index[d]
      offsetC += c[d] * index[d]
    }
    var left = range.count
    while true {
      row(offsetA, offsetB, offsetC)
      left -= 1
      if left == 0 { return }
      var d = 1
      while true {
        index[d] += 1
        offsetA += a[d]
        offsetB += b[d]
        offsetC += c[d]
        if index[d] < extents[d] { break }
        offsetA -= a[d] * extents[d]
        offsetB -= b[d] * extents[d]
        offsetC -= c[d] * extents[d]
        index[d] = 0
        d += 1
      }
    }
  }
}
