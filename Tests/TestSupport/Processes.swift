import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension BuiltPrograms {
  /// Processes whose command line or working folder speaks of `path`, those of one `name` alone where it
  /// is given. The name is looked at first: some ask again and again.
  public static func processes(of path: String, named name: String? = nil) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let wanted = Array(path.utf8)
    return entries.filter { Int($0) != nil }.filter { entry in
      if let name, self.name(ofProcess: entry) != name { return false }
      if bytes(of: "/proc/\(entry)/cmdline", most: 65_536).firstRange(of: wanted) != nil {
        return true
      }
      let folder = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(entry)/cwd")
      return folder?.hasPrefix(path) == true
    }
  }

  /// The name of a process; empty if there is none of that number.
  public static func name(ofProcess number: some CustomStringConvertible) -> String {
    String(decoding: bytes(of: "/proc/\(number)/comm", most: 64).prefix { $0 != 10 }, as: UTF8.self)
  }

  /// Foundation on Linux loses four kilobytes for each empty file it reads, and a thread of the
  /// kernel has an empty command line: enough to hide what a judge loses.
  private static func bytes(of file: String, most: Int) -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: most)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
