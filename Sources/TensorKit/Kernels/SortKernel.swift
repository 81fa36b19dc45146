/// Order along one dimension of a contiguous tensor seen as [outer, n, inner]. NaN counts as the
/// largest, and 0 and −0 are equal, as in PyTorch.
/// Precondition of all: a type that is computed with.
///
/// A line is sorted by the digits of its elements' keys: unsigned integers whose order is that of
/// the elements. Equal elements keep their order.
enum SortKernel {
  /// The lines in order to `values`, and where each element was to `indices` (int64), both shaped
  /// as `x`.
  static func sort(
    _ x: Tensor, outer: Int, _ n: Int, inner: Int, descending: Bool, values: Tensor, indices: Tensor
  ) {
    let lines = Lines(x, values, indices, outer, n, inner, n, descending)
    switch x.dtype.computeType {
    case .float32: lines.sort(Float.self, NarrowEntry.self)
    case .float64: lines.sort(Double.self, WideEntry.self)
    case .int64: lines.sortIntegers()
    case .bool: lines.sort(UInt8.self, NarrowEntry.self)
    }
    for tensor in [x, values, indices] { tensor.keepAlive() }
  }

  /// The first `k` elements in this order to `values`, and where they were to `indices`, both of
  /// [outer, k, inner]. Of equal ones those that come first are taken; unless `isSorted`, they are
  /// in any order.
  static func top(
    _ x: Tensor, outer: Int, _ n: Int, inner: Int, _ k: Int, descending: Bool, isSorted: Bool,
    values: Tensor, indices: Tensor
  ) {
    if k == 0 { return }
    let lines = Lines(x, values, indices, outer, n, inner, k, descending)
    switch x.dtype.computeType {
    case .float32: lines.top(Float.self, NarrowEntry.self, isSorted)
    case .float64: lines.top(Double.self, WideEntry.self, isSorted)
    case .int64: lines.top(Int.self, WideEntry.self, isSorted)
    case .bool: lines.top(UInt8.self, NarrowEntry.self, isSorted)
    }
    for tensor in [x, values, indices] { tensor.keepAlive() }
  }
}

/// Elements with a key: a larger key is a larger element.
private protocol Keyed: Comparable, BitwiseCopyable {
  associatedtype Key: FixedWidthInteger, UnsignedInteger
  var key: Key { get }
  /// What has this key; of 0 and −0, which have one, 0.
  init(key: Key)
  /// Whether its key is another's too.
  var sharesKey: Bool { get }
}

extension Float: Keyed {
  @inline(always) fileprivate var key: UInt32 {
    let bits = (self + 0).bitPattern
    let flip = UInt32(bitPattern: Int32(bitPattern: bits) >> 31) | 0x8000_0000
    return self == self ? bits ^ flip : .max
  }
  @inline(always) fileprivate init(key: UInt32) {
    let flip = ~UInt32(bitPattern: Int32(bitPattern: key) >> 31) | 0x8000_0000
    self = key == .max ? .nan : Float(bitPattern: key ^ flip)
  }
  @inline(always) fileprivate var sharesKey: Bool { bitPattern == 0x8000_0000 }
}

extension Double: Keyed {
  @inline(always) fileprivate var key: UInt64 {
    let bits = (self + 0).bitPattern
    let flip = UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63
    return self == self ? bits ^ flip : .max
  }
  @inline(always) fileprivate init(key: UInt64) {
    let flip = ~UInt64(bitPattern: Int64(bitPattern: key) >> 63) | 1 << 63
    self = key == .max ? .nan : Double(bitPattern: key ^ flip)
  }
  @inline(always) fileprivate var sharesKey: Bool { bitPattern == 1 << 63 }
}

extension Int: Keyed {
  @inline(always) fileprivate var key: UInt64 { UInt64(bitPattern: Int64(self)) ^ 1 << 63 }
  @inline(always) fileprivate init(key: UInt64) { self = Int(Int64(bitPattern: key ^ 1 << 63)) }
  @inline(always) fileprivate var sharesKey: Bool { false }
}

