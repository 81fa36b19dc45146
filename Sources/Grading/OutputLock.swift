import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps a folder of grades for one process. The kernel drops the lock when the process ends, however
/// it ends.
final class OutputLock {
  private let descriptor: Int32

  /// Throws `occupied` while another process has the folder.
  init(_ folder: URL) throws(GradingError) {
    let path = folder.appendingPathComponent(".lock").path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .occupied(folder: folder.path)
    }
  }

  deinit {
    release()
    close(descriptor)
  }

  /// Unlocks, and does not only close: a program that is being started at this moment still has what
  /// this one has open, and would hold the lock for as long.
  func release() { flock(descriptor, LOCK_UN) }
}
