import Synchronization

/// Bytes collected from a program, up to a limit.
package final class OutputBuffer: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let limit: Int

  /// Keeps the first `limit` bytes.
  package init(limit: Int) { self.limit = limit }

  /// Takes more, as far as there is room.
  package func append(_ more: [UInt8]) {
    bytes.withLock { $0.append(contentsOf: more.prefix(max(0, limit - $0.count))) }
  }

  /// What was collected, with a replacement character for what is no UTF-8.
  package var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
