import Foundation
import LessonPacks
import Reports
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the student had written at one moment. What is judged is these bytes, never a file again.
public struct StudentSource: Sendable, Equatable {
  /// All of it in one piece, as it is kept and compared; nil where it is no source.
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

  /// Reads each of `files` once, following no link; the first that is no source says why there is none.
  public static func read(_ files: [URL]) -> StudentSource {
    .all(files.map { ($0.lastPathComponent, read($0)) })
  }

  /// The source that some files are together, each of which has been read.
  public static func all(_ files: [(name: String, source: StudentSource)]) -> StudentSource {
    if let lacking = files.first(where: { $0.source.bytes == nil }) {
      guard files.count > 1, let reason = lacking.source.unreadable else { return lacking.source }
      return StudentSource(
        unreadable: .oneOf(file: lacking.name, reason), systemsWords: lacking.source.systemsWords)
    }
    return StudentSource(
      bytes: StudentWork.whole(of: files.map { ($0.name, $0.source.bytes ?? Data()) }))
  }

  /// Reads `file` once, following no link.
  public static func read(_ file: URL) -> StudentSource {
    do {
      let read = try BoundedRead(file, upTo: largest + 1)
      return judgeBytes(read.bytes, size: read.size)
    } catch {
      switch error {
      case .missing: return StudentSource(unreadable: .missing)
      case .folder: return StudentSource(unreadable: .directory)
      case .link: return StudentSource(unreadable: .symbolicLink)
      case .notAFile: return StudentSource(unreadable: .notAFile)
      case .refused(let number): return refused(file, String(cString: strerror(number)))
      }
    }
  }

  /// The reference solution of a pack, read as a student's file is.
  public static func reference(of pack: Pack) -> StudentSource { read(pack.solutionFiles) }

  /// Each file by itself, as the compiler gets it; nil where there is no source.
  func text(of work: StudentWork) -> StudentText? { bytes.map { StudentText($0, of: work) } }

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

  private static func refused(_ file: URL, _ reason: String) -> StudentSource {
    StudentSource(
      unreadable: .refused(reason), systemsWords: "\(file.path) cannot be read: \(reason)")
  }
}
