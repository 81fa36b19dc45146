import UntrustedText

/// What the names in an archive, or in a folder that is about to be copied, may be.
public enum ArchivePaths {
  /// Throws `link`, `special`, `unsafePath` or `duplicate` for the first entry that may not be there.
  public static func checked(
    _ entries: [ArchiveEntry]
  ) throws(ArchiveError) -> [ArchiveEntry] {
    var seen: Set<String> = []
    var folders: Set<String> = []
    for entry in entries {
      let parts = try components(of: entry.path)
      switch entry.kind {
      case .link: throw .link(entry.path)
      case .other: throw .special(entry.path)
      case .file, .folder: break
      }
      let folded = parts.map { $0.lowercased() }
      let parents = (1..<folded.count).map { folded[..<$0].joined(separator: "/") }
      let path = folded.joined(separator: "/")
      if entry.kind == .file {
        guard seen.insert(path).inserted, !folders.contains(path) else {
          throw .duplicate(entry.path)
        }
      } else {
        folders.insert(path)
      }
      folders.formUnion(parents)
      // A file that is also somebody's folder.
      for folder in parents + (entry.kind == .folder ? [path] : []) where seen.contains(folder) {
        throw .duplicate(entry.path)
      }
    }
    return entries
  }

  /// The names that a path is made of, at least one.
  static func components(of path: String) throws(ArchiveError) -> [String] {
    var parts = split(path)[...]
    while parts.count > 1, parts.first == "." { parts = parts.dropFirst() }
    let isSafe = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.count <= longestName
        && !joinsTheSlash(part) && !part.unicodeScalars.contains { isOdd($0) || $0 == "\u{FFFD}" }
    }
    guard isSafe, !parts.isEmpty, parts.count <= deepest else { throw .unsafePath(path) }
    return Array(parts)
  }

  /// Of one name, in bytes: what file systems allow.
  static let longestName = 255
  static let deepest = 20

  /// What stands between the slashes, as a file system sees them: a slash with an accent behind it is
  /// a `Character` of its own, and leads into a folder all the same.
  static func split(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whoever splits the path by Characters would see another one.
  private static func joinsTheSlash(_ part: String) -> Bool { ("/" + part).first != "/" }

  /// Means something else on another system, or cannot be drawn on one line.
  static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\\" || scalar == ":" || VisibleText.isRefusedInNames(scalar)
  }
}
