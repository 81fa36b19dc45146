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
    forEachBlock(mask, counts) { bytes, block, range in
      collect(bytes, block, to + range.lowerBound, end: to + range.upperBound) { $0 }
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
    forEachBlock(mask, counts) { bytes, block, range in
      collect(bytes, block, to + range.lowerBound, end: to + range.upperBound) { x[$0] }
    }
  }

  @inline(always)
  private static func spread<T: BitwiseCopyable>(
    _ source: UnsafeMutablePointer<T>, _ mask: Tensor, _ counts: Counts, _ x: Tensor
  ) {
    let to = x.data.assumingMemoryBound(to: T.self)
    forEachBlock(mask, counts) { bytes, block, range in
      var next = source + range.lowerBound
      for i in block where bytes[i] != 0 {
        to[i] = next[0]
        next += 1
      }
    }
  }

  /// Calls `body` with every block, and with where the elements that it chooses go.
  @inline(always)
  private static func forEachBlock(
    _ mask: Tensor, _ counts: Counts,
    _ body: (_ bytes: UnsafePointer<UInt8>, _ block: Range<Int>, _ chosen: Range<Int>) -> Void
  ) {
    let bytes = UnsafePointer(mask.data.assumingMemoryBound(to: UInt8.self))
    let (count, length, starts) = (mask.count, Counts.blockLength, counts.starts)
    Threads.split(starts.count, grain: 2) { range in
      for block in range {
        let end = block + 1 < starts.count ? starts[block + 1] : counts.total
        body(bytes, block * length..<min(count, (block + 1) * length), starts[block]..<end)
      }
    }
  }

  /// Writes `value(i)` for every i of the block whose byte is 1. There is no branch on a byte: each
  /// value is written, and only where the mask is true the next one goes behind it. Not near the
  /// end, behind which another thread writes.
  @inline(always)
  private static func collect<T>(
    _ bytes: UnsafePointer<UInt8>, _ block: Range<Int>, _ out: UnsafeMutablePointer<T>,
    end: UnsafeMutablePointer<T>, _ value: (Int) -> T
  ) {
    var (next, i) = (out, block.lowerBound)
    while i < block.upperBound {
      let group = min(8, block.upperBound &- i)
      if group == 8 && UnsafeRawPointer(bytes + i).loadUnaligned(as: UInt64.self) == 0 {
        // None of the eight.
      } else if group == 8 && next + 8 <= end {
        for j in 0..<8 {
          next[0] = value(i &+ j)
          next += Int(bytes[i &+ j])
        }
      } else {
        for j in 0..<group where bytes[i &+ j] != 0 {
          next[0] = value(i &+ j)
          next += 1
        }
      }
      i &+= group
    }
  }
}
