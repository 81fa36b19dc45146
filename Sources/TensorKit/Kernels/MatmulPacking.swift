/// Copies an operand of the matrix product into panels, where the elements that one step of a tile
/// reads are neighbours.
///
/// A panel interleaves lines: rows of the left operand, or columns of the right one. In both, a
/// line's elements follow the dimension that is summed over.
enum MatmulPacking {
  /// How many elements the last panel may write beyond its end.
  static let slack = 16

  /// Lines in memory: element `at` of line `line` lies at `data + line·lineStride + at·step`.
  struct Lines {
    var data: UnsafeRawPointer
    var lineStride: Int
    var step: Int
  }

  /// Writes the first `length` elements of `count` lines, in panels of `width` lines: element `at`
  /// of a panel's line `line` goes to `at·width + line`. The last panel may lack lines: up to the
  /// next multiple of ``MatmulTile/granule`` something readable stands for them.
  static func pack(
    _ dtype: DType, _ source: Lines, count: Int, length: Int, width: Int,
    to target: UnsafeMutableRawPointer
  ) {
    switch dtype.floatingType {
    case .double:
      panels(source, count, length, width, target.assumingMemoryBound(to: Double.self))
    case .single:
      panels(source, count, length, width, target.assumingMemoryBound(to: Float.self))
    }
  }

  /// c = sourceᵀ + addend, with a source of [rows, columns] whose rows are dense. Where one ends up
  /// to ``slack`` elements behind it are read and ignored.
  static func transpose(
    _ dtype: DType, _ source: UnsafeRawPointer, rows: Int, columns: Int, rowStride: Int,
    to c: MatmulTile.Target
  ) {
    switch dtype.floatingType {
    case .double:
      transposeSquares(source.assumingMemoryBound(to: Double.self), rows, columns, rowStride, c)
    case .single:
      transposeSquares(source.assumingMemoryBound(to: Float.self), rows, columns, rowStride, c)
    }
  }

  @inline(always)
  private static func transposeSquares<T: BinaryFloatingPoint & SIMDScalar>(
    _ source: UnsafePointer<T>, _ rows: Int, _ columns: Int, _ rowStride: Int,
    _ c: MatmulTile.Target
  ) {
    let target = c.data.assumingMemoryBound(to: T.self)
    let addend = c.addend?.assumingMemoryBound(to: T.self)
    let whole = rows & ~15
    for i in stride(from: 0, to: columns, by: 16) {
      for j in stride(from: 0, to: whole, by: 16) {
        var square = Square(source + (j &* rowStride &+ i), rowStride, last: 15).transposed()
        if let addend {
          let other = addend + (i &* c.addendStride &+ j)
          square.add(Square(other, c.addendStride, last: columns &- i &- 1))
        }
        square.store(target + (i &* c.rowStride &+ j), c.rowStride, count: columns &- i)
      }
    }
    for i in 0..<columns {
      let row = target + i &* c.rowStride
      for j in whole..<max(rows, whole) {
        let value = source[j &* rowStride &+ i]
        row[j] = addend.map { value + $0[i &* c.addendStride &+ j] } ?? value
      }
    }
  }

  @inline(always)
  private static func panels<T: BinaryFloatingPoint & SIMDScalar>(
    _ source: Lines, _ count: Int, _ length: Int, _ width: Int, _ target: UnsafeMutablePointer<T>
  ) {
    let start = source.data.assumingMemoryBound(to: T.self)
    for line in stride(from: 0, to: count, by: width) {
      let (data, to) = (start + line &* source.lineStride, target + line &* length)
      let count = min(width, count &- line)
      if source.lineStride == 1 {
        copy(data, source.step, count, length, width, to)
      } else if source.step == 1 {
        interleave(data, source.lineStride, count, length, width, to)
      } else {
        gather(data, source.lineStride, source.step, count, 0..<length, width, to)
      }
    }
  }

  /// Lines that lie side by side: every step of all of them is a run in memory.
  @inline(always)
  private static func copy<T: BinaryFloatingPoint & SIMDScalar>(
    _ source: UnsafePointer<T>, _ step: Int, _ count: Int, _ length: Int, _ width: Int,
    _ target: UnsafeMutablePointer<T>
  ) {
    let padded = min(width, (count &+ 7) & ~7)
    for at in 0..<length {
      let (from, to) = (source + at &* step, target + at &* width)
      var i = 0
      while i &+ 16 <= count {
        let some = UnsafeRawPointer(from + i).loadUnaligned(as: SIMD16<T>.self)
        UnsafeMutableRawPointer(to + i).storeBytes(of: some, as: SIMD16<T>.self)
        i &+= 16
      }
      while i &+ 4 <= count {
        let four = UnsafeRawPointer(from + i).loadUnaligned(as: SIMD4<T>.self)
        UnsafeMutableRawPointer(to + i).storeBytes(of: four, as: SIMD4<T>.self)
        i &+= 4
      }
      while i < count {
        to[i] = from[i]
        i &+= 1
      }
      while i < padded {
        to[i] = 0
        i &+= 1
      }
    }
  }

