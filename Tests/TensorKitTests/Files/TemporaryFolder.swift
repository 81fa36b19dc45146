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
  var contents: [String] { FolderListing.names(path) }

  deinit {
    for name in contents { remove("\(path)/\(name)") }
    rmdir(path)
  }
}
