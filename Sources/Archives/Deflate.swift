/// Packs bytes with DEFLATE (RFC 1951): what was there within the last 32 kB is pointed at, in one
/// block of the format's fixed codes. The same bytes give the same packed bytes.
struct Deflate {
  private let input: [UInt8]
  private var output: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0
  /// Where three bytes of this hash began last, and before each place the one before it; -1 is none.
  private var latest = [Int](repeating: -1, count: 1 << 15)
  private var earlier: [Int]

  static func packed(_ input: [UInt8]) -> [UInt8] {
    var deflate = Deflate(input)
    deflate.run()
    return deflate.output
  }

  private init(_ input: [UInt8]) {
    self.input = input
    self.earlier = [Int](repeating: -1, count: input.count)
  }

  private mutating func run() {
    put(1, 1)  // The last block,
    put(1, 2)  // with the fixed codes.
    var index = 0
    while index < input.count {
      let found = repetition(at: index)
      if let found {
        putRepetition(found)
      } else {
        putSymbol(Int(input[index]))
      }
      let end = index + (found?.length ?? 1)
      while index < end {
        remember(index)
        index += 1
      }
    }
    putSymbol(256)
    if bitCount > 0 { put(0, 8 - bitCount) }
  }

  private struct Repetition {
    var length: Int
    var distance: Int
  }

  /// The longest of the 64 latest places that begin alike; of two as long, the nearer.
  private func repetition(at index: Int) -> Repetition? {
    guard let key = hash(index) else { return nil }
    var best: Repetition?
    var place = latest[key]
    var tries = 64
    let longest = min(258, input.count - index)
    while place >= 0, index - place <= 32768, tries > 0 {
      var length = 0
      while length < longest, input[place + length] == input[index + length] { length += 1 }
      if length >= 3, length > best?.length ?? 0 {
        best = Repetition(length: length, distance: index - place)
      }
      if length == longest { break }
      place = earlier[place]
      tries -= 1
    }
    return best
  }

  private func hash(_ index: Int) -> Int? {
    guard index + 2 < input.count else { return nil }
    let word =
      UInt32(input[index]) | UInt32(input[index + 1]) << 8 | UInt32(input[index + 2]) << 16
    return Int((word &* 0x9E37_79B1) >> 17)
  }

  private mutating func remember(_ index: Int) {
    guard let key = hash(index) else { return }
    earlier[index] = latest[key]
    latest[key] = index
  }

  private mutating func putRepetition(_ found: Repetition) {
    let length = Self.kind(of: found.length, in: Inflate.lengthBase)
    putSymbol(257 + length)
    put(found.length - Inflate.lengthBase[length], Inflate.lengthBits[length])
    let distance = Self.kind(of: found.distance, in: Inflate.distanceBase)
    putCode(distance, 5)
    put(found.distance - Inflate.distanceBase[distance], Inflate.distanceBits[distance])
  }

  private static func kind(of value: Int, in bases: [Int]) -> Int {
    var kind = bases.count - 1
    while bases[kind] > value { kind -= 1 }
    return kind
  }

  /// A byte, a length or the block's end (256), in its fixed code (RFC 1951, 3.2.6).
  private mutating func putSymbol(_ symbol: Int) {
    switch symbol {
    case 0..<144: putCode(0x30 + symbol, 8)
    case 144..<256: putCode(0x190 + symbol - 144, 9)
    case 256..<280: putCode(symbol - 256, 7)
    default: putCode(0xC0 + symbol - 280, 8)
    }
  }

  /// Codes begin with their highest bit, numbers with their lowest.
  private mutating func putCode(_ code: Int, _ count: Int) {
    var turned = 0
    for bit in 0..<count { turned |= (code >> bit & 1) << (count - 1 - bit) }
    put(turned, count)
  }

  private mutating func put(_ value: Int, _ count: Int) {
    bits |= UInt64(value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }
}
