#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a folder holds.
enum FolderListing {
  /// The names directly in the folder at `path`, sorted.
  static func names(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths of all files below the folder at `path`, seen from there.
  static func files(_ path: String) -> [String] {
    names(path).flatMap { name -> [String] in
      let below = files("\(path)/\(name)")
      return below.isEmpty ? [name] : below.map { "\(name)/\($0)" }
    }
  }
}
