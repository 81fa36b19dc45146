import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Scenarios in processes side by side are judged as in one.
@Suite(.fewAtATime) struct WorkersTests {
  private static func report(
    _ source: String, workers: Int, onEvent: @escaping @Sendable (JudgeEvent) -> Void = { _ in }
  ) async throws -> Report {
    let mini = try MiniPack()
    let judge = Judge(
      pack: mini.pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: mini.scratch, workers: workers)
    return try await JudgeTurns.shared.take {
      try await judge.run(
        StudentSource(bytes: Data(source.utf8)), seed: 7, onEvent: onEvent)
    }
  }

  @Test(arguments: [
    MiniPack.solution, MiniPack.source(triple: "x * 2"), MiniPack.source(constant: "fatalError()"),
    MiniPack.source(head: "import Glibc", root: "func root(_ n: Int) throws -> Int { exit(0) }"),
    "let broken: = 1",
  ])
  func asManyWorkersAsThereAreGiveTheSameVerdicts(_ source: String) async throws {
    let one = try await Self.report(source, workers: 1)
    // More workers than scenarios too.
    for workers in [2, 3, 9] {
      let several = try await Self.report(source, workers: workers)
      #expect(several.results.map(\.id) == one.results.map(\.id))
      #expect(several.results.map(\.verdict) == one.results.map(\.verdict))
      #expect(several.build == one.build)
    }
  }

  /// What one process keeps, the other does not see.
  @Test func workersAreProcesses() async throws {
    let source = MiniPack.source(
      head: "nonisolated(unsafe) var seen = 0", constant: "seen == 0 ? 3 : 4",
      root: MiniPack.root.replacingOccurrences(of: "if n", with: "seen += 1; if n"))
    #expect(try await Self.report(source, workers: 4).isGreen)
    let events = Collector<JudgeEvent>()
    _ = try await Self.report(source, workers: 2) { events.add($0) }
    let started = events.all.compactMap { event -> String? in
      if case .started(let check) = event { check } else { nil }
    }
    #expect(started.sorted() == ["constant", "root_of_16", "root_refuses", "triples"])
  }
}
