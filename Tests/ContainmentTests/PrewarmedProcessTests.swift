import Foundation
import TestSupport
import Testing

@testable import Containment

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that was started before its input is known.
@Suite struct PrewarmedProcessTests {
  /// `sh` with this script after a sign that it runs, in a folder of its own by which its processes are found.
  private static func shell(
    _ script: String
  ) async throws -> (PrewarmedProcess, folder: TemporaryFolder) {
    let folder = TemporaryFolder()
    let process = SandboxedProcess(
      jail: BuiltPrograms.program("byhand-jail").path, program: "/bin/sh",
      arguments: ["-c", "touch ran; \(script)"], environment: ["PATH": "/usr/bin:/bin"],
      workingDirectory: folder.path)
    return (try PrewarmedProcess(process), folder)
  }

  private static func run(
    _ program: PrewarmedProcess
  ) async throws -> (status: TerminationStatus, output: String, error: String) {
    let (output, error) = (OutputBuffer(limit: 4096), OutputBuffer(limit: 4096))
    let status = try await program.run(
      OutputHandlers(onOutput: output.append, onError: error.append))
    return (status, output.text, error.text)
  }

  private static func untilItRuns(in folder: TemporaryFolder) async throws {
    while !folder.entries.contains("ran") {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private static func isRunning(in folder: TemporaryFolder) -> Bool {
    BuiltPrograms.processes(of: folder.path) != []
  }

  @Test func itReadsWhatItIsFedAndIsHeardFromThenOn() async throws {
    let (program, folder) = try await Self.shell("echo early; cat; echo late >&2; exit 3")
    defer { folder.remove() }
    try await Self.untilItRuns(in: folder)
    #expect(program.writeInput(Array("fed\n".utf8)))
    let result = try await Self.run(program)
    #expect(result.status == .exited(3))
    #expect(result.output == "early\nfed\n")
    #expect(result.error == "late\n")
    #expect(!program.writeInput([1]), "it was fed twice")
  }

  @Test func oneThatHasEndedTakesNothing() async throws {
    let (program, folder) = try await Self.shell("exit 0")
    defer { folder.remove() }
    try await Self.untilItRuns(in: folder)
    while !program.terminator.hasExited { try await Task.sleep(for: .milliseconds(5)) }
    #expect(!program.writeInput(Array("too late".utf8)))
    await program.end()
  }

  @Test func whatDoesNotFitIsRefusedAndEndsIt() async throws {
    let (program, folder) = try await Self.shell("sleep 600")
    defer { folder.remove() }
    #expect(!program.writeInput([UInt8](repeating: 0, count: 1 << 21)))
    await program.end()
    #expect(!Self.isRunning(in: folder))
  }

  @Test func nothingIsLeftOfOneThatNobodyFed() async throws {
    for script in ["cat", "trap '' TERM; sleep 600", "yes"] {
      let (program, folder) = try await Self.shell(script)
      defer { folder.remove() }
      try await Self.untilItRuns(in: folder)
      await program.end()
      #expect(!Self.isRunning(in: folder), "\(script)")
      await program.end()
    }
  }

  @Test func cancellingStopsOneThatWasFed() async throws {
    let (program, folder) = try await Self.shell("cat; sleep 600")
    defer { folder.remove() }
    #expect(program.writeInput([]))
    let run = Task { try await Self.run(program).status }
    try await Self.untilItRuns(in: folder)
    run.cancel()
    await #expect(throws: ContainmentError.cancelled) { try await run.value }
    #expect(!Self.isRunning(in: folder))
  }
}