/// The byte of a bool.
extension UInt8: Keyed {
  @inline(always) fileprivate var key: UInt32 { UInt32(self) }
  @inline(always) fileprivate init(key: UInt32) { self = UInt8(truncatingIfNeeded: key) }
  @inline(always) fileprivate var sharesKey: Bool { false }
}

/// A key and the place of its element, ordered by both.
private protocol Entry: Comparable, BitwiseCopyable {
  associatedtype Key: FixedWidthInteger, UnsignedInteger
  init(_ key: Key, _ index: Int)
  var key: Key { get }
  var index: Int { get }
}

private struct NarrowEntry: Entry {
  let bits: UInt64
  @inline(always) init(_ key: UInt32, _ index: Int) {
    bits = UInt64(key) << 32 | UInt64(truncatingIfNeeded: index)
  }
  @inline(always) var key: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  @inline(always) var index: Int { Int(UInt32(truncatingIfNeeded: bits)) }
  @inline(always) static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}

private struct WideEntry: Entry {
  let key: UInt64
  let index: Int
  @inline(always) init(_ key: UInt64, _ index: Int) { (self.key, self.index) = (key, index) }
  @inline(always) static func < (a: Self, b: Self) -> Bool {
    a.key < b.key || a.key == b.key && a.index < b.index
  }
}

