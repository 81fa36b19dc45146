import Foundation
import TestSupport

/// Bad versions of good inputs, the same ones for the same seed.
struct Mutator {
  private var numbers: SeededGenerator
  private let seeds: [[UInt8]]
  /// Numbers and words at which readers change their minds.
  private let tokens: [[UInt8]]

  init(seed: UInt64, of seeds: [[UInt8]], tokens: [String] = []) {
    numbers = SeededGenerator(seed: (seed &+ Self.shift) &* 0x9E37_79B9_7F4A_7C15)
    self.seeds = seeds
    self.tokens =
      [
        [0], [0xff], [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0x7f],
        [0xc3, 0x28],
      ]
      + tokens.map { Array($0.utf8) }
  }

  /// How many inputs a test makes: few, or as many as `BYHAND_FUZZ` says.
  static let rounds =
    ProcessInfo.processInfo.environment["BYHAND_FUZZ"].flatMap(Int.init) ?? 2000

  /// Other inputs in another run: `BYHAND_FUZZ_SEED=2`.
  private static let shift =
    ProcessInfo.processInfo.environment["BYHAND_FUZZ_SEED"].flatMap(UInt64.init) ?? 0

  mutating func next() -> [UInt8] {
    var bytes = seeds[below(seeds.count)]
    for _ in 0...below(4) { change(&bytes) }
    return bytes
  }

  mutating func below(_ limit: Int) -> Int {
    let number = numbers.next()
    return limit <= 1 ? 0 : Int((number >> 11) % UInt64(limit))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = below(bytes.count + 1)
    let length = min(below(16) + 1, bytes.count - at)
    switch below(8) {
    case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(below(8))
    case 1 where at < bytes.count: bytes[at] = UInt8(below(256))
    case 2: bytes.removeSubrange(at..<at + length)
    case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: below(bytes.count + 1))
    case 4: bytes.insert(contentsOf: tokens[below(tokens.count)], at: at)
    case 5:
      let token = tokens[below(tokens.count)]
      bytes.replaceSubrange(at..<min(bytes.count, at + token.count), with: token)
    case 6: bytes.removeSubrange(at...)
    default:
      let other = seeds[below(seeds.count)]
      let from = below(other.count + 1)
      bytes.replaceSubrange(at..<at + length, with: other[from..<min(other.count, from + 64)])
    }
  }
}
