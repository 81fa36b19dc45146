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
    var process = process(program, arguments)
    process.secondsLimit = Self.secondsLimit
    let ending = try await process.run(onOutput: capture.append, onError: capture.append)
    if Task.isCancelled { throw .cancelled }
    if ending == .notStarted {
      throw .cannotRun(program: program, reason: String(capture.text.suffix(400)))
    }
    return (ending, capture.text)
  }

  /// The program as it is contained, on no clock yet.
  func process(_ program: String, _ arguments: [String]) -> ContainedProcess {
    ContainedProcess(
      jail: toolchain.jail, program: program, arguments: arguments,
      environment: ["PATH": toolchain.binaries + ":/usr/bin:/bin", "TMPDIR": folder.path],
      workingDirectory: folder.path, limits: limits)
  }

  /// Waits for a program that has been fed, and returns what `run` returns; nil where the program
  /// cannot be had, and another must be started.
  ///
  /// Throws `cancelled`.
  func run(
    _ waiting: WaitingProgram
  ) async throws(JudgeError) -> (ending: ProcessEnding, text: String)? {
    let capture = Capture(limit: 1 << 20)
    let alarm = waiting.stopper.alarm(after: Self.secondsLimit)
    defer { alarm.cancel() }
    let listeners = ContainedProcess.Listeners(onOutput: capture.append, onError: capture.append)
    let ending = await Result(of: { () async throws(JudgeError) in
      try await waiting.run(listeners)
    })
    if Task.isCancelled { throw .cancelled }
    guard case .success(let ending) = ending, ending != .notStarted else { return nil }
    return (ending, capture.text)
  }

  private static let secondsLimit = 60.0

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
