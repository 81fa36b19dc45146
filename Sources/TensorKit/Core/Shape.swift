/// Arithmetic on shapes and strides. Nothing here knows of memory.
enum Shape {
  /// The number of elements. Precondition: no extent is negative, and memory could hold them all.
  static func count(_ shape: [Int], _ operation: StaticString = "Tensor") -> Int {
    var (count, fits) = (1, true)
    for extent in shape {
      precondition(
        extent >= 0, "\(operation): shape \(shape) has a negative extent: all must be at least 0")
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      fits = fits && !overflow
      count = product
    }
    // Eight bytes each, so that no number of bytes overflows.
    precondition(
      fits && count <= Int.max / 8,
      "\(operation): shape \(shape) has more elements than memory can hold")
    return count
  }

  /// Row-major strides: the last dimension is dense.
  static func contiguousStrides(_ shape: [Int]) -> [Int] {
    if shape.count == 1 { return [1] }
    var strides = shape
    var step = 1
    for d in stride(from: shape.count - 1, through: 0, by: -1) {
      let extent = shape[d]
      strides[d] = step
      step *= max(extent, 1)
    }
    return strides
  }

  /// A dimension of extent 1 may have any stride: it is never stepped along.
  static func isContiguous(_ shape: [Int], _ strides: [Int]) -> Bool {
    var step = 1
    for d in stride(from: shape.count - 1, through: 0, by: -1) {
      let extent = shape[d]
      if extent == 0 { return true }
      if extent != 1 {
        if strides[d] != step { return false }
        step *= extent
      }
    }
    return true
  }

  /// The shape both broadcast to: aligned at the last dimension, 1 stretches to any extent.
  static func broadcast(_ a: [Int], _ b: [Int], _ operation: StaticString) -> [Int] {
    if a == b { return a }
    var result = a.count >= b.count ? a : b
    for back in 1...max(min(a.count, b.count), 1) where back <= min(a.count, b.count) {
      let (x, y) = (a[a.count - back], b[b.count - back])
      precondition(
        x == y || x == 1 || y == 1,
        """
        \(operation): shapes \(a) and \(b) do not broadcast: counted from the end, dimension \
        \(back) is \(x) in one and \(y) in the other; they must be equal, or one of them 1
        """)
      result[result.count - back] = x == 1 ? y : x
    }
    return result
  }

  /// `strides` of `shape` stretched over `target`: a stretched dimension is not stepped along.
  static func broadcastStrides(_ shape: [Int], _ strides: [Int], to target: [Int]) -> [Int] {
    if shape == target { return strides }
    var result = [Int](repeating: 0, count: target.count)
    let lead = target.count - shape.count
    for d in 0..<shape.count where shape[d] != 1 { result[lead + d] = strides[d] }
    return result
  }

  /// `dim` as an index into the shape; negative counts from the end.
  static func axis(_ dim: Int, _ shape: [Int], _ operation: StaticString) -> Int {
    let rank = max(shape.count, 1)
    precondition(
      dim >= -rank && dim < rank,
      """
      \(operation): there is no dimension \(dim) in shape \(shape): it must lie between \(-rank) \
      and \(rank - 1)
      """)
    return dim < 0 ? dim + rank : dim
  }

  /// `dims` as sorted indices without repetition.
  static func axes(_ dims: [Int], _ shape: [Int], _ operation: StaticString) -> [Int] {
    let axes = dims.map { axis($0, shape, operation) }.sorted()
    for (a, b) in zip(axes, axes.dropFirst()) {
      precondition(a != b, "\(operation): dimension \(a) is named twice in \(dims)")
    }
    return axes
  }

  /// `shape` with the one -1 in it, if any, replaced by what fits `count` elements.
  static func resolve(_ shape: [Int], count: Int, _ operation: StaticString) -> [Int] {
    guard let free = shape.firstIndex(of: -1) else {
      let held = Shape.count(shape, operation)
      precondition(
        held == count,
        "\(operation): shape \(shape) holds \(held) elements, the tensor has \(count)")
      return shape
    }
    var resolved = shape
    resolved[free] = 1
    precondition(!resolved.contains(-1), "\(operation): only one extent of \(shape) may be -1")
    let rest = Shape.count(resolved, operation)
    precondition(
      rest > 0 && count.isMultiple(of: rest),
      "\(operation): \(count) elements do not divide into shape \(shape): the other extents must "
        + "divide \(count)")
    resolved[free] = count / rest
    return resolved
  }
}
