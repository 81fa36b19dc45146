#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Blocks of elements taken from, or put to, places that a list names.
///
/// The tensor on the one side is seen as [outer, places, inner]: block (o, p) begins at
/// `outer[o] + places[p]·step`, and its elements lie at the distances `inner`. The tensor on the
/// other side is contiguous, of shape [outer, number of places, inner].
enum IndexKernel {
  /// How the dimensions around the places lie in memory.
  struct Layout {
    /// Where each outer index begins.
    let outer: [Int]
    /// The step between two numbers in the list of places.
    let step: Int
    /// Of one block: how many elements, and where each lies.
    let innerCount: Int
    /// The distance of neighbours, or nil where there is no single one: then `inner` tells.
    let innerStep: Int?
    let inner: [Int]

    /// The places are along dimensions `axes` of a tensor of this shape and strides.
    init(_ shape: [Int], _ strides: [Int], axes: Range<Int>, step: Int) {
      outer = Layout.offsets(Array(shape[..<axes.lowerBound]), Array(strides[..<axes.lowerBound]))
      let (extents, steps) = (Array(shape[axes.upperBound...]), Array(strides[axes.upperBound...]))
      let nest = LoopNest(extents, steps, steps, steps)
      innerCount = extents.reduce(1, *)
      innerStep = nest.extents.count > 1 ? nil : innerCount == 1 ? 1 : nest.rowSteps.a
      inner = innerStep == nil ? Layout.offsets(extents, steps) : []
      self.step = step
    }

    private static func offsets(_ shape: [Int], _ strides: [Int]) -> [Int] {
      var offsets = [0]
      for (extent, stride) in zip(shape, strides) {
        if extent == 1 { continue }
        var longer: [Int] = []
        longer.reserveCapacity(offsets.count * extent)
        for offset in offsets { for i in 0..<extent { longer.append(offset + i * stride) } }
        offsets = longer
      }
      return offsets
    }
  }

  /// Copies the blocks at `places` (int64, contiguous) of `x` to the contiguous `out`.
  static func take(_ x: Tensor, _ layout: Layout, _ places: Tensor, into out: Tensor) {
    switch x.dtype.byteCount {
    case 1: take(x.data.assumingMemoryBound(to: UInt8.self), layout, places, out)
    case 2: take(x.data.assumingMemoryBound(to: UInt16.self), layout, places, out)
    case 4: take(x.data.assumingMemoryBound(to: UInt32.self), layout, places, out)
    default: take(x.data.assumingMemoryBound(to: UInt64.self), layout, places, out)
    }
    for tensor in [x, places, out] { tensor.keepAlive() }
  }

  /// Copies the blocks of `values` to the blocks at `places` of `target`; of several that go to one
  /// place, the last stays. `values` is contiguous, or a single element for all.
  static func put(_ values: Tensor, _ layout: Layout, _ places: Tensor, to target: Tensor) {
    let list = places.intPointer
    switch target.dtype.byteCount {
    case 1: put(values, layout, list, places.count, target, Replace<UInt8>.self)
    case 2: put(values, layout, list, places.count, target, Replace<UInt16>.self)
    case 4: put(values, layout, list, places.count, target, Replace<UInt32>.self)
    default: put(values, layout, list, places.count, target, Replace<UInt64>.self)
    }
    for tensor in [values, places, target] { tensor.keepAlive() }
  }

  /// As `put`, but what comes to a place is added to what is there. For bool, that is "or".
  /// Precondition: a type that is computed with.
  static func add(_ values: Tensor, _ layout: Layout, _ places: Tensor, to target: Tensor) {
    let list = places.intPointer
    switch target.dtype.computeType {
    case .float32: put(values, layout, list, places.count, target, AddNumbers<Float>.self)
    case .float64: put(values, layout, list, places.count, target, AddNumbers<Double>.self)
    case .int64: put(values, layout, list, places.count, target, AddIntegers.self)
    case .bool: put(values, layout, list, places.count, target, Or.self)
    }
    for tensor in [values, places, target] { tensor.keepAlive() }
  }

  @inline(always)
  private static func take<T: BitwiseCopyable>(
    _ x: UnsafeMutablePointer<T>, _ layout: Layout, _ places: Tensor, _ out: Tensor
  ) {
    let (list, count, width) = (places.intPointer, places.count, layout.innerCount)
    if count == 0 || width == 0 { return }
    let to = out.data.assumingMemoryBound(to: T.self)
    Threads.split(layout.outer.count * count, grain: max(1, Threads.elements / width)) { rows in
      var row = rows.lowerBound
      while row < rows.upperBound {
        let (o, first) = row.quotientAndRemainder(dividingBy: count)
        let last = min(count, first + rows.upperBound - row)
        take(x + layout.outer[o], layout, list, first..<last, to + row * width)
        row += last - first
      }
    }
  }

