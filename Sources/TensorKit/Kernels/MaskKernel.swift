/// Choices between elements by a mask. The mask and the operands have the shape of `out`, and any
/// strides; `out` is contiguous.
enum MaskKernel {
  static func fill(_ x: Tensor, _ mask: Tensor, _ value: Double, into out: Tensor) {
    let nest = LoopNest(out.shape, mask.strides, x.strides, out.strides)
    let m = mask.boolPointer
    switch x.dtype {
    case .float32: fill(nest, m, x.floats, Float(value), out.floats)
    case .float64: fill(nest, m, x.doublePointer, value, out.doublePointer)
    case .int64: fill(nest, m, x.intPointer, Int(value), out.intPointer)
    case .bool: fill(nest, m, x.boolPointer, value != 0, out.boolPointer)
    }
    x.keepAlive()
    mask.keepAlive()
    out.keepAlive()
  }

  static func choose(_ mask: Tensor, _ a: Tensor, _ b: Tensor, into out: Tensor) {
    // The mask's steps are those of the copy: it has the shape of `out`.
    let dense = mask.contiguous()
    let nest = LoopNest(out.shape, dense.strides, a.strides, b.strides)
    let m = dense.boolPointer
    switch a.dtype {
    case .float32: choose(nest, m, a.floats, b.floats, out.floats)
    case .float64: choose(nest, m, a.doublePointer, b.doublePointer, out.doublePointer)
    case .int64: choose(nest, m, a.intPointer, b.intPointer, out.intPointer)
    case .bool: choose(nest, m, a.boolPointer, b.boolPointer, out.boolPointer)
    }
    for tensor in [dense, a, b, out] { tensor.keepAlive() }
  }

  /// Copies the upper or lower triangle of every matrix of the contiguous `x`; the rest becomes 0.
  static func triangle(_ x: Tensor, _ diagonal: Int, isUpper: Bool, into out: Tensor) {
    switch x.dtype {
    case .float32: triangle(x.shape, x.floats, 0, diagonal, isUpper, out.floats)
    case .float64: triangle(x.shape, x.doublePointer, 0, diagonal, isUpper, out.doublePointer)
    case .int64: triangle(x.shape, x.intPointer, 0, diagonal, isUpper, out.intPointer)
    case .bool: triangle(x.shape, x.boolPointer, false, diagonal, isUpper, out.boolPointer)
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(always)
  private static func fill<T>(
    _ nest: LoopNest, _ mask: UnsafeMutablePointer<Bool>, _ x: UnsafeMutablePointer<T>,
    _ value: T, _ out: UnsafeMutablePointer<T>
  ) {
    let (count, steps) = (nest.rowCount, nest.rowSteps)
    nest.forEachRow { a, b, c in
      let (m, from, to) = (mask + a, x + b, out + c)
      if steps.a == 1 && steps.b == 1 {
        for i in 0..<count { to[i] = m[i] ? value : from[i] }
      } else {
        for i in 0..<count { to[i &* steps.c] = m[i &* steps.a] ? value : from[i &* steps.b] }
      }
    }
  }

  @inline(always)
  private static func choose<T>(
    _ nest: LoopNest, _ mask: UnsafeMutablePointer<Bool>, _ x: UnsafeMutablePointer<T>,
    _ y: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    let (count, steps) = (nest.rowCount, nest.rowSteps)
    nest.forEachRow { a, b, c in
      let (m, p, q, to) = (mask + a, x + b, y + c, out + a)
      for i in 0..<count { to[i &* steps.a] = m[i &* steps.a] ? p[i &* steps.b] : q[i &* steps.c] }
    }
  }

  @inline(always)
  private static func triangle<T>(
    _ shape: [Int], _ x: UnsafeMutablePointer<T>, _ zero: T, _ diagonal: Int, _ isUpper: Bool,
    _ out: UnsafeMutablePointer<T>
  ) {
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    let matrices = shape.dropLast(2).reduce(1, *)
    for row in 0..<(matrices * rows) {
      let (from, to) = (x + row * columns, out + row * columns)
      let first = row % rows + diagonal
      for column in 0..<columns {
        let isKept = isUpper ? column >= first : column <= first
        to[column] = isKept ? from[column] : zero
      }
    }
  }
}
