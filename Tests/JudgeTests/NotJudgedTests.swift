import Foundation
import LessonPacks
import Reports
import Synchronization
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
          for process in BuiltPrograms.processes(of: place) where Self.name(of: process) == word {
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

    private static func name(of process: String) -> String {
      let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
      return name?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }
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
        cacheFolder: try BuiltPrograms.folder().appendingPathComponent("judge-tests-cache"),
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
      return try await body()
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
      let toolchain = try await toolchain(compiler: "exec sleep 30", in: mini)
      let trouble = try await killing(2, "sleep", in: mini) { () -> JudgeError? in
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

    /// The same compiler on a file that it alone fails on: the file's.
    @Test func aCompilerThatFailsOnOneFileAloneBlamesIt() async throws {
      let mini = try MiniPack()
      let real = try await BuiltPrograms.toolchain().frontend
      // It may start no other program: the first line of a file is read by the shell itself.
      let script = """
        for word in "$@"; do
          case "$word" in *.swift)
            IFS= read -r line < "$word"
            case "$line" in *breaks_it*) exit 1;; esac;;
          esac
        done
        exec \(real) "$@"
        """
      var toolchain = try await toolchain(compiler: script, in: mini)
      // The real compiler lies where no confined program may go.
      toolchain.landlock = 0
      let report = try await run("// breaks_it\n" + MiniPack.solution, mini, toolchain)
      guard case .failed = report.build else {
        Issue.record("\(report.build)")
        return
      }
    }

    @Test func aProgramThatIsKilledOnceIsRunAgain() async throws {
      let mini = try MiniPack(seconds: 20)
      let source = MiniPack.source(head: "import Glibc", constant: "usleep(400_000)\n  return 3")
      let report = try await killing(1, mini, source)
      #expect(report.results.map(\.verdict).filter { $0 != .passed } == [])
    }

    @Test func aProgramThatIsKilledTwiceIsNotJudged() async throws {
      let mini = try MiniPack(seconds: 20)
      let source = MiniPack.source(head: "import Glibc", constant: "usleep(900_000)\n  return 3")
      let report = try await killing(2, mini, source)
      #expect(report.trouble == .killed(.running))
      #expect(!report.isGreen)
    }

    /// At whatever this machine can do, together or apart: a right file is right.
    @Test(arguments: 0..<8)
    func theReferenceIsGreenAtEveryLevel(_ bits: Int) async throws {
      var toolchain = try await BuiltPrograms.toolchain()
      if bits & 1 > 0 { toolchain.landlock = 0 }
      if bits & 2 > 0 { toolchain.hasNamespaces = false }
      if bits & 4 > 0 { toolchain.hasAnotherUser = false }
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
