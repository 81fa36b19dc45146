import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import Judge

/// The programs that are built together with these tests: in the folder of the test bundle.
enum BuiltPrograms {
  static func toolchain() async throws -> Toolchain { try await found.value }

  private static let found = Task {
    try await Toolchain.find(
      environment: ProcessInfo.processInfo.environment, programFolder: try folder())
  }

  static func folder() throws -> URL {
    #if os(Linux)
      let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    #else
      let program = Bundle(for: MiniPack.self).bundlePath
    #endif
    var folder = URL(fileURLWithPath: program)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let jail = folder.appendingPathComponent("byhand-jail").path
      if FileManager.default.isExecutableFile(atPath: jail) { return folder }
    }
    throw JudgeError.programMissing(path: "byhand-jail above \(program)")
  }

  /// Processes whose command line or working folder speaks of `path`.
  static func processes(of path: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.filter { Int($0) != nil }.filter { entry in
      let line = bytes(of: "/proc/\(entry)/cmdline")
      let folder = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(entry)/cwd")
      return String(decoding: line, as: UTF8.self).contains(path) || folder?.hasPrefix(path) == true
    }
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
