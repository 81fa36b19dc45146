import Foundation
import SystemReasons

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that this process works in for a while. The kernel drops its lock when the process ends,
/// however it ends, so the next one tells what a dead process left from what is in use.
final class HeldFolder {
  let url: URL
  private let descriptor: Int32

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
      guard mkdir(url.path, 0o755) == 0 else {
        throw .cannotWrite(path: url.path, reason: lastSystemReason())
      }
      let descriptor = Self.open(url)
      // A file system without locks on folders has nothing swept from it either.
      if descriptor >= 0 { flock(descriptor, LOCK_EX) }
      // Another process may have found it before it was locked.
      if FileManager.default.fileExists(atPath: url.path) {
        self.url = url
        self.descriptor = descriptor
        return
      }
      if descriptor >= 0 { close(descriptor) }
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Removes this user's folders of that name whose process is gone.
  static func sweep(_ prefix: String, in place: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix(prefix + "-") {
      let url = place.appendingPathComponent(name, isDirectory: true)
      let descriptor = open(url)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      try? FileManager.default.removeItem(at: url)
    }
  }

  private static func open(_ folder: URL) -> Int32 {
    openFolder(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  }
}

/// The system's `open`, which a method of the same name hides.
private func openFolder(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
