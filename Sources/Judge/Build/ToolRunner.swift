import Foundation

/// Starts the toolchain's programs for one build, limited as everything that reads a student's file.
struct ToolRunner: Sendable {
  var toolchain: Toolchain
  /// Where they work; what they write lies below it.
  var folder: URL
  /// What they read besides the toolchain and that folder, and what they write besides it.
  var sources: [String] = []
  var caches: [URL] = []
  /// When the first program for this file was started, on the clock of `LedgerFollower.now`.
  var start = LedgerFollower.now()

  /// Runs the program to its end.
  ///
  /// Throws `cannotRun` where the jail could not start it, and `cancelled`.
  func run(_ program: String, _ arguments: [String]) async throws(JudgeError) -> ToolEnd {
    let capture = Capture(limit: 1 << 20)
    let stopper = ProcessStopper()
    let alarm = stopper.alarm(after: ToolEnd.secondsLimit)
    defer { alarm.cancel() }
    let listeners = ContainedProcess.Listeners(onOutput: capture.append, onError: capture.append)
    let ending = try await process(program, arguments).run(stopper: stopper) { listeners }
    if Task.isCancelled { throw .cancelled }
    if ending == .notStarted {
      throw .cannotRun(program: program, reason: String(capture.text.suffix(400)))
    }
    return ToolEnd(ending: ending, text: capture.text, wasStopped: stopper.wasStopped)
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
  func run(_ waiting: WaitingProgram) async throws(JudgeError) -> ToolEnd? {
    let capture = Capture(limit: 1 << 20)
    let alarm = waiting.stopper.alarm(after: ToolEnd.secondsLimit)
    defer { alarm.cancel() }
    let listeners = ContainedProcess.Listeners(onOutput: capture.append, onError: capture.append)
    let ending = await Result(of: { () async throws(JudgeError) in
      try await waiting.run(listeners)
    })
    if Task.isCancelled { throw .cancelled }
    guard case .success(let ending) = ending, ending != .notStarted else { return nil }
    return ToolEnd(
      ending: ending, text: capture.text, wasStopped: waiting.stopper.wasStopped)
  }

  /// A compiler runs nothing of what it reads, but it can be led to read, write and use up a lot.
  private var limits: ProcessLimits {
    var limits = ProcessLimits(
      cpuSeconds: ToolEnd.processorLimit(after: LedgerFollower.now() - start), memoryBytes: 1 << 30,
      fileBytes: 256 << 20,
      openFiles: 1024)
    limits.mayStartProcesses = false
    guard toolchain.landlock > 0 else { return limits }
    limits.readable = PlatformBuild.readableByTools(toolchain) + sources
    limits.writable = [folder.path] + caches.map(\.path)
    return limits
  }
}
