import Containment
import Foundation
import LessonPacks
import PackSamples
import Reports
import Synchronization
import TestSupport
import Testing

@testable import Judge

/// What happens to the judge's own programs is no verdict on the file.
#if os(Linux)
  /// Kills what it is told to, so many times, until it is let go of.
  private final class Killer: Sendable {
    private let isOver = Mutex(false)
    private let met = Mutex<Set<String>>([])

    func start(times: Int, word: String, place: String) {
      Thread.detachNewThread { [self] in
        while !isOver.withLock({ $0 }), met.withLock({ $0.count }) < times {
          for process in BuiltPrograms.processes(of: place, named: word) {
            met.withLock { met in
              guard met.count < times, met.insert(process).inserted else { return }
              kill(pid_t(process) ?? -1, SIGKILL)
            }
          }
          usleep(2000)
        }
      }
    }

    func end() { isOver.withLock { $0 = true } }

    /// How many it has killed.
    var count: Int { met.withLock { $0.count } }
  }

  @Suite struct NotJudgedTests {
    /// A compiler that does something else than to compile.
    private func toolchain(compiler script: String, in mini: MiniPack) async throws -> Toolchain {
      var toolchain = try await BuiltPrograms.toolchain()
      let folder = mini.folder.appendingPathComponent("usr/bin")
      let manager = FileManager.default
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: toolchain.binaries)
      where name != "swift-frontend" {
        try manager.createSymbolicLink(
          atPath: folder.appendingPathComponent(name).path,
          withDestinationPath: toolchain.binaries + "/" + name)
      }
      try manager.createSymbolicLink(
        atPath: mini.folder.appendingPathComponent("usr/lib").path,
        withDestinationPath: toolchain.binaries + "/../lib")
      let compiler = folder.appendingPathComponent("swift-frontend")
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: compiler)
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: compiler.path)
      toolchain.binaries = folder.path
      return toolchain
    }

    private func run(
      _ source: String, _ mini: MiniPack, _ toolchain: Toolchain
    ) async throws -> Report {
      // The reference is there already: what is tried here is the student's run.
      _ = try await mini.report(on: MiniPack.solution)
      let judge = Judge(
        pack: mini.pack, toolchain: toolchain,
        cacheFolder: BuiltPrograms.cache("judge"),
        temporaryFolder: mini.scratch)
      return try await judge.run(StudentSource(bytes: Data(source.utf8)), seed: 7) { _ in }
    }

    /// Kills what matches, in the folder of a test, so many times; on a thread of its own, since the
    /// tasks of other tests may keep all that tasks run on.
    private func killing<Made: Sendable>(
      _ times: Int, _ word: String, in mini: MiniPack,
      _ body: @Sendable () async throws -> Made
    ) async throws -> Made {
      let killer = Killer()
      killer.start(times: times, word: word, place: mini.scratch.path)
      defer { killer.end() }
      let made = try await body()
      #expect(killer.count == times, "too few were killed to say anything")
      return made
    }

    /// Judges a file while its program, and not the reference's, is killed so many times.
    private func killing(_ times: Int, _ mini: MiniPack, _ source: String) async throws -> Report {
      let judge = try await mini.judge()
      let reference = try await judge.reference(seeds: [7])
      let reports = try await killing(times, "byhand-probe", in: mini) {
        try await judge.run(StudentSource(bytes: Data(source.utf8)), against: reference)
      }
      return try #require(reports.first)
    }

    @Test func aCompilerThatIsKilledTwiceIsNoVerdict() async throws {
      let mini = try MiniPack()
      let toolchain = try await toolchain(compiler: "while :; do :; done", in: mini)
      let trouble = try await killing(2, "swift-frontend", in: mini) { () -> JudgeError? in
        do {
          _ = try await run(MiniPack.solution, mini, toolchain)
          return nil
        } catch {
          return error as? JudgeError
        }
      }
      #expect(trouble == .notJudged(.killed(.compiling)))
      #expect(trouble?.mayPass == true)
    }

    @Test(arguments: [
      "exit 1", "echo trouble >&2; exit 1", "echo '<unknown>:0: error: no room' >&2; exit 1",
      "echo 'Triple.swift:1:8: error: no such module TensorKit' >&2; exit 1",
      "echo '/x/Triple.swift:1:1: error: cannot load module' >&2; exit 3", "kill -SEGV $$",
      "kill -ABRT $$",
    ])
    func aCompilerThatFailsOnEverythingIsNoVerdict(_ script: String) async throws {
      let mini = try MiniPack()
      let toolchain = try await toolchain(compiler: script, in: mini)
      await #expect {
        _ = try await run(MiniPack.solution, mini, toolchain)
      } throws: { error in
        if case .notJudged(.referenceFails(.compiling, _)) = error as? JudgeError {
          true
        } else {
          false
        }
      }
    }

    /// What may be held against a file in the end: the same failure twice where the reference gets
    /// through, and what cannot be the machine's.
    @Test(
      arguments: [
        ([], nil, ["refused"], 0), ([ToolEnd.Failure.overran], nil, ["overran"], 0),
        ([.crashed(signal: 11), .crashed(signal: 11)], nil, ["crashed"], 1),
        ([.crashed(signal: 11), .crashed(signal: 11)], "no", ["reference"], 1),
        ([.killed, .killed], nil, ["killed"], 0), ([.stalled, .stalled], nil, ["stalled"], 0),
        ([.killed, nil], nil, ["fine"], 0), ([.crashed(signal: 6), .overran], nil, ["overran"], 0),
      ] as [([ToolEnd.Failure?], String?, [String], Int)])
    func whatIsHeldAgainstAFile(
      _ failures: [ToolEnd.Failure?], _ control: String?, _ outcome: [String], _ controls: Int
    ) async throws {
      let blame = Blame(
        files: ["Triple.swift"],
        text: StudentText(Data("import A\nlet x = y\n".utf8), of: StudentWork("Triple.swift")),
        folder: FileManager.default.temporaryDirectory,
        cacheFolder: FileManager.default.temporaryDirectory)
      let error = CompilerMessage(
        path: "/x/Triple.swift", line: 2, column: 1, severity: .error, message: "no")
      func compiled(_ failure: ToolEnd.Failure?) -> Frontend.Compiled {
        Frontend.Compiled(
          failure: failure, messages: failure == .refused ? [error] : [], objects: [])
      }
      var left = failures.isEmpty ? [.refused] : failures
      var asked = 0
      let first = compiled(left.removeFirst())
      var found = ""
      do throws(JudgeError) {
        let settled = try await blame.settled(first) {
          compiled(left.isEmpty ? nil : left.removeFirst())
        } control: {
          asked += 1
          return control
        }
        found =
          switch settled.failure {
          case nil: "fine"
          case .refused: "refused"
          case .overran: "overran"
          case .crashed: "crashed"
          case .killed, .stalled: "doubtful"
          }
      } catch {
        found =
          switch error {
          case .notJudged(.referenceFails): "reference"
          case .notJudged(.killed): "killed"
          case .notJudged(.stalled): "stalled"
          default: "\(error)"
          }
      }
      #expect([found] == outcome)
      #expect(asked == controls)
    }

    @Test func aProgramThatIsKilledOnceIsRunAgain() async throws {
      let mini = try MiniPack(seconds: 60)
      // Longer than the killer may be kept from looking.
      let source = MiniPack.source(head: "import Glibc", constant: "usleep(4_000_000)\n  return 3")
      let report = try await killing(1, mini, source)
      #expect(report.results.map(\.verdict).filter { $0 != .passed } == [])
    }

    @Test func aProgramThatIsKilledTwiceIsNotJudged() async throws {
      let mini = try MiniPack(seconds: 120)
      let source = MiniPack.source(head: "import Glibc", constant: "sleep(60)\n  return 3")
      let report = try await killing(2, mini, source)
      #expect(report.trouble == .killed(.running))
      #expect(!report.isGreen)
    }

    /// At whatever this machine can do, together or apart: a right file is right.
    @Test(arguments: 0..<8)
    func theReferenceIsGreenAtEveryLevel(_ bits: Int) async throws {
      var toolchain = try await BuiltPrograms.toolchain()
      if bits & 1 > 0 { toolchain.sandbox.landlock = 0 }
      if bits & 2 > 0 { toolchain.sandbox.hasNamespaces = false }
      if bits & 4 > 0 { toolchain.sandbox.hasAnotherUser = false }
      let probes = """
        import Foundation
        import ProbeKit
        import TensorKit

        func probesB(_ probe: Probes) {
          probe("root_of_16") { out in
            try Data("16".utf8).write(to: URL(fileURLWithPath: "number.txt"))
            let text = try String(contentsOfFile: "number.txt", encoding: .utf8)
            out.record("root", try root(Int(text) ?? 0))
          }
          probe("root_refuses") { out in
            out.rejects("refused") { _ = try root(-1) }
          }
        }
        """
      let mini = try MiniPack(probes: ["A": MiniPack.probesA, "B": probes])
      let report = try await run(MiniPack.solution, mini, toolchain)
      #expect(report.results.filter { $0.verdict != .passed } == [])
    }
  }
#endif
