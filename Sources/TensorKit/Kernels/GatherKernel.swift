import Synchronization

/// Elements taken from, or given to, the places that indices name along one dimension.
///
/// Element […, j, …] of the index, j along the dimension, belongs with element […, index, …] of the
/// tensor `x` that is indexed, and with […, j, …] of the other. All may have any strides. Every
/// function says whether all indices lay inside of `x`.
enum GatherKernel {
  /// `out[…, j, …] = x[…, index[…, j, …], …]`.
  static func gather(_ x: Tensor, _ axis: Int, _ index: Tensor, into out: Tensor) -> Bool {
    let walk = Walk(x, axis, index, out.strides)
    switch x.dtype.byteCount {
    case 1: return gather(walk, x, index, out, UInt8.self)
    case 2: return gather(walk, x, index, out, UInt16.self)
    case 4: return gather(walk, x, index, out, UInt32.self)
    default: return gather(walk, x, index, out, UInt64.self)
    }
  }

  /// `x[…, index[…, j, …], …] = source[…, j, …]`: of several that go to one place, the last stays.
  static func scatter(_ source: Tensor, _ axis: Int, _ index: Tensor, to x: Tensor) -> Bool {
    let walk = Walk(x, axis, index, source.strides)
    switch x.dtype.byteCount {
    case 1: return scatter(walk, source, index, x, Replace<UInt8>.self)
    case 2: return scatter(walk, source, index, x, Replace<UInt16>.self)
    case 4: return scatter(walk, source, index, x, Replace<UInt32>.self)
    default: return scatter(walk, source, index, x, Replace<UInt64>.self)
    }
  }

  /// `x[…, index[…, j, …], …] += source[…, j, …]`. For bool, that is "or".
  /// Precondition: a type that is computed with.
  static func scatterAdd(_ source: Tensor, _ axis: Int, _ index: Tensor, to x: Tensor) -> Bool {
    let walk = Walk(x, axis, index, source.strides)
    switch x.dtype.computeType {
    case .float32: return scatter(walk, source, index, x, AddNumbers<Float>.self)
    case .float64: return scatter(walk, source, index, x, AddNumbers<Double>.self)
    case .int64: return scatter(walk, source, index, x, AddIntegers.self)
    case .bool: return scatter(walk, source, index, x, Or.self)
    }
  }

  /// The loops over an index, divided among threads along a dimension that is not the indexed one,
  /// so that no two write to one place.
  private struct Walk {
    let shape: [Int]
    let index: [Int]
    /// Of the indexed tensor, with no step along the dimension: the index tells it.
    var indexed: [Int]
    let other: [Int]
    /// The step of the indexed tensor along the dimension, and its extent there.
    let along: Int
    let extent: UInt
    private let cut: Int?

    init(_ x: Tensor, _ axis: Int, _ index: Tensor, _ other: [Int]) {
      (shape, self.index, self.other) = (index.shape, index.strides, other)
      (along, extent) = (x.strides[axis], UInt(x.shape[axis]))
      indexed = x.strides
      indexed[axis] = 0
      cut = index.shape.indices.first { $0 != axis && index.shape[$0] > 1 }
    }

    @inline(always)
    func forEachRow(
      _ row: (_ nest: LoopNest, _ index: Int, _ indexed: Int, _ other: Int) -> Void
    ) {
      let count = shape.reduce(1, *)
      if count == 0 { return }
      guard let cut, count >= 2 * Threads.elements else {
        let nest = LoopNest(shape, index, indexed, other)
        return nest.forEachRow { row(nest, $0, $1, $2) }
      }
      let grain = max(1, Threads.elements / (count / shape[cut]))
      Threads.split(shape[cut], grain: grain) { range in
        var piece = shape
        piece[cut] = range.count
        let start = range.lowerBound
        let nest = LoopNest(piece, index, indexed, other)
        nest.forEachRow { a, b, c in
          row(nest, a + start * index[cut], b + start * indexed[cut], c + start * other[cut])
        }
      }
    }
  }

  @inline(always)
  private static func gather<T: BitwiseCopyable>(
    _ walk: Walk, _ x: Tensor, _ index: Tensor, _ out: Tensor, _: T.Type
  ) -> Bool {
    let isInside = Atomic<Bool>(true)
    let (along, extent) = (walk.along, walk.extent)
    let (list, source) = (index.intPointer, x.data.assumingMemoryBound(to: T.self))
    let target = out.data.assumingMemoryBound(to: T.self)
    walk.forEachRow { nest, a, b, c in
      let (ids, from, to) = (list + a, source + b, target + c)
      let (count, steps) = (nest.rowCount, nest.rowSteps)
      var isOutside = false
      if steps.a == 1 && steps.b == 0 && steps.c == 1 && along == 1 {
        for i in 0..<count {
          let isFar = UInt(bitPattern: ids[i]) >= extent
          isOutside = isOutside || isFar
          to[i] = from[isFar ? 0 : ids[i]]
        }
      } else {
        for i in 0..<count {
          let id = ids[i &* steps.a]
          let isFar = UInt(bitPattern: id) >= extent
          isOutside = isOutside || isFar
          to[i &* steps.c] = from[i &* steps.b &+ (isFar ? 0 : id) &* along]
        }
      }
      if isOutside { isInside.store(false, ordering: .relaxed) }
    }
    for tensor in [x, index, out] { tensor.keepAlive() }
    return isInside.load(ordering: .relaxed)
  }

  @inline(always)
  private static func scatter<A: Arrival>(
    _ walk: Walk, _ source: Tensor, _ index: Tensor, _ x: Tensor, _: A.Type
  ) -> Bool {
    let isInside = Atomic<Bool>(true)
    let (along, extent) = (walk.along, walk.extent)
    let (list, values) = (index.intPointer, source.data.assumingMemoryBound(to: A.Element.self))
    let target = x.data.assumingMemoryBound(to: A.Element.self)
    walk.forEachRow { nest, a, b, c in
      let (ids, to, from) = (list + a, target + b, values + c)
      let (count, steps) = (nest.rowCount, nest.rowSteps)
      for i in 0..<count {
        let id = ids[i &* steps.a]
        guard UInt(bitPattern: id) < extent else {
          return isInside.store(false, ordering: .relaxed)
        }
        let at = i &* steps.b &+ id &* along
        to[at] = A.combine(to[at], from[i &* steps.c])
      }
    }
    for tensor in [x, index, source] { tensor.keepAlive() }
    return isInside.load(ordering: .relaxed)
  }
}

/// What becomes of a place that gets a value. A type rather than a closure, so that the loops around
/// it are compiled with it.
private protocol Arrival {
  associatedtype Element: BitwiseCopyable
  static func combine(_ there: Element, _ new: Element) -> Element
}

private enum Replace<Element: BitwiseCopyable>: Arrival {
  @inline(always) static func combine(_ there: Element, _ new: Element) -> Element { new }
}

private enum AddNumbers<Element: BinaryFloatingPoint & BitwiseCopyable>: Arrival {
  @inline(always) static func combine(_ there: Element, _ new: Element) -> Element { there + new }
}

private enum AddIntegers: Arrival {
  @inline(always) static func combine(_ there: Int, _ new: Int) -> Int { there &+ new }
}

private enum Or: Arrival {
  @inline(always) static func combine(_ there: Bool, _ new: Bool) -> Bool { there || new }
}
