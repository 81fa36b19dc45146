#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How PyTorch fills a run of memory: which draws it makes, in which order, rounded where.
///
/// The words of the engine go to the memory itself, or to a block that stays in the first cache, and
/// become numbers there in vectors.
extension RandomState {
  /// As many words or values as are drawn and turned into others at a time.
  private static let block = 2048

  /// `count` values uniform over [low, high). One word each.
  ///
  /// PyTorch on x86 with AVX2 compiles `u·(high − low) + low` into one fused multiply-add; rounding
  /// twice would differ in the last bit of about half the values.
  mutating func uniform(
    _ count: Int, to out: UnsafeMutablePointer<Float>, _ low: Double = 0, _ high: Double = 1
  ) {
    let from = Float(low)
    let width = Float(high) - from
    for start in stride(from: 0, to: count, by: Self.block) {
      let (values, run) = (out + start, min(Self.block, count - start))
      values.withMemoryRebound(to: UInt32.self, capacity: run) { words(run, to: $0) }
      for i in 0..<run {
        // Through Int32, which the processor converts in vectors, and which holds 24 bits.
        let unit = Float(Int32(bitPattern: values[i].bitPattern & 0xFF_FFFF)) * 0x1p-24
        values[i] = from.addingProduct(unit, width)
      }
    }
  }

  /// As above in double precision. Two words each.
  mutating func uniform(
    _ count: Int, to out: UnsafeMutablePointer<Double>, _ low: Double = 0, _ high: Double = 1
  ) {
    let width = high - low
    for start in stride(from: 0, to: count, by: Self.block) {
      let (values, run) = (out + start, min(Self.block, count - start))
      values.withMemoryRebound(to: UInt32.self, capacity: 2 * run) { words(2 * run, to: $0) }
      for i in 0..<run { values[i] = low.addingProduct(Self.unit(values[i].bitPattern), width) }
    }
  }

  /// What two words are in [0, 1), read as one number of the machine: there the first is low.
  @inline(__always)
  private static func unit(_ pair: UInt64) -> Double {
    let word = (pair << 32 | pair >> 32) & 0x1F_FFFF_FFFF_FFFF
    return Double(Int64(bitPattern: word)) * 0x1p-53
  }

  /// `count` draws that are 1 with probability `p` and 0 otherwise. Two words each.
  mutating func bernoulli(_ count: Int, to out: UnsafeMutablePointer<Float>, _ p: Double) {
    chosen(count, out, p, 1, 0)
  }

  mutating func bernoulli(_ count: Int, to out: UnsafeMutablePointer<Double>, _ p: Double) {
    chosen(count, out, p, 1, 0)
  }

  mutating func bernoulli(_ count: Int, to out: UnsafeMutablePointer<Int>, _ p: Double) {
    chosen(count, out, p, 1, 0)
  }

  mutating func bernoulli(_ count: Int, to out: UnsafeMutablePointer<Bool>, _ p: Double) {
    chosen(count, out, p, true, false)
  }

  @inline(__always)
  private mutating func chosen<T>(
    _ count: Int, _ out: UnsafeMutablePointer<T>, _ p: Double, _ yes: T, _ no: T
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.block) { pairs in
      guard let pairs = pairs.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.block) {
        let (values, run) = (out + start, min(Self.block, count - start))
        pairs.withMemoryRebound(to: UInt32.self, capacity: 2 * run) { words(2 * run, to: $0) }
        for i in 0..<run { values[i] = Self.unit(pairs[i]) < p ? yes : no }
      }
    }
  }

  /// `count` integers in low ..< high.
  mutating func integers(_ count: Int, to out: UnsafeMutablePointer<Int>, _ low: Int, _ high: Int) {
    // Wrapping: high − low may exceed Int.max, and is then right as an unsigned number.
    let range = UInt64(bitPattern: Int64(high &- low))
    if range >= 1 << 28 {
      for i in 0..<count { out[i] = integer(from: low, range: range) }
      return
    }
    // The remainder without a division: of word/range the fraction, in 64 bits, times the range.
    // Lemire et al., arXiv:1902.01961.
    let inverse = UInt64.max / range &+ 1
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.block) { drawn in
      guard let drawn = drawn.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.block) {
        let (values, run) = (out + start, min(Self.block, count - start))
        words(run, to: drawn)
        for i in 0..<run {
          values[i] = low &+ Int((UInt64(drawn[i]) &* inverse).multipliedFullWidth(by: range).high)
        }
      }
    }
  }

  /// 0 ..< count in random order (Fisher and Yates from the front). count − 1 words.
  mutating func permutation(_ count: Int, to out: UnsafeMutablePointer<Int>) {
    for i in 0..<count { out[i] = i }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.block) { drawn in
      guard let drawn = drawn.baseAddress else { return }
      for start in stride(from: 0, to: count - 1, by: Self.block) {
        let run = min(Self.block, count - 1 - start)
        words(run, to: drawn)
        for i in 0..<run {
          let (at, left) = (start + i, count - start - i)
          let other = at + (left >> 32 == 0 ? Int(drawn[i] % UInt32(left)) : Int(drawn[i]) % left)
          (out[at], out[other]) = (out[other], out[at])
        }
      }
    }
  }

  /// `count` values of the exponential distribution of rate `rate`. Two words each.
  mutating func exponential(_ count: Int, to out: UnsafeMutablePointer<Double>, _ rate: Double) {
    let factor = -1 / rate
    uniform(count, to: out)
    for i in 0..<count { out[i] = factor * log1p(-out[i]) }
  }

  /// As above, rounded.
  mutating func exponential(_ count: Int, to out: UnsafeMutablePointer<Float>, _ rate: Double) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { drawn in
      guard let drawn = drawn.baseAddress else { return }
      for start in stride(from: 0, to: count, by: Self.block) {
        let run = min(Self.block, count - start)
        exponential(run, to: drawn, rate)
        for i in 0..<run { out[start + i] = Float(drawn[i]) }
      }
    }
  }
}
