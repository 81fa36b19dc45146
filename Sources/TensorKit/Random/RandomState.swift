#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The engine and the one normal it may hold back: all that a generator remembers.
///
/// Each method says how many 32-bit words it takes, because the order of words is what makes a
/// seed reproduce PyTorch.
struct RandomState {
  private var engine: MersenneTwister
  private var heldNormal: Double?

  init(seed: UInt64) {
    engine = MersenneTwister(seed: seed)
  }

  /// One word.
  mutating func word() -> UInt32 { engine.draw() }

  /// The next `count` words.
  mutating func words(_ count: Int, to target: UnsafeMutablePointer<UInt32>) {
    engine.draw(count, to: target)
  }

  /// Two words, the first one high.
  mutating func doubleWord() -> UInt64 {
    let high = UInt64(engine.draw())
    return high << 32 | UInt64(engine.draw())
  }

  /// Uniform over [0, 1) in steps of 2⁻²⁴. One word.
  mutating func uniformFloat() -> Float {
    Float(word() & 0xFF_FFFF) * 0x1p-24
  }

  /// Uniform over [0, 1) in steps of 2⁻⁵³. Two words.
  mutating func uniformDouble() -> Double {
    Double(doubleWord() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53
  }

  /// True with probability `p`. Two words.
  mutating func bernoulli(_ p: Double) -> Bool {
    uniformDouble() < p
  }

  /// An integer in `low` ..< `low + range`. One word, two from a range of 2²⁸ on.
  mutating func integer(from low: Int, range: UInt64) -> Int {
    let drawn = range >= 1 << 28 ? doubleWord() : UInt64(word())
    return low &+ Int(truncatingIfNeeded: drawn % range)
  }

  /// A standard normal by Box and Muller in double precision. Four words for a pair; the second
  /// of the pair is held back for the next call.
  mutating func normal() -> Double {
    if let held = heldNormal {
      heldNormal = nil
      return held
    }
    let angle = 2 * Double.pi * uniformDouble()
    let radius = (-2 * log1p(-uniformDouble())).squareRoot()
    heldNormal = radius * sin(angle)
    return radius * cos(angle)
  }
}