  /// Lines whose own elements are neighbours: squares of 16 by 16 are transposed in registers.
  @inline(always)
  private static func interleave<T: BinaryFloatingPoint & SIMDScalar>(
    _ source: UnsafePointer<T>, _ lineStride: Int, _ count: Int, _ length: Int, _ width: Int,
    _ target: UnsafeMutablePointer<T>
  ) {
    var at = 0
    while at &+ 16 <= length {
      for line in stride(from: 0, to: count, by: 16) {
        let from = source + (line &* lineStride &+ at)
        // Results are written in order and may overlap: what one writes too much the next mends.
        Square(from, lineStride, last: count &- line &- 1).transposed()
          .store(target + (at &* width &+ line), width, count: 16)
      }
      at &+= 16
    }
    gather(source, lineStride, 1, count, at..<length, width, target)
  }

  @inline(always)
  private static func gather<T: BinaryFloatingPoint & SIMDScalar>(
    _ source: UnsafePointer<T>, _ lineStride: Int, _ step: Int, _ count: Int, _ range: Range<Int>,
    _ width: Int, _ target: UnsafeMutablePointer<T>
  ) {
    let padded = min(width, (count &+ 7) & ~7)
    for at in range {
      let (from, to) = (source + at &* step, target + at &* width)
      for line in 0..<count { to[line] = from[line &* lineStride] }
      for line in count..<padded { to[line] = 0 }
    }
  }
}

// MARK: - 16 × 16 numbers in registers

private typealias Square<T: BinaryFloatingPoint & SIMDScalar> = Pair<Pair<Pair<Pair<Line<T>>>>>

extension Pair where T: Lines {
  /// Four perfect shuffles of the rows with the columns are a transposition.
  @inline(always)
  fileprivate func transposed() -> Pair { shuffled().shuffled().shuffled().shuffled() }

  @inline(always)
  private func shuffled() -> Pair { T.shuffled(upper, lower) }
}

/// Lines above each other.
private protocol Lines {
  associatedtype Scalar
  static var height: Int { get }
  /// The lines from `source` on; beyond line `last` there are none, and it stands for them.
  init(_ source: UnsafePointer<Scalar>, _ lineStride: Int, last: Int)
  mutating func add(_ other: Self)
  /// Writes the first `count` lines.
  func store(_ target: UnsafeMutablePointer<Scalar>, _ lineStride: Int, count: Int)
  /// Each line of `upper` and its like in `lower` become two lines of their elements in turn.
  static func shuffled(_ upper: Self, _ lower: Self) -> Pair<Self>
}

private struct Line<Scalar: BinaryFloatingPoint & SIMDScalar>: Lines {
  var elements: SIMD16<Scalar>

  @inline(always) static var height: Int { 1 }

  @inline(always)
  init(even: SIMD8<Scalar>, odd: SIMD8<Scalar>) {
    elements = SIMD16(lowHalf: even, highHalf: odd)
    elements.evenHalf = even
    elements.oddHalf = odd
  }

  @inline(always)
  init(_ source: UnsafePointer<Scalar>, _ lineStride: Int, last: Int) {
    let line = source + min(last, 0) &* lineStride
    elements = UnsafeRawPointer(line).loadUnaligned(as: SIMD16<Scalar>.self)
  }

  @inline(always)
  mutating func add(_ other: Line) { elements += other.elements }

  @inline(always)
  func store(_ target: UnsafeMutablePointer<Scalar>, _: Int, count: Int) {
    if count < 1 { return }
    UnsafeMutableRawPointer(target).storeBytes(of: elements, as: SIMD16<Scalar>.self)
  }

  @inline(always)
  static func shuffled(_ upper: Line, _ lower: Line) -> Pair<Line> {
    Pair(
      upper: Line(even: upper.elements.lowHalf, odd: lower.elements.lowHalf),
      lower: Line(even: upper.elements.highHalf, odd: lower.elements.highHalf))
  }
}

private struct Pair<T: Lines>: Lines {
  typealias Scalar = T.Scalar

  var upper: T
  var lower: T

  @inline(always) static var height: Int { 2 &* T.height }

  @inline(always)
  init(upper: T, lower: T) {
    self.upper = upper
    self.lower = lower
  }

  @inline(always)
  init(_ source: UnsafePointer<Scalar>, _ lineStride: Int, last: Int) {
    upper = T(source, lineStride, last: last)
    lower = T(source + T.height &* lineStride, lineStride, last: last &- T.height)
  }

  @inline(always)
  mutating func add(_ other: Pair) {
    upper.add(other.upper)
    lower.add(other.lower)
  }

  @inline(always)
  func store(_ target: UnsafeMutablePointer<Scalar>, _ lineStride: Int, count: Int) {
    upper.store(target, lineStride, count: count)
    lower.store(target + T.height &* lineStride, lineStride, count: count &- T.height)
  }

  @inline(always)
  static func shuffled(_ upper: Pair, _ lower: Pair) -> Pair<Pair> {
    Pair<Pair>(
      upper: T.shuffled(upper.upper, lower.upper), lower: T.shuffled(upper.lower, lower.lower))
  }
}
