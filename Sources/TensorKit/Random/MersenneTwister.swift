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
    var word = words[next]
    next += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    word ^= word >> 18
    return word
  }

  private mutating func twist() {
    for i in 0..<Self.size {
      let following = words[(i + 1) % Self.size]
      let joined = (words[i] & 0x8000_0000) | (following & 0x7FFF_FFFF)
      let twisted = (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
      words[i] = words[(i + Self.middle) % Self.size] ^ twisted
    }
    next = 0
  }
}
