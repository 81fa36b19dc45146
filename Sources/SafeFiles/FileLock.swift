import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file or a folder that one process has for itself. The kernel drops the lock when the process
/// ends, however it ends, so a crash leaves none behind.
public final class FileLock: Sendable {
  /// Why it could not be locked.
  public enum Failure: Error, Equatable {
    /// It cannot be opened or made; the system's words.
    case cannotOpen(reason: String)
    /// It is another user's.
    case notOwn
    /// Another process has it, or the file system knows no locks. The number is the one that its
    /// holder wrote into it, if it wrote any.
    case taken(holder: Int32?)
  }

  private let descriptor: Int32

  /// Locks `file`, and makes it where there is none.
  ///
  /// With `notesHolder` this process's number is written into it, for whoever comes and finds it taken:
  /// a courtesy for their message, on which the lock does not depend.
  public init(file: URL, notesHolder: Bool = false) throws(Failure) {
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotOpen(reason: lastSystemReason()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = notesHolder ? Self.readHolder(descriptor) : nil
      close(descriptor)
      throw .taken(holder: holder)
    }
    if notesHolder { Self.writeHolder(descriptor) }
  }

  /// Locks a folder that is there; a link to one is refused.
  ///
  /// With `waits` it waits for as long as another process has it. With `mustBeOwn` another user's is
  /// left alone.
  public init(folder: URL, waits: Bool = false, mustBeOwn: Bool = false) throws(Failure) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(reason: lastSystemReason()) }
    if mustBeOwn {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid() else {
        close(descriptor)
        throw .notOwn
      }
    }
    guard flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .taken(holder: nil)
    }
  }

  deinit {
    release()
    close(descriptor)
  }

  /// Unlocks, and does not only close: a program that is being started at this moment still has what
  /// this one has open, and would hold the lock for as long.
  public func release() { flock(descriptor, LOCK_UN) }

  private static func readHolder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
  }

  private static func writeHolder(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }
}
