import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes whole files so that a reader, or a crash at any moment, sees the old bytes or the new ones.
public enum AtomicFile {
  /// What becomes of a file that has the name already.
  public enum Existing: Sendable {
    /// The new one takes its place.
    case isReplaced
    /// It stays as it is, and counts as written: what another process put there is equal.
    case stays
  }

  /// Writes to a neighbour, then gives it the name `url`.
  ///
  /// - `durable`: the bytes and the folder are on the disk when this returns, so that a machine that
  ///   loses its power has them too.
  /// - `neighbours`: the folder that the unfinished file lies in, on the same file system; by default
  ///   that of `url`. What a killed process leaves there goes with `sweep`.
  /// - `mode`: the permissions that the file is made with, before the process's mask.
  public static func write(
    _ data: Data, to url: URL, durable: Bool, neighbours: URL? = nil, mode: mode_t = 0o644,
    existing: Existing = .isReplaced
  ) throws(FileTrouble) {
    let folder = neighbours ?? url.deletingLastPathComponent()
    let temporary = folder.appendingPathComponent(temporaryName(url.lastPathComponent)).path
    // Two threads may write one file at a time: the name is one process's, not one thread's.
    let trouble = turn.withLock { _ -> FileTrouble? in
      // A dead process that had this one's number may have left it.
      unlink(temporary)
      let done =
        write(data, to: temporary, mode: mode, flushes: durable)
        && name(temporary, url.path, existing)
      guard !done else { return nil }
      let trouble = FileTrouble(path: url.path, reason: lastSystemReason())
      unlink(temporary)
      return trouble
    }
    if let trouble { throw trouble }
    if durable { flushFolder(url.deletingLastPathComponent().path) }
  }

  /// Removes what processes that are gone were writing into `folder`.
  public static func sweep(_ folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names {
      guard let writer = writer(of: name), kill(writer, 0) != 0, errno == ESRCH else { continue }
      unlink(folder.appendingPathComponent(name).path)
    }
  }

  private static let turn = Mutex(())

  /// In bytes: with what is put around it, a name that file systems allow.
  private static let longestName = 200

  /// `.NAME.PROCESS.tmp`
  private static func temporaryName(_ name: String) -> String {
    var name = Substring(name)
    while name.utf8.count > longestName { name = name.dropLast() }
    return ".\(name).\(getpid()).tmp"
  }

  private static func writer(of name: String) -> pid_t? {
    guard name.hasPrefix("."), name.hasSuffix(".tmp") else { return nil }
    let parts = name.split(separator: ".")
    guard parts.count >= 3, let writer = pid_t(parts[parts.count - 2]), writer > 0 else {
      return nil
    }
    return writer
  }

  /// Gives the file at `temporary` its name; says whether it has it, with `errno` set where not.
  private static func name(_ temporary: String, _ path: String, _ existing: Existing) -> Bool {
    switch existing {
    case .isReplaced: return rename(temporary, path) == 0
    case .stays:
      guard link(temporary, path) == 0 || errno == EEXIST else { return false }
      unlink(temporary)
      return true
    }
  }

  /// Says whether all of it was written, with `errno` set where not.
  private static func write(
    _ data: Data, to path: String, mode: mode_t, flushes: Bool
  ) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return false }
    let isWritten = write(data, to: descriptor) && (!flushes || fsync(descriptor) == 0)
    let reason = errno
    // A file system over a network may say only now that there is no room.
    let isClosed = close(descriptor) == 0 || errno == EINTR
    if !isWritten { errno = reason }
    return isWritten && isClosed
  }

  private static func write(_ data: Data, to descriptor: Int32) -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
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
