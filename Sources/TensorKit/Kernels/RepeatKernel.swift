#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every block of elements several times in a row.
enum RepeatKernel {
  /// `out` becomes each `width` elements of `x`, `times` times. Both are contiguous.
  static func run(_ x: Tensor, width: Int, times: Int, into out: Tensor) {
    switch x.dtype.byteCount {
    case 1: copy(x, width, times, out, UInt8.self)
    case 2: copy(x, width, times, out, UInt16.self)
    case 4: copy(x, width, times, out, UInt32.self)
    default: copy(x, width, times, out, UInt64.self)
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(always)
  private static func copy<T: BitwiseCopyable>(
    _ x: Tensor, _ width: Int, _ times: Int, _ out: Tensor, _: T.Type
  ) {
    if out.count == 0 { return }
    let from = x.data.assumingMemoryBound(to: T.self)
    let to = out.data.assumingMemoryBound(to: T.self)
    Threads.split(x.count / width, grain: max(1, Threads.elements / (width * times))) { blocks in
      if width == 1 && times == 2 {
        for i in blocks {
          to[i &* 2] = from[i]
          to[i &* 2 &+ 1] = from[i]
        }
      } else if width == 1 {
        for i in blocks {
          let (value, place) = (from[i], to + i &* times)
          for j in 0..<times { place[j] = value }
        }
      } else {
        for i in blocks {
          let (block, place) = (from + i &* width, to + i &* width &* times)
          for j in 0..<times { memcpy(place + j &* width, block, width * MemoryLayout<T>.size) }
        }
      }
    }
  }
}
