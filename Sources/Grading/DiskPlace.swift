import Foundation
import Reports
import SafeFiles
import UntrustedText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A place on the disk by the bytes of its path: what a student called a file need not be text.
public struct DiskPlace: Sendable, Hashable {
  enum Kind: Equatable {
    case file(size: Int)
    case folder, link, other
  }

  /// Without a slash at its end.
  let path: [UInt8]

  private init(path: [UInt8]) { self.path = path }

  /// What a shell hands over of a name that is not UTF-8 has signs in the place of the bytes: the first
  /// entry that reads alike is meant.
  public init(_ url: URL) {
    let url = url.standardizedFileURL
    var bytes = Array(url.path.utf8)
    while bytes.count > 1, bytes.last == Self.slash { bytes.removeLast() }
    self.init(path: bytes)
    guard kind == nil, name.unicodeScalars.contains("\u{FFFD}") else { return }
    let folder = DiskPlace(url.deletingLastPathComponent())
    let wanted = String(decoding: nameBytes, as: UTF8.self)
    let found = (try? folder.entries().get())?.first {
      String(decoding: $0.nameBytes, as: UTF8.self) == wanted
    }
    if let found { self = found }
  }

  private static let slash = UInt8(ascii: "/")

  func appending(_ name: [UInt8]) -> DiskPlace {
    DiskPlace(path: path + (path.last == Self.slash ? [] : [Self.slash]) + name)
  }

  var nameBytes: [UInt8] { Array(path[(path.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...]) }

  /// The last part of the path; see `text(of:)`.
  var name: String { Self.text(of: nameBytes) }

  var parent: DiskPlace {
    let end = path.lastIndex(of: Self.slash) ?? 0
    return DiskPlace(path: Array(path[..<max(end, 1)]))
  }

  /// The path as an error shows it.
  var shown: String { VisibleText.line(Self.text(of: path), limit: 1000) }

  /// Bytes that are no UTF-8 as `\xE9`, so that they can be told apart.
  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte in
      byte < 0x80
        ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// Nil where there is nothing, or nothing that we may see. A link is one, and is not followed.
  var kind: Kind? {
    var status = stat()
    guard withCPath({ lstat($0, &status) }) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// What a folder holds, by the bytes of the names, or why it cannot be opened.
  func entries() -> Result<[DiskPlace], Trouble> {
    guard let folder = withCPath({ opendir($0) }) else { return .failure(Trouble()) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
      // Where it lies: a copy would take more bytes than a short name has.
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let text = UnsafeRawPointer(entry).advanced(by: offset)
        .assumingMemoryBound(to: CChar.self)
      names.append((0..<strlen(text)).map { UInt8(bitPattern: text[$0]) })
    }
    return .success(
      names.filter { $0 != Array(".".utf8) && $0 != Array("..".utf8) }
        .sorted { $0.lexicographicallyPrecedes($1) }.map(appending))
  }

  /// The bytes of a file, at most `limit`, or why they cannot be read.
  func read(upTo limit: Int) -> Result<Data, Trouble> {
    do {
      return .success(try BoundedRead(path: path, upTo: limit).bytes)
    } catch {
      return .failure(Trouble(number: Self.number(of: error)))
    }
  }

  private static func number(of failure: BoundedRead.Failure) -> Int32 {
    switch failure {
    case .missing: ENOENT
    case .folder: EISDIR
    case .link: ELOOP
    case .notAFile: EINVAL
    case .refused(let number): number
    }
  }

  /// What the system said last.
  struct Trouble: Error {
    var number = errno
    var reason: String { String(cString: strerror(number)) }
  }

  private func withCPath<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    let text = path.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      // A path is never empty: it ends with its zero.
      guard let start = buffer.baseAddress else { preconditionFailure("a path without its end") }
      return body(start)
    }
  }
}
