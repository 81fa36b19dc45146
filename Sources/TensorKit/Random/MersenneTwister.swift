/// MT19937, the engine under PyTorch's CPU generator.
///
/// Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). PyTorch seeds it with the low
/// 32 bits of the seed, so seeds that differ only above bit 31 draw the same numbers.
struct MersenneTwister {
  private static let size = 624
  private static let middle = 397

  private var words: [UInt32]
  private var next: Int

  init(seed: UInt64) {
    var word = UInt32(truncatingIfNeeded: seed)
    var words = [word]
    words.reserveCapacity(Self.size)
    for i in 1..<Self.size {
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(i)
      words.append(word)
    }
    self.words = words
    next = Self.size
  }

  /// The next word, uniform over 0 ..< 2³².
  mutating func draw() -> UInt32 {
    if next == Self.size { twist() }
    defer { next += 1 }
    return Self.tempered(words[next])
  }

  /// Writes the next `count` words to `target`.
  ///
  /// In runs of what is left in the state: the loop holds no test of where it is, and is compiled into
  /// vectors.
  mutating func draw(_ count: Int, to target: UnsafeMutablePointer<UInt32>) {
    var done = 0
    while done < count {
      if next == Self.size { twist() }
      let run = min(count - done, Self.size - next)
      let to = target + done
      words.withUnsafeBufferPointer { words in
        for i in 0..<run { to[i] = Self.tempered(words[next + i]) }
      }
      next += run
      done += run
    }
  }

  @inline(__always)
  private static func tempered(_ word: UInt32) -> UInt32 {
    var word = word
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    word ^= word >> 18
    return word
  }

  /// Three loops in place of one with indices modulo the size.
  private mutating func twist() {
    words.withUnsafeMutableBufferPointer { words in
      let wrap = Self.size - Self.middle
      for i in 0..<wrap {
        words[i] = words[i + Self.middle] ^ Self.twisted(words[i], words[i + 1])
      }
      for i in wrap..<Self.size - 1 {
        words[i] = words[i - wrap] ^ Self.twisted(words[i], words[i + 1])
      }
      let last = Self.size - 1
      words[last] = words[last - wrap] ^ Self.twisted(words[last], words[0])
    }
    next = 0
  }

  @inline(__always)
  private static func twisted(_ word: UInt32, _ following: UInt32) -> UInt32 {
    let joined = (word & 0x8000_0000) | (following & 0x7FFF_FFFF)
    return (joined >> 1) ^ ((0 &- (joined & 1)) & 0x9908_B0DF)
  }
}
