import Foundation
import SafeFiles

/// A folder that this process works in for a while. The kernel drops its lock when the process ends,
/// however it ends, so the next one tells what a dead process left from what is in use.
final class HeldFolder {
  let url: URL
  /// Nil on a file system without locks on folders: it has nothing swept from it either.
  private let lock: FileLock?

  /// Makes `PREFIX-…` in `place`, and what is missing above it. First it removes what is nobody's.
  ///
  /// Throws `cannotWrite`.
  init(_ prefix: String, in place: URL) throws(ShelfError) {
    Self.sweep(prefix, in: place)
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: place.path, reason: error.systemReason)
    }
    while true {
      let url = place.appendingPathComponent("\(prefix)-\(UUID().uuidString)", isDirectory: true)
      do {
        try url.makeNewFolder(mode: 0o755)
      } catch {
        throw .cannotWrite(path: error.path, reason: error.reason)
      }
      let lock = try? FileLock(folder: url, waits: true)
      // Another process may have found it before it was locked.
      if FileManager.default.fileExists(atPath: url.path) {
        self.url = url
        self.lock = lock
        return
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Removes this user's folders of that name whose process is gone.
  static func sweep(_ prefix: String, in place: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix(prefix + "-") {
      let url = place.appendingPathComponent(name, isDirectory: true)
      guard let lock = try? FileLock(folder: url, mustBeOwn: true) else { continue }
      withExtendedLifetime(lock) { try? FileManager.default.removeItem(at: url) }
    }
  }
}
