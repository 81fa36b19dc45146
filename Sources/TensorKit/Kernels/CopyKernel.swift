/// Copies between tensors of one shape, whatever their strides and types.
enum CopyKernel {
  /// Precondition: both have one shape and do not overlap.
  static func run(from source: Tensor, to target: Tensor) {
    if source.dtype == target.dtype {
      return CopyMoves.run(from: source, to: target, width: source.dtype.byteCount)
    }
    let nest = LoopNest(target.shape, source.strides, target.strides, target.strides)
    copy(nest, source, target)
    source.keepAlive()
    target.keepAlive()
  }

  private static func copy(_ nest: LoopNest, _ source: Tensor, _ target: Tensor) {
    switch (source.dtype, target.dtype) {
    case (.float32, .float64): rows(nest, source.floats, target.doublePointer) { Double($0) }
    case (.float32, .int64): rows(nest, source.floats, target.intPointer) { truncated(Double($0)) }
    case (.float32, .bool): rows(nest, source.floats, target.boolPointer) { $0 != 0 }
    case (.float64, .float32): rows(nest, source.doublePointer, target.floats) { Float($0) }
    case (.float64, .int64): rows(nest, source.doublePointer, target.intPointer, truncated)
    case (.float64, .bool): rows(nest, source.doublePointer, target.boolPointer) { $0 != 0 }
    case (.int64, .float32): rows(nest, source.intPointer, target.floats) { Float($0) }
    case (.int64, .float64): rows(nest, source.intPointer, target.doublePointer) { Double($0) }
    case (.int64, .bool): rows(nest, source.intPointer, target.boolPointer) { $0 != 0 }
    case (.bool, .float32): rows(nest, source.boolPointer, target.floats) { $0 ? 1 : 0 }
    case (.bool, .float64): rows(nest, source.boolPointer, target.doublePointer) { $0 ? 1 : 0 }
    case (.bool, .int64): rows(nest, source.boolPointer, target.intPointer) { $0 ? 1 : 0 }
    case (.float32, .float32), (.float64, .float64), (.int64, .int64), (.bool, .bool):
      preconditionFailure("copy: \(source.dtype) stays as it is, and is only moved")
    }
  }

  @inline(__always)
  private static func rows<S, T>(
    _ nest: LoopNest, _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<T>,
    _ convert: (S) -> T
  ) {
    let (count, steps) = (nest.rowCount, nest.rowSteps)
    nest.forEachRow { a, b, _ in
      let (from, to) = (source + a, target + b)
      if steps.a == 1 && steps.b == 1 {
        for i in 0..<count { to[i] = convert(from[i]) }
      } else if steps.a == 0 && steps.b == 1 {
        let value = convert(from[0])
        for i in 0..<count { to[i] = value }
      } else {
        for i in 0..<count { to[i &* steps.b] = convert(from[i &* steps.a]) }
      }
    }
  }

  /// Toward zero; what no Int holds becomes its nearest end, and NaN 0. (C leaves this open.)
  private static func truncated(_ value: Double) -> Int {
    if value.isNaN { return 0 }
    return Int(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
  }
}
