import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tells when a file may have changed. Events of the system wake it where there are any; a look at
/// the file's size, time and inode decides, so that a file system without events still works.
final class SourceWatcher {
  private let file: URL
  private var seen: Signature?
  private let events: FolderEvents?

  init(file: URL) {
    self.file = file
    self.seen = Signature(file)
    self.events = FolderEvents(folder: file.deletingLastPathComponent())
  }

  /// Readable when something happened in the file's folder; nil where the system has no events.
  var descriptor: Int32? { events?.descriptor }

  /// How long to sleep at most before looking again, in seconds.
  var pollInterval: Double { events == nil ? 0.25 : 1 }

  /// Whether the file is another one than at the last look.
  func hasChanged() -> Bool {
    events?.drain()
    let now = Signature(file)
    defer { seen = now }
    return now != seen
  }

  /// Waits for a change, for at most so many seconds.
  func waitForChange(seconds: Double) -> Bool {
    let end = ProcessInfo.processInfo.systemUptime + seconds
    while ProcessInfo.processInfo.systemUptime < end {
      if hasChanged() { return true }
      var wait = [pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)]
      poll(&wait, 1, Int32(pollInterval * 1000))
    }
    return false
  }

  /// What a save changes even if it keeps the size within one second.
  private struct Signature: Equatable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int

    init?(_ file: URL) {
      var status = stat()
      guard lstat(file.path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      #if os(Linux)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
      #else
        seconds = status.st_mtimespec.tv_sec
        nanoseconds = status.st_mtimespec.tv_nsec
      #endif
    }
  }
}

extension [SourceWatcher] {
  /// Whether any file is another one than at the last look. Each is asked: one that has changed must
  /// know that it was seen.
  func haveChanged() -> Bool { map { $0.hasChanged() }.contains(true) }
}
