import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Holds a student's folder for one tutor. The kernel drops the lock when the process ends, however
/// it ends, so a crash leaves none behind.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Unlocks, and does not only close: a program that is being started at this moment still has what
  /// this one has open, and would hold the lock for as long.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Throws `occupied` while another process holds the folder.
  public static func acquire(_ folder: StudentFolder) throws(WorkspaceError) -> FolderLock {
    let path = folder.lockFile.path
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(file: path, reason: SystemReason.current.reason)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = readHolder(descriptor)
      close(descriptor)
      throw .occupied(folder: folder.root.path, process: holder)
    }
    writeHolder(descriptor)
    return FolderLock(descriptor: descriptor)
  }

  private static func readHolder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
  }

  /// The number is a courtesy for the message above; the lock itself does not depend on it.
  private static func writeHolder(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }
}
