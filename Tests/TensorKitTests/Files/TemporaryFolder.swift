#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of its own for one test, gone with the object.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/tensorkit.XXXXXX\0".utf8CString)
    guard let made = mkdtemp(&template) else { throw Refused() }
    path = String(cString: made)
  }

  struct Refused: Error {}

  /// The names of what is in it, sorted.
  var contents: [String] {
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

  deinit {
    for name in contents { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
