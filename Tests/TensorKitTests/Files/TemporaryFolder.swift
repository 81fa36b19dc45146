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

/// A file without the care that TensorKit takes, for tests that write thousands.
enum PlainFile {
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw TemporaryFolder.Refused() }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw TemporaryFolder.Refused()
    }
  }
}
