import Glibc

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
