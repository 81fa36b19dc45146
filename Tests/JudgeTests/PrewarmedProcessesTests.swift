import Foundation
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run whose programs were started before judges as any other, whatever became of them.
@Suite(.fewAtATime) struct PrewarmedProcessesTests {
  private struct Bench {
    let mini: MiniPack
    let judge: Judge

    init(workers: Int = 2) async throws {
      mini = try MiniPack()
      judge = Judge(
        pack: mini.pack, toolchain: try await BuiltPrograms.toolchain(),
        cacheFolder: BuiltPrograms.cache("judge"),
        temporaryFolder: mini.scratch, workers: workers)
    }

    func report(
      on source: String, _ prewarmed: PrewarmedProcesses?, only: Set<String>? = nil
    ) async throws -> Report {
      let part = RunPrewarmer.Part(seed: 7, prewarmed: prewarmed)
      return try await JudgeTurns.shared.take {
        try await judge.run(
          StudentSource(bytes: Data(source.utf8)), part, only: only, onEvent: { _ in })
      }
    }

    var isClean: Bool {
      get throws {
        try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == []
          && processes.isEmpty
      }
    }

    var processes: [String] { BuiltPrograms.processes(of: mini.scratch.path) }

    /// The started programs of a name, as soon as each of them waits for its input.
    func waiting(_ name: String, count: Int) async throws -> [pid_t] {
      while true {
        let found = processes.compactMap { pid_t($0) }.filter {
          BuiltPrograms.name(ofProcess: $0) == name
        }
        if found.count == count { return found }
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }

  @Test(arguments: [
    MiniPack.solution, MiniPack.source(triple: "x * 2"), MiniPack.source(constant: "fatalError()"),
    MiniPack.source(constant: "undefined"), MiniPack.source(head: "var count = 0"),
    MiniPack.source(root: "func radix(_ n: Int) -> Int { n }"), "import ProbeKit",
    MiniPack.source(head: "// " + String(repeating: "long ", count: 20_000)),
  ])
  func theReportIsTheSame(_ source: String) async throws {
    let bench = try await Bench()
    let plain = try await bench.report(on: source, nil)
    let prewarmed = try await bench.judge.prewarmed()
    let ahead = try await bench.report(on: source, prewarmed)
    #expect(ahead.build == plain.build)
    #expect(ahead.results.map(\.verdict) == plain.results.map(\.verdict))
    #expect(try bench.isClean)
  }

  @Test func itsProgramsAreThoseThatRan() async throws {
    let bench = try await Bench()
    let prewarmed = try await bench.judge.prewarmed()
    let compiler = try #require(prewarmed.takeCompiler())
    prewarmed.add(compiler: compiler)
    let scenarios = try #require(prewarmed.takeScenarios())
    prewarmed.add(scenarios: scenarios)
    #expect(try await bench.report(on: MiniPack.solution, prewarmed).isGreen)
    #expect(!compiler.writeInput([]) && !scenarios.writeInput([]))
    #expect(prewarmed.takeCompiler() == nil && prewarmed.takeScenarios() == nil)
  }

  @Test func itIsTakenOnce() async throws {
    let bench = try await Bench()
    let prewarmed = try await bench.judge.prewarmed()
    #expect(prewarmed.take())
    #expect(!prewarmed.take())
    // A run goes without, and leaves it to the run that took it.
    #expect(try await bench.report(on: MiniPack.solution, prewarmed).isGreen)
    #expect(FileManager.default.fileExists(atPath: prewarmed.folder.path))
    await prewarmed.end()
    #expect(bench.processes.isEmpty)
  }

  @Test func programsThatDiedAreStartedAnew() async throws {
    #if os(Linux)
      let bench = try await Bench()
      for name in ["swift-frontend", "byhand-probe"] {
        let prewarmed = try await bench.judge.prewarmed()
        let count = name == "byhand-probe" ? 2 : 1
        for process in try await bench.waiting(name, count: count) { kill(process, SIGKILL) }
        #expect(try await bench.report(on: MiniPack.solution, prewarmed).isGreen, "\(name)")
        #expect(try bench.isClean)
      }
    #endif
  }

  /// The probes on disk would not go with a program of before.
  @Test func toolsThatWereBuiltAnewEndIt() async throws {
    let bench = try await Bench()
    let probe = bench.mini.folder.appendingPathComponent("byhand-probe")
    try Data("old".utf8).write(to: probe)
    var toolchain = try await BuiltPrograms.toolchain()
    toolchain.probe = probe.path
    let prewarmed = PrewarmedProcesses(folder: bench.mini.folder, toolchain: toolchain)
    try Data("newer".utf8).write(to: probe)
    #expect(!prewarmed.take())
    try Data("old".utf8).write(to: probe)
    #expect(PrewarmedProcesses(folder: bench.mini.folder, toolchain: toolchain).take())
  }

  @Test func oneThatNobodyTookLeavesNothing() async throws {
    let bench = try await Bench()
    let prewarmed = try await bench.judge.prewarmed()
    #if os(Linux)
      _ = try await bench.waiting("swift-frontend", count: 1)
    #endif
    await prewarmed.endUnlessTaken()
    #expect(try bench.isClean)
  }
}
