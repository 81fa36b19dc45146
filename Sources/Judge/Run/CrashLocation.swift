import Containment
import Foundation

/// Where in the student's file a build's process died, from the addresses it left.
struct CrashLocation: Sendable, Equatable {
  /// The line of the student's file nearest to the trap.
  var line: Int?
  /// The file that the line is in.
  var file: String?
  /// What the compiler knows of a trap without a message, for example `arithmetic overflow`.
  var reason: String?
  /// The same call over and over.
  var isEndlessRecursion = false

  /// Asks the toolchain's symbolizer about the addresses; `files` are those whose lines may be told. Without one, the runtime's message has to
  /// do.
  static func find(
    _ stack: [UInt64], library: String, files: Set<String>, host: ProbeHost
  ) async -> CrashLocation {
    guard !stack.isEmpty, FileManager.default.isExecutableFile(atPath: host.symbolizer) else {
      return CrashLocation()
    }
    let buffer = OutputBuffer(limit: 1 << 20)
    let addresses = stack.prefix(64).map { "0x" + String($0, radix: 16) }
    var policy = SandboxPolicy(cpuSeconds: 10, memoryBytes: 4 << 30, openFiles: 256)
    policy.allowsFork = false
    policy = host.sandbox.policy(policy, reading: host.readable + [library, host.probe])
    let process = SandboxedProcess(
      jail: host.sandbox.jail, program: host.symbolizer,
      arguments: ["--obj=" + library, "--output-style=LLVM", "--no-demangle"] + addresses,
      environment: [:], workingDirectory: "/",
      policy: policy, timeout: .seconds(10))
    _ = try? await process.run(onOutput: buffer.append, onError: { _ in })
    var location = CrashLocation(
      symbolizer: buffer.text, files: files)
    location.isEndlessRecursion = stack.count > 100 && Set(stack).count < stack.count / 4
    return location
  }

  /// Reads pairs of lines, a function's name and `path:line:column`, innermost first.
  init(symbolizer text: String, files: Set<String>) {
    self.init()
    let lines = text.split(separator: "\n").map(String.init)
    let mark = "Swift runtime failure: "
    if let first = lines.first, let range = first.range(of: mark) {
      reason = String(first[range.upperBound...])
    }
    for line in lines {
      let parts = line.split(separator: ":")
      guard parts.count >= 3, let row = Int(parts[parts.count - 2]), row > 0,
        let name = parts[parts.count - 3].split(separator: "/").last.map(String.init),
        files.contains(name)
      else { continue }
      self.line = row
      self.file = name
      return
    }
  }

  init() {}
}
