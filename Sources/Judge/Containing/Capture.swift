import Foundation

/// Bytes collected from a program, up to a limit.
final class Capture: @unchecked Sendable {
  private let lock = NSLock()
  private var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func append(_ more: [UInt8]) {
    lock.withLock { bytes.append(contentsOf: more.prefix(max(0, limit - bytes.count))) }
  }

  var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }
}
