// Attack: opens the channel from its other end and reads what was sent.
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
  let back = open("/proc/self/fd/3", O_RDONLY | O_NONBLOCK)
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = back < 0 ? 0 : read(back, &bytes, bytes.count)
  if count > 0 {
    send(Array(bytes[..<count]), to: 3)
    if let token = token(in: bytes) { forge(token) }
  }
  return x
}
