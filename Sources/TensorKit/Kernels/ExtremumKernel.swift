/// Where extreme values are, and the largest of a row.
enum ExtremumKernel {
  /// Writes to `indices`, int64, where along the reduced dimension each of `values` comes first.
  /// Precondition: `values` are extremes of `x` in this layout, NaN before any other.
  static func find(
    _ values: Tensor, in x: Tensor, _ layout: ReductionLayout, into indices: Tensor
  ) {
    let at = indices.intPointer
    switch x.dtype.computeType {
    case .float32: find(values.floats, x.floats, layout, at)
    case .float64: find(values.doublePointer, x.doublePointer, layout, at)
    case .int64: find(values.intPointer, x.intPointer, layout, at)
    case .bool:
      find(
        values.data.assumingMemoryBound(to: UInt8.self), x.data.assumingMemoryBound(to: UInt8.self),
        layout, at)
    }
    for tensor in [values, x, indices] { tensor.keepAlive() }
  }

  /// Writes each gradient to the element of `out` it belongs to, of [outer, n, inner], all contiguous.
  /// The other elements are left as they are.
  static func scatter(
    _ gradient: Tensor, _ indices: Tensor, outer: Int, _ n: Int, inner: Int, into out: Tensor
  ) {
    let at = indices.intPointer
    for o in 0..<outer {
      for i in 0..<inner {
        let (from, to) = (o * inner + i, (o * n + at[o * inner + i]) * inner + i)
        switch out.dtype.floatingType {
        case .single: out.floats[to] = gradient.floats[from]
        case .double: out.doublePointer[to] = gradient.doublePointer[from]
        }
      }
    }
    for tensor in [gradient, indices, out] { tensor.keepAlive() }
  }

  /// Divides each gradient evenly among the elements of its fiber that equal its extreme value. A NaN
  /// equals NaN if `nanCounts`; where nothing equals it, nothing is known of the gradient.
  static func shares(
    _ blocks: ReducedBlocks, _ values: Tensor, _ gradient: Tensor, nanCounts: Bool,
    into out: Tensor
  ) {
    switch blocks.x.dtype.floatingType {
    case .single:
      shares(blocks.x.floats, blocks, values.floats, gradient.floats, nanCounts, out.floats)
    case .double:
      shares(
        blocks.x.doublePointer, blocks, values.doublePointer, gradient.doublePointer, nanCounts,
        out.doublePointer)
    }
    for tensor in [blocks.x, values, gradient, out] { tensor.keepAlive() }
  }

