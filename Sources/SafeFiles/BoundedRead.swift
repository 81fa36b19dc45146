import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stranger's file read once: no link is followed, nothing that is no file is waited for, and no more
/// is taken than was asked for.
public struct BoundedRead: Sendable, Equatable {
  /// Why nothing was read.
  public enum Failure: Error, Equatable {
    case missing
    case folder
    case link
    /// A pipe, a device, a socket.
    case notAFile
    /// The system does not give it; its number of the error.
    case refused(Int32)
  }

  /// The first bytes of the file, at most as many as were asked for.
  public let bytes: Data
  /// How many the file has in all.
  public let size: Int

  /// Reads at most `limit` bytes.
  public init(_ file: URL, upTo limit: Int) throws(Failure) {
    try self.init(path: Array(file.path.utf8), upTo: limit)
  }

  /// Reads at most `limit` bytes of the file at the path of these bytes, which need not be text.
  public init(path: [UInt8], upTo limit: Int) throws(Failure) {
    let path = path.map { CChar(bitPattern: $0) } + [0]
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .refused(errno)
    }
    if let failure = Self.failure(status) { throw failure }
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw errno == ELOOP ? .link : .refused(errno) }
    defer { close(descriptor) }
    // Something else may have taken the name meanwhile.
    guard fstat(descriptor, &status) == 0 else { throw .refused(errno) }
    if let failure = Self.failure(status) { throw failure }
    bytes = try Self.read(descriptor, upTo: limit)
    size = Int(status.st_size)
  }

  private static func failure(_ status: stat) -> Failure? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .notAFile
    }
  }

  private static func read(_ descriptor: Int32, upTo limit: Int) throws(Failure) -> Data {
    var bytes = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Foundation.read(descriptor, &piece, min(piece.count, limit - bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .refused(errno) }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return bytes
  }
}
