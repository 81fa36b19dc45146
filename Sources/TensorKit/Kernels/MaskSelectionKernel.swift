/// The elements where a mask is true, one after another. All tensors are contiguous, and the mask is
/// seen as one row.
enum MaskSelectionKernel {
  /// How many elements of a mask come before each block of ``blockLength``, and how many there are.
  struct Counts {
    fileprivate let starts: [Int]
    let total: Int
    fileprivate static let blockLength = 1 << 14

    init(_ mask: Tensor) {
      let (count, length) = (mask.count, Counts.blockLength)
      let blocks = (count + length - 1) / length
      let bytes = mask.data.assumingMemoryBound(to: UInt8.self)
      var starts = [Int](repeating: 0, count: blocks)
      starts.withUnsafeMutableBufferPointer { starts in
        nonisolated(unsafe) let starts = starts
        Threads.split(blocks, grain: 8) { range in
          for block in range {
            let (first, last) = (block * length, min(count, (block + 1) * length))
            starts[block] = Counts.ones(bytes + first, last - first)
          }
        }
      }
      var total = 0
      for block in 0..<blocks {
        let ones = starts[block]
        starts[block] = total
        total += ones
      }
      (self.starts, self.total) = (starts, total)
      mask.keepAlive()
    }

    private static func ones(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
      var (total, i) = (0, 0)
      while i < count {
        // Of at most 255 rounds, a byte holds the number.
        var sums = SIMD64<UInt8>.zero
        var rounds = 0
        while rounds < 255 && i &+ 64 <= count {
          sums &+= UnsafeRawPointer(bytes + i).loadUnaligned(as: SIMD64<UInt8>.self)
          i &+= 64
          rounds &+= 1
        }
        if rounds == 0 { break }
        for lane in 0..<64 { total &+= Int(sums[lane]) }
      }
      while i < count {
        total &+= Int(bytes[i])
        i &+= 1
      }
      return total
    }
  }

  /// The places of the true elements, to `out`, int64 of `counts.total` elements.
  static func places(_ mask: Tensor, _ counts: Counts, into out: Tensor) {
    let to = out.intPointer
    forEachBlock(mask, counts) { bytes, first, last, start in
      collect(bytes, first, last, to + start, end: to + counts.total) { $0 }
    }
    mask.keepAlive()
    out.keepAlive()
  }

  /// The elements of `x` where the mask is true, to `out`, of `counts.total` elements.
  static func select(_ x: Tensor, _ mask: Tensor, _ counts: Counts, into out: Tensor) {
    switch x.dtype.byteCount {
    case 1: select(x.data.assumingMemoryBound(to: UInt8.self), mask, counts, out)
    case 2: select(x.data.assumingMemoryBound(to: UInt16.self), mask, counts, out)
    case 4: select(x.data.assumingMemoryBound(to: UInt32.self), mask, counts, out)
    default: select(x.data.assumingMemoryBound(to: UInt64.self), mask, counts, out)
    }
    for tensor in [x, mask, out] { tensor.keepAlive() }
  }

  /// The reverse: the first `counts.total` elements of `source` to where the mask is true in `x`.
  static func spread(_ source: Tensor, _ mask: Tensor, _ counts: Counts, to x: Tensor) {
    switch x.dtype.byteCount {
    case 1: spread(source.data.assumingMemoryBound(to: UInt8.self), mask, counts, x)
    case 2: spread(source.data.assumingMemoryBound(to: UInt16.self), mask, counts, x)
    case 4: spread(source.data.assumingMemoryBound(to: UInt32.self), mask, counts, x)
    default: spread(source.data.assumingMemoryBound(to: UInt64.self), mask, counts, x)
    }
    for tensor in [x, mask, source] { tensor.keepAlive() }
  }

  /// Places in row-major order as an index for each dimension: `out` is [places.count, shape.count].
  static func coordinates(_ places: Tensor, _ shape: [Int], into out: Tensor) {
    let (from, to, rank) = (places.intPointer, out.intPointer, shape.count)
    let last = shape[rank - 1]
    Threads.split(places.count, grain: Threads.elements / rank) { range in
      // Neighbours mostly lie in one row, whose index stays.
      var (rowStart, row) = (0, -1)
      for i in range {
        let place = from[i]
        let index = to + i * rank
        if row >= 0 && place - rowStart < last {
          for d in 0..<(rank - 1) { index[d] = index[d - rank] }
        } else {
          row = place / last
          rowStart = row * last
          var rest = row
          for d in stride(from: rank - 2, through: 0, by: -1) {
            (rest, index[d]) = rest.quotientAndRemainder(dividingBy: shape[d])
          }
        }
        index[rank - 1] = place - rowStart
      }
    }
    places.keepAlive()
    out.keepAlive()
  }

  @inline(always)
  private static func select<T: BitwiseCopyable>(
    _ x: UnsafeMutablePointer<T>, _ mask: Tensor, _ counts: Counts, _ out: Tensor
  ) {
    let to = out.data.assumingMemoryBound(to: T.self)
    forEachBlock(mask, counts) { bytes, first, last, start in
      collect(bytes, first, last, to + start, end: to + counts.total) { x[$0] }
    }
  }

  @inline(always)
  private static func spread<T: BitwiseCopyable>(
    _ source: UnsafeMutablePointer<T>, _ mask: Tensor, _ counts: Counts, _ x: Tensor
  ) {
    let to = x.data.assumingMemoryBound(to: T.self)
    forEachBlock(mask, counts) { bytes, first, last, start in
      var next = source + start
      for i in first..<last where bytes[i] != 0 {
        to[i] = next[0]
        next += 1
      }
    }
  }

  @inline(always)
  private static func forEachBlock(
    _ mask: Tensor, _ counts: Counts,
    _ body: (_ bytes: UnsafePointer<UInt8>, _ first: Int, _ last: Int, _ start: Int) -> Void
  ) {
    let bytes = UnsafePointer(mask.data.assumingMemoryBound(to: UInt8.self))
    let (count, length) = (mask.count, Counts.blockLength)
    Threads.split(counts.starts.count, grain: 2) { range in
      for block in range {
        body(bytes, block * length, min(count, (block + 1) * length), counts.starts[block])
      }
    }
  }

  /// Writes `value(i)` for every i in first ..< last whose byte is 1. No branch on the mask: each
  /// value is written, and only where the mask is true the next one goes behind it.
  @inline(always)
  private static func collect<T>(
    _ bytes: UnsafePointer<UInt8>, _ first: Int, _ last: Int, _ out: UnsafeMutablePointer<T>,
    end: UnsafeMutablePointer<T>, _ value: (Int) -> T
  ) {
    var (next, i) = (out, first)
    while i &+ 8 <= last && next + 8 <= end {
      let eight = UnsafeRawPointer(bytes + i).loadUnaligned(as: UInt64.self)
      if eight != 0 {
        for j in 0..<8 {
          next[0] = value(i &+ j)
          next += Int(bytes[i &+ j])
        }
      }
      i &+= 8
    }
    while i < last {
      if bytes[i] != 0 {
        next[0] = value(i)
        next += 1
      }
      i &+= 1
    }
  }
}
