import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that somebody else filled: deeper than a path may be long, closed to its owner, with
/// names that are no text. No link in it is followed.
public struct UntrustedFolder {
  /// Beyond this depth or number of entries a folder counts as endless.
  private static let deepest = 64
  private static let mostEntries = 20_000

  private let path: String

  /// The folder at `path`, which need not be there.
  public init(path: String) { self.path = path }

  /// What its files take up on the disk, in bytes; `Int.max` where that has no end.
  public var size: Int {
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return 0 }
    defer { close(top) }
    var entries = 0
    return Self.size(top, depth: 0, &entries)
  }

  private static func size(_ folder: Int32, depth: Int, _ entries: inout Int) -> Int {
    var sum = 0
    for name in names(in: folder) {
      entries += 1
      if entries > mostEntries || depth > deepest { return .max }
      var status = stat()
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      sum += Int(status.st_blocks) * 512
      guard status.st_mode & S_IFMT == S_IFDIR else { continue }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      let below = size(inner, depth: depth + 1, &entries)
      close(inner)
      if below == .max { return .max }
      sum += below
    }
    return sum
  }

  /// Removes it with all that is in it, and says whether nothing is left.
  @discardableResult
  public func remove() -> Bool {
    try? FileManager.default.removeItem(atPath: path)
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return errno == ENOENT }
    defer { close(top) }
    var moved = 0
    // Every round takes one level away: what is in a folder moves to the top, and the folder goes.
    for _ in 0..<100_000 {
      let names = Self.names(in: top)
      if names.isEmpty { break }
      let before = moved
      let removed = names.count { Self.lower($0, in: top, &moved) }
      if removed == 0 && moved == before { break }
    }
    return rmdir(path) == 0
  }

  /// Removes one entry of `top`; what a folder held comes out of it first.
  private static func lower(_ name: [CChar], in top: Int32, _ moved: inout Int) -> Bool {
    if unlinkat(top, name, 0) == 0 { return true }
    _ = fchmodat(top, name, 0o700, 0)
    let folder = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    for inner in names(in: folder) where unlinkat(folder, inner, 0) != 0 {
      // A folder that goes elsewhere is written to: its `..` changes.
      _ = fchmodat(folder, inner, 0o700, 0)
      if renameat(folder, inner, top, "byhand-moved-\(moved)") == 0 { moved += 1 }
    }
    return unlinkat(top, name, Int32(AT_REMOVEDIR)) == 0
  }

  /// Names as the system has them, which need not be text.
  private static func names(in folder: Int32) -> [[CChar]] {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = fdopendir(own) else { return [] }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != [46, 0] && name != [46, 46, 0] { names.append(name) }
      if names.count > mostEntries { break }
    }
    return names
  }
}
