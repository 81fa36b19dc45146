import Foundation

/// Where in the student's file a build's process died, from the addresses it left.
struct CrashPlace: Sendable, Equatable {
  /// The line of the student's file nearest to the trap.
  var line: Int?
  /// The file that the line is in.
  var file: String?
  /// What the compiler knows of a trap without a message, for example `arithmetic overflow`.
  var reason: String?
  /// The same call over and over.
  var isEndlessRecursion = false

  /// Asks the toolchain's symbolizer about the addresses. Without one, the runtime's message has to
  /// do.
  static func find(
    _ stack: [UInt64], library: String, studentFile: String, otherFile: String? = nil,
    toolchain: Toolchain
  ) async -> CrashPlace {
    let symbolizer = toolchain.binaries + "/llvm-symbolizer"
    guard !stack.isEmpty, FileManager.default.isExecutableFile(atPath: symbolizer) else {
      return CrashPlace()
    }
    let capture = Capture(limit: 1 << 20)
    let addresses = stack.prefix(64).map { "0x" + String($0, radix: 16) }
    var limits = ProcessLimits(cpuSeconds: 10, memoryBytes: 4 << 30, openFiles: 256)
    limits.mayStartProcesses = false
    if toolchain.landlock > 0 {
      limits.readable = PlatformBuild.readable(toolchain) + [library, toolchain.probe]
    }
    let process = ContainedProcess(
      jail: toolchain.jail, program: symbolizer,
      arguments: ["--obj=" + library, "--output-style=LLVM", "--no-demangle"] + addresses,
      environment: [:], workingDirectory: "/",
      limits: limits, secondsLimit: 10)
    _ = try? await process.run(onOutput: capture.append, onError: { _ in })
    var place = CrashPlace(
      symbolizer: capture.text, studentFile: studentFile, otherFile: otherFile)
    place.isEndlessRecursion = stack.count > 100 && Set(stack).count < stack.count / 4
    return place
  }

  /// Reads pairs of lines, a function's name and `path:line:column`, innermost first.
  init(symbolizer text: String, studentFile: String, otherFile: String? = nil) {
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
        name == studentFile || name == otherFile
      else { continue }
      self.line = row
      self.file = name
      return
    }
  }

  init() {}
}
