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
    var trimmed = Substring(path)
    while trimmed.hasPrefix("./") { trimmed = trimmed.dropFirst(2) }
    let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isSafe = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
        && part.unicodeScalars.allSatisfy { scalar in
          scalar != "\\" && scalar != ":" && scalar != "\u{FFFD}" && breaksNoLine(scalar)
        }
    }
    guard isSafe, !parts.isEmpty, parts.count <= 20 else { throw .unsafePath(path) }
    return parts
  }

  /// Neither a control character, of either set, nor an end of a line.
  private static func breaksNoLine(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// May be drawn: nothing that moves a cursor, ends a line or turns the direction of writing.
  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    breaksNoLine(scalar) && scalar.properties.generalCategory != .format
  }
}
