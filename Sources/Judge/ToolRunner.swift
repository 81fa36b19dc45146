import Foundation

/// Starts the toolchain's programs for one build, limited as everything that reads a student's file.
struct ToolRunner: Sendable {
  var toolchain: Toolchain
  /// Where they work; what they write lies below it.
  var folder: URL
  /// What they read besides the toolchain and that folder, and what they write besides it.
  var sources: [String] = []
  var caches: [URL] = []

  /// How the program ended, and what it printed on both streams, up to a megabyte.
  ///
  /// Throws `cannotRun` where the jail could not start it, and `cancelled`.
  func run(
    _ program: String, _ arguments: [String]
  ) async throws(JudgeError) -> (ending: ProcessEnding, text: String) {
    let capture = Capture(limit: 1 << 20)
    let process = ContainedProcess(
      jail: toolchain.jail, program: program, arguments: arguments,
      environment: ["PATH": toolchain.binaries + ":/usr/bin:/bin", "TMPDIR": folder.path],
      workingDirectory: folder.path,
      limits: limits, secondsLimit: 60)
    let ending = try await process.run(onOutput: capture.append, onError: capture.append)
    if Task.isCancelled { throw .cancelled }
    if ending == .notStarted {
      throw .cannotRun(program: program, reason: String(capture.text.suffix(400)))
    }
    return (ending, capture.text)
  }

  /// A compiler runs nothing of what it reads, but it can be led to read, write and use up a lot.
  private var limits: ProcessLimits {
    var limits = ProcessLimits(
      cpuSeconds: 60, memoryBytes: 6 << 30, fileBytes: 256 << 20, openFiles: 1024)
    limits.mayStartProcesses = false
    guard toolchain.landlock > 0 else { return limits }
    limits.readable = PlatformBuild.readableByTools(toolchain) + sources
    limits.writable = [folder.path] + caches.map(\.path)
    return limits
  }
}
