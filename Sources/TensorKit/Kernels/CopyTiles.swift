/// Copies a matrix to its transpose: element [r, c] of the target is [c, r] of the source.
///
/// Written element by element, either the reads or the writes would jump from row to row, and use one
/// element of every cache line that they touch. Here 16 rows of 16 elements are read into registers,
/// turned there, and written as 16 rows.
enum CopyTiles {
  /// The edge of a square of elements, and the least one that is worth it.
  private static let edge = 16
  static let leastEdge = 8

  /// Rows of `columns` elements, `toStep` apart, in the target; in the source, columns of as many
  /// elements, `fromStep` apart. `width` bytes each.
  static func run(
    rows: Int, columns: Int, width: Int, from: UnsafeRawPointer, _ fromStep: Int,
    to: UnsafeMutableRawPointer, _ toStep: Int
  ) {
    switch width {
    case 1: tiles(rows, columns, from.as(UInt8.self), fromStep, to.as(), toStep)
    case 2: tiles(rows, columns, from.as(UInt16.self), fromStep, to.as(), toStep)
    case 4: tiles(rows, columns, from.as(UInt32.self), fromStep, to.as(), toStep)
    default: tiles(rows, columns, from.as(UInt64.self), fromStep, to.as(), toStep)
    }
  }

  @inline(__always)
  private static func tiles<T: SIMDScalar>(
    _ rows: Int, _ columns: Int, _ from: UnsafePointer<T>, _ fromStep: Int,
    _ to: UnsafeMutablePointer<T>, _ toStep: Int
  ) {
    let size = MemoryLayout<T>.size == 8 ? 0 : edge
    let (rows16, columns16) = size == 0 ? (0, 0) : (rows / size * size, columns / size * size)
    for c in stride(from: 0, to: columns16, by: edge) {
      for r in stride(from: 0, to: rows16, by: edge) {
        turn16(from + c * fromStep + r, fromStep, to + r * toStep + c, toStep)
      }
    }
    // What squares of sixteen left at the right and at the bottom, in squares of eight.
    let (rows8, columns8) = (rows / 8 * 8, columns / 8 * 8)
    for c in stride(from: 0, to: columns8, by: 8) {
      for r in stride(from: c < columns16 ? rows16 : 0, to: rows8, by: 8) {
        turn8(from + c * fromStep + r, fromStep, to + r * toStep + c, toStep)
      }
    }
    // And what those left, one by one.
    for r in 0..<rows {
      for c in (r < rows8 ? columns8 : 0)..<columns {
        to[r * toStep + c] = from[c * fromStep + r]
      }
    }
  }

  /// Interleaving the halves of sixteen rows, four times, is what turns a square of sixteen: after each
  /// time a row holds elements of twice as many rows.
  @inline(__always)
  private static func turn16<T: SIMDScalar>(
    _ from: UnsafePointer<T>, _ fromStep: Int, _ to: UnsafeMutablePointer<T>, _ toStep: Int
  ) {
    typealias V = SIMD16<T>
    @inline(__always) func row(_ i: Int) -> V {
      UnsafeRawPointer(from + i &* fromStep).loadUnaligned(as: V.self)
    }
    var a = (row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
    var b = (row(8), row(9), row(10), row(11), row(12), row(13), row(14), row(15))
    for _ in 0..<4 {
      let (low, high) = (a, b)
      (a.0, a.1) = zipped(low.0, high.0)
      (a.2, a.3) = zipped(low.1, high.1)
      (a.4, a.5) = zipped(low.2, high.2)
      (a.6, a.7) = zipped(low.3, high.3)
      (b.0, b.1) = zipped(low.4, high.4)
      (b.2, b.3) = zipped(low.5, high.5)
      (b.4, b.5) = zipped(low.6, high.6)
      (b.6, b.7) = zipped(low.7, high.7)
    }
    @inline(__always) func store(_ i: Int, _ row: V) {
      UnsafeMutableRawPointer(to + i &* toStep).storeBytes(of: row, as: V.self)
    }
    store(0, a.0)
    store(1, a.1)
    store(2, a.2)
    store(3, a.3)
    store(4, a.4)
    store(5, a.5)
    store(6, a.6)
    store(7, a.7)
    store(8, b.0)
    store(9, b.1)
    store(10, b.2)
    store(11, b.3)
    store(12, b.4)
    store(13, b.5)
    store(14, b.6)
    store(15, b.7)
  }

  /// As ``turn16``, for a square of eight, whose rows of eight bytes an element fill a register.
  @inline(__always)
  private static func turn8<T: SIMDScalar>(
    _ from: UnsafePointer<T>, _ fromStep: Int, _ to: UnsafeMutablePointer<T>, _ toStep: Int
  ) {
    typealias V = SIMD8<T>
    @inline(__always) func row(_ i: Int) -> V {
      UnsafeRawPointer(from + i &* fromStep).loadUnaligned(as: V.self)
    }
    var a = (row(0), row(1), row(2), row(3))
    var b = (row(4), row(5), row(6), row(7))
    for _ in 0..<3 {
      let (low, high) = (a, b)
      (a.0, a.1) = zipped(low.0, high.0)
      (a.2, a.3) = zipped(low.1, high.1)
      (b.0, b.1) = zipped(low.2, high.2)
      (b.2, b.3) = zipped(low.3, high.3)
    }
    @inline(__always) func store(_ i: Int, _ row: V) {
      UnsafeMutableRawPointer(to + i &* toStep).storeBytes(of: row, as: V.self)
    }
    store(0, a.0)
    store(1, a.1)
    store(2, a.2)
    store(3, a.3)
    store(4, b.0)
    store(5, b.1)
    store(6, b.2)
    store(7, b.3)
  }

  /// The elements of both in turn: the first halves, and the second ones.
  @inline(__always)
  private static func zipped<T>(_ x: SIMD16<T>, _ y: SIMD16<T>) -> (SIMD16<T>, SIMD16<T>) {
    var (low, high) = (x, x)
    (low.evenHalf, low.oddHalf) = (x.lowHalf, y.lowHalf)
    (high.evenHalf, high.oddHalf) = (x.highHalf, y.highHalf)
    return (low, high)
  }

  @inline(__always)
  private static func zipped<T>(_ x: SIMD8<T>, _ y: SIMD8<T>) -> (SIMD8<T>, SIMD8<T>) {
    var (low, high) = (x, x)
    (low.evenHalf, low.oddHalf) = (x.lowHalf, y.lowHalf)
    (high.evenHalf, high.oddHalf) = (x.highHalf, y.highHalf)
    return (low, high)
  }
}

extension UnsafeRawPointer {
  @inline(__always)
  fileprivate func `as`<T>(_: T.Type = T.self) -> UnsafePointer<T> {
    assumingMemoryBound(to: T.self)
  }
}

extension UnsafeMutableRawPointer {
  @inline(__always)
  fileprivate func `as`<T>(_: T.Type = T.self) -> UnsafeMutablePointer<T> {
    assumingMemoryBound(to: T.self)
  }
}
