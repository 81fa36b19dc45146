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
