import Foundation
import PackSamples
import TestSupport
import Testing

@testable import Judge

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that was started before its input is known.
@Suite struct WaitingProgramTests {
  /// `sh` with this script after a sign that it runs, in a folder of its own by which its processes are found.
  private static func shell(
    _ script: String
  ) async throws -> (WaitingProgram, folder: TemporaryFolder) {
    let folder = TemporaryFolder()
    let process = ContainedProcess(
      jail: try await BuiltPrograms.toolchain().jail, program: "/bin/sh",
      arguments: ["-c", "touch ran; \(script)"], environment: ["PATH": "/usr/bin:/bin"],
      workingDirectory: folder.path)
    return (try WaitingProgram(process), folder)
  }

  private static func run(
    _ program: WaitingProgram
  ) async throws -> (ending: ProcessEnding, output: String, error: String) {
    let (output, error) = (Capture(limit: 4096), Capture(limit: 4096))
    let ending = try await program.run(
      ContainedProcess.Listeners(onOutput: output.append, onError: error.append))
    return (ending, output.text, error.text)
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
    #expect(program.feed(Array("fed\n".utf8)))
    let result = try await Self.run(program)
    #expect(result.ending == .exited(3))
    #expect(result.output == "early\nfed\n")
    #expect(result.error == "late\n")
    #expect(!program.feed([1]), "it was fed twice")
  }

  @Test func oneThatHasEndedTakesNothing() async throws {
    let (program, folder) = try await Self.shell("exit 0")
    defer { folder.remove() }
    try await Self.untilItRuns(in: folder)
    while !program.stopper.isGone { try await Task.sleep(for: .milliseconds(5)) }
    #expect(!program.feed(Array("too late".utf8)))
    await program.end()
  }

  @Test func whatDoesNotFitIsRefusedAndEndsIt() async throws {
    let (program, folder) = try await Self.shell("sleep 600")
    defer { folder.remove() }
    #expect(!program.feed([UInt8](repeating: 0, count: 1 << 21)))
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
    #expect(program.feed([]))
    let run = Task { try await Self.run(program).ending }
    try await Self.untilItRuns(in: folder)
    run.cancel()
    await #expect(throws: JudgeError.cancelled) { try await run.value }
    #expect(!Self.isRunning(in: folder))
  }
}
