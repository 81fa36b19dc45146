// Attack: looks for the run's token in its own memory, and forges with it.
// Expect: garbled or wrong
// Target: triples
import Glibc
import TensorKit

/// The channel's format without the run's token: length, token, kind, fields.
func frame(_ kind: UInt8, _ fields: [UInt8], token: UInt64 = 0) -> [UInt8] {
  let body = (0..<8).map { UInt8(truncatingIfNeeded: token >> ($0 * 8)) } + [kind] + fields
  return text(count: body.count) + body
}

func text(count: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } }
func text(_ string: String) -> [UInt8] { text(count: string.utf8.count) + Array(string.utf8) }
func number(_ value: Double) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
}
func send(_ bytes: [UInt8], to descriptor: Int32) { _ = write(descriptor, bytes, bytes.count) }

/// The token that stands before `kind` and the name of the running check, in any copy of a frame.
func token(in bytes: [UInt8]) -> UInt64? {
  let mark: [UInt8] = [2] + text("triples")
  guard bytes.count > mark.count + 8 else { return nil }
  for start in 8..<(bytes.count - mark.count) where bytes[start] == 2 {
    guard Array(bytes[start..<start + mark.count]) == mark else { continue }
    return (0..<8).reduce(0) { $0 | UInt64(bytes[start - 8 + $1]) << UInt64($1 * 8) }
  }
  return nil
}

/// A scalar called y, and the end of the check.
func forge(_ token: UInt64) {
  send(frame(3, text("y") + [3] + number(3), token: token), to: 3)
  send(frame(4, text("triples") + number(0), token: token), to: 3)
}

func triple(_ x: Tensor) -> Tensor {
  guard let maps = fopen("/proc/self/maps", "r") else { return x }
  var ranges: [(UInt, UInt)] = []
  var line = [CChar](repeating: 0, count: 512)
  while fgets(&line, 512, maps) != nil {
    let words = String(
      decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self
    )
    .split(separator: " ")
    let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
    if words[1].hasPrefix("rw"), ends.count == 2, ends[1] - ends[0] < 8 << 20 {
      ranges.append((ends[0], ends[1]))
    }
  }
  let memory = open("/proc/self/mem", O_RDONLY)
  for (from, to) in ranges {
    var bytes = [UInt8](repeating: 0, count: Int(to - from))
    guard pread(memory, &bytes, bytes.count, Int(from)) == bytes.count else { continue }
    if let token = token(in: bytes) {
      forge(token)
      break
    }
  }
  return x
}
