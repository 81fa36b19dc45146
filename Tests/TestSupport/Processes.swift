import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension BuiltPrograms {
  /// Processes whose command line or working folder speaks of `path`.
  public static func processes(of path: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.filter { Int($0) != nil }.filter { entry in
      let line = bytes(of: "/proc/\(entry)/cmdline")
      let folder = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(entry)/cwd")
      return String(decoding: line, as: UTF8.self).contains(path) || folder?.hasPrefix(path) == true
    }
  }

  /// The name of a process; empty if there is none of that number.
  public static func name(ofProcess number: some CustomStringConvertible) -> String {
    let name = try? String(contentsOfFile: "/proc/\(number)/comm", encoding: .utf8)
    return name?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }

  /// Foundation on Linux loses four kilobytes for each empty file it reads, and a thread of the
  /// kernel has an empty command line: enough to hide what a judge loses.
  private static func bytes(of file: String) -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