  @inline(__always)
  private static func shares<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ blocks: ReducedBlocks, _ values: UnsafeMutablePointer<T>,
    _ gradient: UnsafeMutablePointer<T>, _ nanCounts: Bool, _ out: UnsafeMutablePointer<T>
  ) {
    let (n, inner) = (blocks.n, blocks.inner)
    Threads.split(blocks.outer, grain: Threads.rows(of: n * inner)) { range in
      withUnsafeTemporaryAllocation(of: T.self, capacity: inner) { buffer in
        guard let parts = buffer.baseAddress else { return }
        for block in range {
          let (from, to) = (x + block * n * inner, out + block * n * inner)
          let (extreme, g) = (values + block * inner, gradient + block * inner)
          if inner == 1 {
            let (value, isNaN) = (extreme[0], nanCounts && extreme[0].isNaN)
            var count = 0
            for i in 0..<n { count &+= from[i] == value || isNaN && from[i] != from[i] ? 1 : 0 }
            let share = count == 0 ? T.nan : g[0] / T(count)
            let other = count == 0 ? T.nan : 0
            for i in 0..<n {
              to[i] = from[i] == value || isNaN && from[i] != from[i] ? share : other
            }
            continue
          }
          parts.initialize(repeating: 0, count: inner)
          for row in 0..<n {
            for i in 0..<inner { parts[i] += from[row * inner + i] == extreme[i] ? 1 : 0 }
          }
          for i in 0..<inner { parts[i] = parts[i] == 0 ? .nan : g[i] / parts[i] }
          for row in 0..<n {
            let (p, q) = (from + row * inner, to + row * inner)
            for i in 0..<inner { q[i] = p[i] == extreme[i] ? parts[i] : parts[i] * 0 }
          }
        }
      }
    }
  }

  /// The largest of `count` floats, at least one, where a NaN may or may not be passed over: what
  /// softmax needs, whose result is NaN anyway.
  static func maximumOfNumbers(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    if count < 16 {
      var best = x[0]
      for i in 1..<max(count, 1) { best = best > x[i] ? best : x[i] }
      return best
    }
    var best = load(x + count - 16)
    for i in stride(from: 0, to: count &- 16, by: 16) { best = greater(best, load(x + i)) }
    let eight = best.lowHalf.replacing(with: best.highHalf, where: best.highHalf .> best.lowHalf)
    let four = eight.lowHalf.replacing(
      with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    let two = (max(four.x, four.z), max(four.y, four.w))
    return max(two.0, two.1)
  }

  /// The same of double numbers.
  static func maximumOfNumbers(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    var best = x[0]
    var i = 1
    if count >= 8 {
      var lanes = UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Double>.self)
      i = 8
      while i &+ 8 <= count {
        let next = UnsafeRawPointer(x + i).loadUnaligned(as: SIMD8<Double>.self)
        lanes.replace(with: next, where: next .> lanes)
        i &+= 8
      }
      for lane in 0..<8 { best = lanes[lane] > best ? lanes[lane] : best }
    }
    while i < count {
      best = x[i] > best ? x[i] : best
      i &+= 1
    }
    return best
  }

  private typealias Vector = SIMD16<Float>

  @inline(__always)
  private static func load(_ p: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(p).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  private static func greater(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: a .> b)
  }

  @inline(__always)
  private static func find<T: Equatable>(
    _ values: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>, _ layout: ReductionLayout,
    _ indices: UnsafeMutablePointer<Int>
  ) {
    if layout.inner == 1 {
      Threads.split(layout.blockCount, grain: Threads.rows(of: layout.n)) { range in
        for row in range {
          indices[row] = first(values[row], x + layout.offset(row), layout.n, layout.step)
        }
      }
      return
    }
    let tiles = (layout.inner + 511) / 512
    let grain = Threads.rows(of: layout.n * min(layout.inner, 512))
    Threads.split(layout.blockCount * tiles, grain: grain) { range in
      for unit in range {
        let (block, start) = (unit / tiles, unit % tiles * 512)
        let at = block * layout.inner + start
        firsts(
          values + at, x + (layout.offset(block) + start), layout.n, layout.step,
          min(512, layout.inner - start), indices + at)
      }
    }
  }

  /// Where `value` comes first: or, if it is NaN, the first NaN.
  @inline(__always)
  private static func first<T: Equatable>(
    _ value: T, _ x: UnsafeMutablePointer<T>, _ n: Int, _ step: Int
  ) -> Int {
    var i = 0
    if step == 1 {
      // Many at once, and only one question for all of them.
      while i &+ 64 <= n {
        var hits: UInt8 = 0
        let p = x + i
        for j in 0..<64 { hits |= p[j] == value || p[j] != p[j] ? 1 : 0 }
        if hits != 0 { break }
        i &+= 64
      }
    }
    while i < n {
      let candidate = x[i &* step]
      if candidate == value || candidate != candidate { return i }
      i &+= 1
    }
    return 0
  }

  /// The same of `count` columns: from the last row to the first, whose word is the last.
  @inline(__always)
  private static func firsts<T: Equatable>(
    _ values: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>, _ n: Int, _ step: Int,
    _ count: Int, _ indices: UnsafeMutablePointer<Int>
  ) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { buffer in
      guard let found = buffer.baseAddress else { return }
      found.initialize(repeating: 0, count: count)
      for row in stride(from: n - 1, through: 0, by: -1) {
        let (p, number) = (x + row * step, Int32(truncatingIfNeeded: row))
        for j in 0..<count {
          found[j] = (p[j] == values[j]) || (p[j] != p[j]) ? number : found[j]
        }
      }
      for j in 0..<count { indices[j] = Int(found[j]) }
    }
  }
}
