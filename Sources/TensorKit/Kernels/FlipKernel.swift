#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Copies of elements in the opposite order along some dimensions.
enum FlipKernel {
  /// `out`, contiguous, becomes `x` with the order along `axes` reversed. Precondition: one shape,
  /// which is not empty.
  static func run(_ x: Tensor, _ axes: [Int], into out: Tensor) {
    var (strides, start) = (x.strides, 0)
    for axis in axes {
      start += (x.shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    switch x.dtype.byteCount {
    case 1: copy(x, strides, start, out, UInt8.self)
    case 2: copy(x, strides, start, out, UInt16.self)
    case 4: copy(x, strides, start, out, UInt32.self)
    default: copy(x, strides, start, out, UInt64.self)
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(always)
  private static func copy<T: BitwiseCopyable>(
    _ x: Tensor, _ strides: [Int], _ start: Int, _ out: Tensor, _: T.Type
  ) {
    let from = x.data.assumingMemoryBound(to: T.self) + start
    let to = out.data.assumingMemoryBound(to: T.self)
    // The first dimension that is one at all is divided among threads.
    let cut = x.shape.firstIndex { $0 > 1 } ?? 0
    let extent = x.shape.isEmpty ? 1 : x.shape[cut]
    let grain = max(1, Threads.elements / max(1, x.count / extent))
    Threads.split(extent, grain: grain) { range in
      var piece = x.shape
      if !piece.isEmpty { piece[cut] = range.count }
      let nest = LoopNest(piece, strides, out.strides, out.strides)
      let (count, step) = (nest.rowCount, nest.rowSteps.a)
      let first = x.shape.isEmpty ? (0, 0) : (strides[cut], out.strides[cut])
      nest.forEachRow { a, b, _ in
        let source = from + (a + range.lowerBound * first.0)
        let target = to + (b + range.lowerBound * first.1)
        if step == -1 {
          for i in 0..<count { target[i] = source[0 &- i] }
        } else if step == 1 {
          memcpy(target, source, count * MemoryLayout<T>.size)
        } else {
          for i in 0..<count { target[i] = source[i &* step] }
        }
      }
    }
  }
}
