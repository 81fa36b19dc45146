import Foundation
import LessonPacks
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The student's file as it was at one moment. What is judged is these bytes, never the file again.
public struct StudentSource: Sendable, Equatable {
  /// The bytes, or nil where the file is no source.
  public let bytes: Data?
  /// Why there are none.
  public let unreadable: UnreadableSource?
  /// SHA-256 of the bytes; empty where there are none.
  public let hash: String
  /// What the system said when the file could not be read: whoever wrote it, it is not their fault.
  public let systemsWords: String?

  /// Twenty times what a lesson's answer is, and little enough to be looked at line by line.
  public static let largest = 256 << 10

  /// A file that could be read; its bytes are taken as they are.
  public init(bytes: Data) {
    self.bytes = bytes
    self.unreadable = nil
    self.hash = SHA256.hex(bytes)
    self.systemsWords = nil
  }

  /// A file that could not be read, with the system's words if it gave any.
  public init(unreadable: UnreadableSource, systemsWords: String? = nil) {
    self.bytes = nil
    self.systemsWords = systemsWords
    self.unreadable = unreadable
    self.hash = ""
  }

  /// Reads `file` once, following no link.
  public static func read(_ file: URL) -> StudentSource {
    var status = stat()
    guard lstat(file.path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR
        ? StudentSource(unreadable: .missing) : refused(file)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return StudentSource(unreadable: .directory)
    case S_IFLNK: return StudentSource(unreadable: .symbolicLink)
    default: return StudentSource(unreadable: .notAFile)
    }
    let descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return refused(file) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard let bytes = try? handle.read(upToCount: largest + 1) ?? Data() else {
      return refused(file)
    }
    return judgeBytes(bytes, size: Int(status.st_size))
  }

  /// The source that `bytes` are, of a file of `size` bytes that was perhaps not read to its end.
  public static func judgeBytes(_ bytes: Data, size: Int) -> StudentSource {
    if bytes.count > largest {
      return StudentSource(unreadable: .tooLarge(bytes: max(size, bytes.count), limit: largest))
    }
    guard let text = String(data: bytes, encoding: .utf8), !bytes.contains(0) else {
      return StudentSource(unreadable: .notUTF8)
    }
    if text.allSatisfy(\.isWhitespace) { return StudentSource(unreadable: .empty) }
    return StudentSource(bytes: bytes)
  }

  /// By the words of the system's last error.
  private static func refused(_ file: URL) -> StudentSource {
    let reason = String(cString: strerror(errno))
    return StudentSource(
      unreadable: .refused(reason), systemsWords: "\(file.path) cannot be read: \(reason)")
  }
}
