import Containment
import Foundation

/// Starts the toolchain's programs for one build, limited as everything that reads a student's file.
struct ToolRunner: Sendable {
  var toolchain: Toolchain
  /// Where they work; what they write lies below it.
  var folder: URL
  /// What they read besides the toolchain and that folder, and what they write besides it.
  var sources: [String] = []
  var caches: [URL] = []
  /// When the first program for this file was started, on the clock of `Uptime.now`.
  var start = Uptime.now()

  /// Runs the program to its end.
  ///
  /// Throws `cannotRun` where the jail could not start it, and `cancelled`.
  func run(_ program: String, _ arguments: [String]) async throws(JudgeError) -> ToolEnd {
    let terminator = ProcessTerminator()
    let end = try await end(terminator) { handlers throws(ContainmentError) in
      try await process(program, arguments).run(terminator: terminator) { handlers }
    }
    if end.status == .notStarted {
      throw .cannotRun(program: program, reason: String(end.text.suffix(400)))
    }
    return end
  }

  /// What a program printed on both streams, and how it ended, at the latest when its time is up.
  private func end(
    _ terminator: ProcessTerminator,
    _ run: (OutputHandlers) async throws(ContainmentError) -> TerminationStatus
  ) async throws(JudgeError) -> ToolEnd {
    let buffer = OutputBuffer(limit: 1 << 20)
    let alarm = terminator.alarm(after: ToolEnd.timeout)
    defer { alarm.cancel() }
    let status = try await JudgeError.wrapping { () async throws(ContainmentError) in
      try await run(OutputHandlers(onOutput: buffer.append, onError: buffer.append))
    }
    if Task.isCancelled { throw .cancelled }
    return ToolEnd(status: status, text: buffer.text, wasStopped: terminator.wasStopped)
  }

  /// The program as it is contained, on no clock yet.
  func process(_ program: String, _ arguments: [String]) -> SandboxedProcess {
    SandboxedProcess(
      jail: toolchain.sandbox.jail, program: program, arguments: arguments,
      environment: ["PATH": toolchain.binaries + ":/usr/bin:/bin", "TMPDIR": folder.path],
      workingDirectory: folder.path, policy: policy)
  }

  /// Waits for a program that has been fed, and returns what `run` returns; nil where the program
  /// cannot be had, and another must be started.
  ///
  /// Throws `cancelled`.
  func run(_ waiting: PrewarmedProcess) async throws(JudgeError) -> ToolEnd? {
    do throws(JudgeError) {
      let end = try await end(waiting.terminator, waiting.run)
      return end.status == .notStarted ? nil : end
    } catch {
      if Task.isCancelled { throw .cancelled }
      return nil
    }
  }

  /// A compiler runs nothing of what it reads, but it can be led to read, write and use up a lot.
  private var policy: SandboxPolicy {
    var policy = SandboxPolicy(
      cpuSeconds: ToolEnd.processorLimit(after: Uptime.now() - start), memoryBytes: 1 << 30,
      fileBytes: 256 << 20,
      openFiles: 1024)
    policy.allowsFork = false
    return toolchain.sandbox.policy(
      policy, reading: toolchain.readableByTools + sources,
      writing: [folder.path] + caches.map(\.path))
  }
}
