/// Turns bytes as they arrive, in pieces of any size, into frames.
public struct FrameDecoder: Sendable {
  private let token: UInt64
  private let largest: Int
  private var pending: [UInt8] = []

  /// `token` is the request's; a frame without it is no frame of this run. No frame may be longer than
  /// `largest` bytes, nor hold an array that takes up more as `Double`s.
  public init(token: UInt64, largest: Int = WireFormat.largestFrame) {
    self.token = token
    self.largest = min(largest, WireFormat.largestFrame)
  }

  /// Takes more bytes and hands over the frames they complete, also those that came before an error.
  /// After an error the stream is lost: nothing that follows can be trusted.
  public mutating func decode(
    _ bytes: some Sequence<UInt8>, _ take: (Frame) -> Void
  ) throws(WireError) {
    pending.append(contentsOf: bytes)
    var start = 0
    defer { pending.removeFirst(start) }
    while pending.count - start >= 4 {
      let length = (0..<4).reversed().reduce(0) { $0 << 8 | Int(pending[start + $1]) }
      guard length <= largest else { throw .tooLarge }
      guard pending.count - start - 4 >= length else { break }
      let body = Array(pending[start + 4..<start + 4 + length])
      start += 4 + length
      take(try WireFormat.decodeFrame(body, token: token, largest: largest))
    }
  }

  /// Bytes of a frame that has begun and not ended.
  public var pendingCount: Int { pending.count }
}
