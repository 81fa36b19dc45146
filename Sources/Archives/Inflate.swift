/// Unpacks DEFLATE (RFC 1951), never to more than it was allowed.
struct Inflate {
  private let input: ArraySlice<UInt8>
  private var position: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  private let allowance: Int
  private let limits: ArchiveLimits

  /// What `packed` unpacks to, and the index behind its last byte.
  static func unpacked(
    _ packed: ArraySlice<UInt8>, allowance: Int, _ limits: ArchiveLimits
  ) throws(ArchiveError) -> (bytes: [UInt8], end: Int) {
    var inflate = Inflate(packed, allowance, limits)
    try inflate.run()
    return (inflate.output, inflate.position)
  }

  private init(_ input: ArraySlice<UInt8>, _ allowance: Int, _ limits: ArchiveLimits) {
    self.input = input
    self.position = input.startIndex
    self.allowance = allowance
    self.limits = limits
  }

  private mutating func run() throws(ArchiveError) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try decode(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let (literals, distances) = try dynamicCodes()
        try decode(literals, distances)
      default: throw .damaged("a block of no known kind")
      }
    }
    // Whole bytes that were read ahead belong to what follows.
    position -= bitCount / 8
  }

  private mutating func take(_ count: Int) throws(ArchiveError) -> Int {
    while bitCount < count {
      guard position < input.endIndex else { throw .damaged("it ends too early") }
      bits |= UInt32(input[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = Int(bits & ((1 << UInt32(count)) - 1))
    bits >>= UInt32(count)
    bitCount -= count
    return value
  }

  private mutating func emit(_ byte: UInt8) throws(ArchiveError) {
    guard output.count < allowance else { throw .tooLarge(limit: limits.bytes) }
    output.append(byte)
  }

  private mutating func copyStored() throws(ArchiveError) {
    position -= bitCount / 8
    bits = 0
    bitCount = 0
    let length = try take(16)
    let complement = try take(16)
    guard length == ~complement & 0xFFFF else { throw .damaged("a stored block's length") }
    guard position + length <= input.endIndex else { throw .damaged("it ends too early") }
    guard output.count + length <= allowance else { throw .tooLarge(limit: limits.bytes) }
    output += input[position..<position + length]
    position += length
  }

  private mutating func symbol(_ code: PrefixCode) throws(ArchiveError) -> Int {
    var word = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      word |= try take(1)
      let count = code.counts[length]
      if word - count < first { return code.symbols[index + word - first] }
      index += count
      first = (first + count) << 1
      word <<= 1
    }
    throw .damaged("a code that stands for nothing")
  }

  private mutating func decode(
    _ literals: PrefixCode, _ distances: PrefixCode
  ) throws(ArchiveError) {
    while true {
      let symbol = try symbol(literals)
      if symbol == 256 { return }
      if symbol < 256 {
        try emit(UInt8(symbol))
        continue
      }
      guard symbol - 257 < Self.lengthBase.count else { throw .damaged("a length of no kind") }
      let length = Self.lengthBase[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
      let kind = try self.symbol(distances)
      guard kind < Self.distanceBase.count else { throw .damaged("a distance of no kind") }
      let distance = Self.distanceBase[kind] + (try take(Self.distanceBits[kind]))
      guard distance <= output.count else { throw .damaged("a distance to before its beginning") }
      for _ in 0..<length { try emit(output[output.count - distance]) }
    }
  }

  private mutating func dynamicCodes() throws(ArchiveError) -> (PrefixCode, PrefixCode) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let codeCount = try take(4) + 4
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<codeCount { lengths[Self.codeOrder[index]] = try take(3) }
    let lengthCode = try PrefixCode(lengths)
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      let symbol = try symbol(lengthCode)
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last else { throw .damaged("a repetition of nothing") }
        all += [Int](repeating: last, count: 3 + (try take(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try take(3)))
      default: all += [Int](repeating: 0, count: 11 + (try take(7)))
      }
    }
    guard all.count == literalCount + distanceCount else { throw .damaged("too many lengths") }
    return (
      try PrefixCode(Array(all[..<literalCount])), try PrefixCode(Array(all[literalCount...]))
    )
  }

  private static let codeOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
  private static let fixedLiterals = PrefixCode(
    unchecked: [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
      + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8))
  private static let fixedDistances = PrefixCode(unchecked: [Int](repeating: 5, count: 30))
}

/// A canonical prefix code: how many symbols there are of each length, and the symbols in its order.
struct PrefixCode {
  let counts: [Int]
  let symbols: [Int]

  /// Throws `damaged` for more codes than their lengths leave room for.
  init(_ lengths: [Int]) throws(ArchiveError) {
    self.init(unchecked: lengths)
    var room = 1
    for length in 1...15 {
      room = room * 2 - counts[length]
      if room < 0 { throw .damaged("more codes than there can be") }
    }
  }

  /// Counted in one pass: a hostile archive may hold a code every few bytes.
  init(unchecked lengths: [Int]) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[length] += 1 }
    var next = [Int](repeating: 0, count: 16)
    for length in 1..<15 { next[length + 1] = next[length] + counts[length] }
    var symbols = [Int](repeating: 0, count: next[15] + counts[15])
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[next[length]] = symbol
      next[length] += 1
    }
    self.counts = counts
    self.symbols = symbols
  }
}