  /// The blocks at the places in `range`, one after another to `out`.
  @inline(always)
  private static func take<T: BitwiseCopyable>(
    _ x: UnsafeMutablePointer<T>, _ layout: Layout, _ list: UnsafeMutablePointer<Int>,
    _ range: Range<Int>, _ out: UnsafeMutablePointer<T>
  ) {
    let (step, width, from, count) = (
      layout.step, layout.innerCount, list + range.lowerBound, range.count
    )
    if width == 1 {
      if step == 1 { for p in 0..<count { out[p] = x[from[p]] } }
      if step != 1 { for p in 0..<count { out[p] = x[from[p] &* step] } }
    } else if layout.innerStep == 1 {
      let size = width * MemoryLayout<T>.size
      if size < 64 {
        for p in 0..<count {
          let (block, to) = (x + from[p] &* step, out + p &* width)
          for i in 0..<width { to[i] = block[i] }
        }
      } else {
        for p in 0..<count { memcpy(out + p &* width, x + from[p] &* step, size) }
      }
    } else if let innerStep = layout.innerStep {
      for p in 0..<count {
        let (block, to) = (x + from[p] &* step, out + p &* width)
        for i in 0..<width { to[i] = block[i &* innerStep] }
      }
    } else {
      layout.inner.withUnsafeBufferPointer { inner in
        for p in 0..<count {
          let (block, to) = (x + from[p] &* step, out + p &* width)
          for i in 0..<width { to[i] = block[inner[i]] }
        }
      }
    }
  }

  /// Two threads never write to one place: they divide the outer indices, or the columns of a block.
  @inline(always)
  private static func put<A: Arrival>(
    _ values: Tensor, _ layout: Layout, _ list: UnsafeMutablePointer<Int>, _ count: Int,
    _ target: Tensor, _: A.Type
  ) {
    let width = layout.innerCount
    if count == 0 || width == 0 || layout.outer.isEmpty { return }
    let isOne = values.count == 1
    let from = values.data.assumingMemoryBound(to: A.Element.self)
    let to = target.data.assumingMemoryBound(to: A.Element.self)
    func rows(_ o: Int, _ columns: Range<Int>) {
      let (target, step) = (to + layout.outer[o], layout.step)
      let base = from + (isOne ? 0 : o * count * width)
      if width == 1 {
        for p in 0..<count {
          let at = list[p] &* step
          target[at] = A.combine(target[at], base[isOne ? 0 : p])
        }
        return
      }
      for p in 0..<count {
        let block = target + list[p] &* step
        let source = base + (isOne ? 0 : p &* width)
        if layout.innerStep == 1 {
          if isOne {
            for i in columns { block[i] = A.combine(block[i], source[0]) }
          } else {
            for i in columns { block[i] = A.combine(block[i], source[i]) }
          }
        } else {
          for i in columns {
            let at = layout.innerStep.map { $0 &* i } ?? layout.inner[i]
            block[at] = A.combine(block[at], source[isOne ? 0 : i])
          }
        }
      }
    }
    let outer = layout.outer.count
    if outer > 1 {
      Threads.split(outer, grain: max(1, Threads.elements / (count * width))) { range in
        for o in range { rows(o, 0..<width) }
      }
    } else {
      Threads.split(width, grain: max(16, Threads.elements / count)) { rows(0, $0) }
    }
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

/// Checks of lists of places, and counts of them.
enum PlaceKernel {
  /// The largest id, as an unsigned number: if one is negative, above all that are not. `ids` are
  /// int64, contiguous.
  static func largest(_ ids: Tensor) -> UInt {
    let list = ids.intPointer
    var most: UInt = 0
    for i in 0..<ids.count { most = max(most, UInt(bitPattern: list[i])) }
    ids.keepAlive()
    return most
  }

  /// Adds to `counts`, int64 and contiguous, how often each of its places is among the ids.
  /// Precondition: all are.
  static func count(_ ids: Tensor, into counts: Tensor) {
    let (list, numbers) = (ids.intPointer, counts.intPointer)
    for i in 0..<ids.count { numbers[list[i]] &+= 1 }
    ids.keepAlive()
    counts.keepAlive()
  }

  /// Whether every id lies in 0 ..< extent. `ids` are int64 and contiguous.
  static func areInside(_ ids: Tensor, _ extent: Int) -> Bool {
    let list = ids.intPointer
    let isInside = Atomic<Bool>(true)
    Threads.split(ids.count, grain: Threads.elements) { range in
      var most: UInt = 0
      for i in range { most = max(most, UInt(bitPattern: list[i])) }
      if !range.isEmpty && most >= UInt(extent) { isInside.store(false, ordering: .relaxed) }
    }
    ids.keepAlive()
    return isInside.load(ordering: .relaxed)
  }

  /// `places[i] += step·ids[i]`, where a negative id counts from the end. Both contiguous, int64.
  /// False if an id lies outside of −extent ..< extent.
  static func add(_ ids: Tensor, _ extent: Int, step: Int, to places: Tensor) -> Bool {
    let (from, to) = (ids.intPointer, places.intPointer)
    let isInside = Atomic<Bool>(true)
    Threads.split(ids.count, grain: Threads.elements) { range in
      var isOutside = false
      for i in range {
        let id = from[i]
        let at = id < 0 ? id &+ extent : id
        isOutside = isOutside || UInt(bitPattern: at) >= UInt(extent)
        to[i] = to[i] &+ at &* step
      }
      if isOutside { isInside.store(false, ordering: .relaxed) }
    }
    ids.keepAlive()
    places.keepAlive()
    return isInside.load(ordering: .relaxed)
  }
}