/// The lines of a tensor, and where their results go.
private struct Lines {
  let (x, values): (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
  let indices: UnsafeMutablePointer<Int>
  let (count, n, step, kept): (Int, Int, Int, Int)
  let descending: Bool

  init(
    _ x: Tensor, _ values: Tensor, _ indices: Tensor, _ outer: Int, _ n: Int, _ inner: Int,
    _ kept: Int, _ descending: Bool
  ) {
    (self.x, self.values, self.indices) = (x.data, values.data, indices.intPointer)
    (count, self.n, step, self.kept) = (outer * inner, n, inner, kept)
    self.descending = descending
  }

  /// Calls `body` with every line's first element and first result, and with memory for `room`
  /// entries.
  @inline(always)
  func forEach<T, E>(
    _: T.Type, _: E.Type, room: Int,
    _ body: (_ line: UnsafeMutablePointer<T>, _ first: Int, _ room: UnsafeMutablePointer<E>) -> Void
  ) {
    let source = x.assumingMemoryBound(to: T.self)
    let words = MemoryLayout<E>.size / 8
    Threads.split(count, grain: max(1, (1 << 12) / max(n, 1))) { range in
      let memory = Storage(count: room * words, dtype: .int64)
      let entries = memory.bytes.assumingMemoryBound(to: E.self)
      for line in range {
        let (o, i) = line.quotientAndRemainder(dividingBy: step)
        body(source + (o * n * step + i), o * kept * step + i, entries)
      }
      withExtendedLifetime(memory) {}
    }
  }

  func sort<T: Keyed, E: Entry>(_: T.Type, _: E.Type) where T.Key == E.Key {
    let flip: T.Key = descending ? .max : 0
    let to = values.assumingMemoryBound(to: T.self)
    forEach(T.self, E.self, room: 2 * n) { line, first, room in
      var sharesKey = false
      for i in 0..<n {
        let value = line[i &* step]
        sharesKey = sharesKey || value.sharesKey
        room[i] = E(value.key ^ flip, i)
      }
      let sorted = Radix.sort(room, room + n, n)
      for i in 0..<n {
        let (entry, at) = (sorted[i], first &+ i &* step)
        to[at] = T(key: entry.key ^ flip)
        indices[at] = entry.index
      }
      if sharesKey { for i in 0..<n { to[first + i * step] = line[sorted[i].index * step] } }
    }
  }

  /// Integers are mostly near each other: then their distance from the smallest is key enough.
  func sortIntegers() {
    let to = values.assumingMemoryBound(to: Int.self)
    let all = UnsafeBufferPointer(start: x.assumingMemoryBound(to: Int.self), count: count * n)
    var (least, most) = (all.first ?? 0, all.first ?? 0)
    for value in all { (least, most) = (min(least, value), max(most, value)) }
    guard most.subtractingReportingOverflow(least).overflow == false,
      most - least < Int(UInt32.max)
    else { return sort(Int.self, WideEntry.self) }
    let flip: UInt32 = descending ? .max : 0
    forEach(Int.self, NarrowEntry.self, room: 2 * n) { line, first, room in
      for i in 0..<n {
        room[i] = NarrowEntry(UInt32(truncatingIfNeeded: line[i &* step] &- least) ^ flip, i)
      }
      let sorted = Radix.sort(room, room + n, n)
      for i in 0..<n {
        let (entry, at) = (sorted[i], first &+ i &* step)
        to[at] = Int(entry.key ^ flip) &+ least
        indices[at] = entry.index
      }
    }
  }

  /// A line is read once: what is better than the worst of the best `kept` so far goes to a list,
  /// and when that is full, all but its best `kept` are dropped.
  func top<T: Keyed, E: Entry>(_: T.Type, _: E.Type, _ isSorted: Bool) where T.Key == E.Key {
    if kept <= Lines.few { return topFew(T.self, E.self) }
    let flip: T.Key = descending ? .max : 0
    let capacity = min(n, kept + max(kept, 32))
    let to = values.assumingMemoryBound(to: T.self)
    forEach(T.self, E.self, room: capacity + kept) { line, first, list in
      for i in 0..<capacity { list[i] = E(line[i &* step].key ^ flip, i) }
      var (held, i) = (capacity, capacity)
      while i < n {
        Selection.moveLeastToFront(list, held, kept)
        held = kept
        let worst = list[kept - 1]
        let bar = line[worst.index &* step]
        while i < n && held < capacity {
          let end = min(n, i &+ Lines.block)
          if step == 1 && end &- i == Lines.block && !isAnyBetter(line + i, bar) {
            i = end
            continue
          }
          while i < end && held < capacity {
            let entry = E(line[i &* step].key ^ flip, i)
            if entry < worst {
              list[held] = entry
              held &+= 1
            }
            i &+= 1
          }
        }
      }
      Selection.moveLeastToFront(list, held, kept)
      let best = isSorted ? Radix.sort(list, list + capacity, kept) : list
      for j in 0..<kept {
        let (index, at) = (best[j].index, first &+ j &* step)
        to[at] = line[index &* step]
        indices[at] = index
      }
    }
  }

  /// As `top`, for so few that the list is best kept in order: what is better goes to its place.
  private func topFew<T: Keyed, E: Entry>(_: T.Type, _: E.Type) where T.Key == E.Key {
    let flip: T.Key = descending ? .max : 0
    let to = values.assumingMemoryBound(to: T.self)
    forEach(T.self, E.self, room: kept) { line, first, list in
      for i in 0..<kept { list[i] = E(line[i &* step].key ^ flip, i) }
      Selection.insert(list, 0, kept - 1)
      var (i, bar) = (kept, line[list[kept - 1].index &* step])
      while i < n {
        let end = min(n, i &+ Lines.block)
        if step == 1 && end &- i == Lines.block && !isAnyBetter(line + i, bar) {
          i = end
          continue
        }
        while i < end {
          let entry = E(line[i &* step].key ^ flip, i)
          if entry < list[kept - 1] {
            var j = kept - 1
            while j > 0 && entry < list[j - 1] {
              list[j] = list[j - 1]
              j &-= 1
            }
            list[j] = entry
          }
          i &+= 1
        }
        bar = line[list[kept - 1].index &* step]
      }
      for j in 0..<kept {
        let (index, at) = (list[j].index, first &+ j &* step)
        to[at] = line[index &* step]
        indices[at] = index
      }
    }
  }

  private static let few = 24
  private static let block = 32

  /// Whether an element of a block may be better than `bar`: a NaN always may.
  @inline(always)
  private func isAnyBetter<T: Keyed>(_ x: UnsafeMutablePointer<T>, _ bar: T) -> Bool {
    var found: UInt8 = 0
    if descending {
      for j in 0..<Lines.block { found |= x[j] <= bar ? 0 : 1 }
    } else {
      for j in 0..<Lines.block { found |= x[j] >= bar ? 0 : 1 }
    }
    return found != 0
  }
}

/// Sorting by digits: the entries go to the buckets of their last digit, then of the one before, and
/// so on.
private enum Radix {
  /// Sorts `count` entries by their keys, in `a` or `b`, and says which. Those of one key keep their
  /// order.
  @inline(never)
  static func sort<E: Entry>(
    _ a: UnsafeMutablePointer<E>, _ b: UnsafeMutablePointer<E>, _ count: Int
  ) -> UnsafeMutablePointer<E> {
    if count <= 40 {
      Selection.insert(a, 0, count - 1)
      return a
    }
    let bits = count < 1 << 14 ? 8 : 11
    let (mask, passes) = ((1 << bits) - 1, (E.Key.bitWidth + bits - 1) / bits)
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: passes << bits) { buckets in
      guard let buckets = buckets.baseAddress else { return a }
      buckets.initialize(repeating: 0, count: passes << bits)
      for i in 0..<count {
        var key = a[i].key
        for pass in 0..<passes {
          buckets[pass << bits + Int(truncatingIfNeeded: key) & mask] &+= 1
          key >>= E.Key(bits)
        }
      }
      var (from, to) = (a, b)
      for pass in 0..<passes {
        let (bucket, shift) = (buckets + pass << bits, E.Key(pass * bits))
        // A digit that all share orders nothing.
        if bucket[Int(truncatingIfNeeded: from[0].key >> shift) & mask] == count { continue }
        var start: UInt32 = 0
        for digit in 0...mask { (bucket[digit], start) = (start, start &+ bucket[digit]) }
        for i in 0..<count {
          let entry = from[i]
          let digit = Int(truncatingIfNeeded: entry.key >> shift) & mask
          to[Int(bucket[digit])] = entry
          bucket[digit] &+= 1
        }
        swap(&from, &to)
      }
      return from
    }
  }
}

