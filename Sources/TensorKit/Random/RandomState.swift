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

  /// Two words, the first one high.
  mutating func doubleWord() -> UInt64 {
    let high = UInt64(engine.draw())
    return high << 32 | UInt64(engine.draw())
  }

  /// Uniform over [0, 1) in steps of 2⁻²⁴. One word.
  mutating func uniformFloat() -> Float { Self.unit(word()) }

  /// `count` values as from ``uniformFloat()``, each through `body`. One word each.
  ///
  /// Drawing is a good part of making a model: the words come from the engine in vectors.
  @inline(__always)
  mutating func uniformFloats(_ count: Int, _ body: (Float) -> Float) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { values, initialized in
      engine.draw(count) { values[$0] = body(Self.unit($1)) }
      initialized = count
    }
  }

  private static func unit(_ word: UInt32) -> Float {
    // Through Int32, which the processor converts in vectors, and which holds 24 bits.
    Float(Int32(bitPattern: word & 0xFF_FFFF)) * 0x1p-24
  }

  /// Uniform over [0, 1) in steps of 2⁻⁵³. Two words.
  mutating func uniformDouble() -> Double { Self.unit(doubleWord()) }

  /// `count` values as from ``uniformDouble()``, each through `body`. Two words each.
  @inline(__always)
  mutating func uniformDoubles<T>(_ count: Int, _ body: (Double) -> T) -> [T] {
    let words = [UInt32](unsafeUninitializedCapacity: 2 * count) { words, initialized in
      engine.draw(2 * count) { words[$0] = $1 }
      initialized = 2 * count
    }
    return [T](unsafeUninitializedCapacity: count) { values, initialized in
      words.withUnsafeBufferPointer { words in
        for i in 0..<count {
          let word = UInt64(words[2 * i]) << 32 | UInt64(words[2 * i + 1])
          values.initializeElement(at: i, to: body(Self.unit(word)))
        }
      }
      initialized = count
    }
  }

  private static func unit(_ word: UInt64) -> Double {
    Double(Int64(bitPattern: word & 0x1F_FFFF_FFFF_FFFF)) * 0x1p-53
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
