import LessonPacks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Paths are bytes, and ours are texts: bytes that are no UTF-8 would be read as another path, and
/// what was meant for one folder be kept in another.
enum PathBytes {
  /// The variables that name folders.
  static let variables = [
    "BYHAND_WORKSPACE", "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR",
  ]

  /// Throws `notUTF8` for the first argument, variable or current folder that is no UTF-8, and
  /// `noCurrentFolder` where that was removed: a relative path then leads nowhere.
  static func check() throws(ProcessTrouble) {
    for index in 0..<Int(CommandLine.argc) {
      guard let bytes = CommandLine.unsafeArgv[index] else { continue }
      if let shown = mended(bytes) { throw .notUTF8(.argument, shown) }
    }
    for name in variables {
      guard let bytes = getenv(name) else { continue }
      if let shown = mended(bytes) { throw .notUTF8(.variable(name), shown) }
    }
    if let folder = getcwd(nil, 0) {
      defer { free(folder) }
      if let shown = mended(folder) { throw .notUTF8(.currentFolder, shown) }
    } else if errno == ENOENT {
      throw .noCurrentFolder
    }
  }

  /// The bytes with a mark for each that is no text; nil where they are UTF-8.
  private static func mended(_ bytes: UnsafePointer<CChar>) -> String? {
    String(validatingCString: bytes) == nil ? String(cString: bytes) : nil
  }

  /// Where such bytes came from.
  enum Origin: Equatable {
    case argument
    case variable(String)
    case currentFolder
  }
}