/// The least of entries of which no two are equal.
private enum Selection {
  /// Moves the least `k` of `count` entries to the front, the greatest of them to place k − 1.
  @inline(never)
  static func moveLeastToFront<E: Entry>(_ a: UnsafeMutablePointer<E>, _ count: Int, _ k: Int) {
    var (low, high) = (0, count - 1)
    while high - low > 16 {
      // Around the middle one of three, the smaller to the left, the greater to the right.
      let (x, y, z) = (a[low], a[(low + high) / 2], a[high])
      let pivot = max(min(x, y), min(max(x, y), z))
      var (i, j) = (low, high)
      while i <= j {
        while a[i] < pivot { i &+= 1 }
        while pivot < a[j] { j &-= 1 }
        if i <= j {
          (a[i], a[j]) = (a[j], a[i])
          i &+= 1
          j &-= 1
        }
      }
      if k - 1 <= j {
        high = j
      } else if k - 1 >= i {
        low = i
      } else {
        return
      }
    }
    insert(a, low, high)
  }

  /// Sorts the few entries low ... high.
  @inline(always)
  static func insert<E: Entry>(_ a: UnsafeMutablePointer<E>, _ low: Int, _ high: Int) {
    if high <= low { return }
    for i in (low + 1)...high {
      let entry = a[i]
      var j = i
      while j > low && entry < a[j - 1] {
        a[j] = a[j - 1]
        j &-= 1
      }
      a[j] = entry
    }
  }
}
