import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes whole files so that a reader, or a crash at any moment, sees the old bytes or the new ones.
enum AtomicFile {
  /// Writes to a neighbour, flushes it to the disk, renames it over `url` and flushes the folder.
  static func write(_ data: Data, to url: URL) throws(WorkspaceError) {
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).\(getpid()).tmp")
    do {
      try writeThrough(data, to: temporary.path)
    } catch {
      unlink(temporary.path)
      throw .cannotWrite(file: url.path, reason: error.reason)
    }
    guard rename(temporary.path, url.path) == 0 else {
      let reason = SystemReason.current
      unlink(temporary.path)
      throw .cannotWrite(file: url.path, reason: reason.reason)
    }
    flushFolder(url.deletingLastPathComponent().path)
  }

  /// Removes what processes that are gone were writing into `folder`.
  static func sweep(_ folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
      let parts = name.split(separator: ".")
      guard parts.count >= 3, let writer = Int32(parts[parts.count - 2]), writer > 0,
        kill(writer, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  private static func writeThrough(_ data: Data, to path: String) throws(SystemReason) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .current }
    defer { close(descriptor) }
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        throw .current
      }
      rest = rest.dropFirst(written)
    }
    guard fsync(descriptor) == 0 else { throw .current }
  }

  /// A rename is only safe once its folder is on the disk; a file system that cannot do this is
  /// no reason to fail the write that has already happened.
  private static func flushFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// The system's words for the last failed call.
struct SystemReason: Error {
  var reason: String

  static var current: SystemReason { SystemReason(reason: String(cString: strerror(errno))) }
}
