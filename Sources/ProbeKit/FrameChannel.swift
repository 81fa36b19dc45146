import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sends frames, whole and at once: a scenario that dies leaves everything recorded before it.
struct FrameChannel {
  var descriptor: Int32
  var token: UInt64

  func send(_ frame: Frame) { writeAll(WireFormat.encode(frame, token: token), to: descriptor) }
}

/// Writes all bytes, or as many as a reader that went away lets through.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return }
    rest = rest.dropFirst(written)
  }
}
