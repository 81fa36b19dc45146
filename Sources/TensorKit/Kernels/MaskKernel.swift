#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Choices between elements. Elements are only moved, so that their width is all that matters.
enum MaskKernel {
  /// Writes `a` where the mask is true and `b` elsewhere to the contiguous `out`.
  ///
  /// Precondition: the mask is bool, `a`, `b` and `out` have one type, and all four one shape.
  static func choose(_ mask: Tensor, _ a: Tensor, _ b: Tensor, into out: Tensor) {
    // The mask's steps are those of the result: it has the shape of `out`.
    let dense = mask.contiguous()
    let nest = LoopNest(out.shape, dense.strides, a.strides, b.strides)
    switch out.dtype.byteCount {
    case 1: choose(nest, dense, a, b, out, of: UInt8.self)
    case 2: choose(nest, dense, a, b, out, of: UInt16.self)
    case 4: choose(nest, dense, a, b, out, of: UInt32.self)
    default: choose(nest, dense, a, b, out, of: UInt64.self)
    }
    for tensor in [dense, a, b, out] { tensor.keepAlive() }
  }

  /// Copies the upper or lower triangle of every matrix of the contiguous `x`; the rest becomes 0.
  static func triangle(_ x: Tensor, _ diagonal: Int, isUpper: Bool, into out: Tensor) {
    let (rows, columns) = (x.shape[x.ndim - 2], x.shape[x.ndim - 1])
    let (size, row) = (x.dtype.byteCount, columns * x.dtype.byteCount)
    for index in 0..<(columns == 0 ? 0 : x.count / columns) {
      let (from, to) = (x.data + index * row, out.data + index * row)
      // The columns before this one belong to the lower triangle, with it if that is kept.
      let first = index % rows + diagonal + (isUpper ? 0 : 1)
      let cut = max(0, min(first, columns)) * size
      if isUpper {
        memset(to, 0, cut)
        memcpy(to + cut, from + cut, row - cut)
      } else {
        memcpy(to, from, cut)
        memset(to + cut, 0, row - cut)
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(__always)
  private static func choose<T>(
    _ nest: LoopNest, _ mask: Tensor, _ a: Tensor, _ b: Tensor, _ out: Tensor, of _: T.Type
  ) {
    let m = mask.bytePointer
    let x = a.data.assumingMemoryBound(to: T.self)
    let y = b.data.assumingMemoryBound(to: T.self)
    let z = out.data.assumingMemoryBound(to: T.self)
    let grain = max(1, Threads.elements / max(nest.rowCount, 1))
    let whole = nest.rows == 1
    // One long row is cut up itself.
    Threads.split(whole ? nest.rowCount : nest.rows, grain: whole ? Threads.elements : grain) {
      range in
      if whole {
        let (start, steps) = (range.lowerBound, nest.rowSteps)
        let to = start &* steps.a
        return row(
          range.count, steps, m + to, x + start &* steps.b, y + start &* steps.c, z + to)
      }
      nest.forEachRow(in: range) { at, b, c in
        row(nest.rowCount, nest.rowSteps, m + at, x + b, y + c, z + at)
      }
    }
  }

  @inline(__always)
  private static func row<T>(
    _ count: Int, _ steps: PairLoop.Steps, _ mask: UnsafeMutablePointer<UInt8>,
    _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    switch steps {
    case (1, 1, 1): for i in 0..<count { out[i] = mask[i] != 0 ? x[i] : y[i] }
    case (1, 0, 1):
      let value = x[0]
      for i in 0..<count { out[i] = mask[i] != 0 ? value : y[i] }
    case (1, 1, 0):
      let value = y[0]
      for i in 0..<count { out[i] = mask[i] != 0 ? x[i] : value }
    default:
      for i in 0..<count {
        out[i &* steps.a] = mask[i &* steps.a] != 0 ? x[i &* steps.b] : y[i &* steps.c]
      }
    }
  }
}
