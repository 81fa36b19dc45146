import Foundation
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Values that were made before a run count in it as if they had been made in it, and no others.
@Suite(.fewAtATime) struct RunPrewarmerTests {
  private static let right = StudentSource(bytes: Data(MiniPack.solution.utf8))

  private static func passes(_ judge: Judge, _ part: RunPrewarmer.Part) async throws -> Bool {
    try await JudgeTurns.shared.take {
      try await judge.run(right, part, onEvent: { _ in }).isGreen
    }
  }

  @Test func aRehearsedSeedIsJudgedByTheReference() async throws {
    let mini = try MiniPack()
    let judge = try await mini.judge()
    let prewarmer = RunPrewarmer(judge)
    let first = prewarmer.part
    #expect(first.values == nil)
    #expect(try await Self.passes(judge, first))
    #expect(prewarmer.part.seed == first.seed)

    await prewarmer.prepare()
    let second = prewarmer.part
    #expect(second.seed != first.seed)
    let made = try #require(await second.values?.value)
    let asked = try await judge.reference(seeds: [second.seed])
    #expect(made.seeds == [second.seed])
    #expect(made.bySeed[0].recorded == asked.bySeed[0].recorded)
    #expect(try await Self.passes(judge, second))
    let wrong = StudentSource(bytes: Data(MiniPack.source(triple: "x * 2").utf8))
    let report = try await JudgeTurns.shared.take {
      try await judge.run(wrong, second, onEvent: { _ in })
    }
    #expect(report.results.filter { $0.verdict != .passed }.map(\.id) == ["triples"])
  }

  /// Values that make the solution itself red show whether they were used.
  @Test func onlyTheValuesOfThisSeedAndThisContentAreUsed() async throws {
    let mini = try MiniPack()
    let judge = try await mini.judge()
    let values = try await judge.reference(seeds: [5])
    func part(seed: UInt64, _ change: (inout ReferenceValues) -> Void) -> RunPrewarmer.Part {
      var values = values
      values.bySeed[0].recorded["triples"] = []
      change(&values)
      return RunPrewarmer.Part(seed: seed, values: Task { [values] in values })
    }
    #expect(try await !Self.passes(judge, part(seed: 5) { _ in }))
    #expect(try await Self.passes(judge, part(seed: 6) { _ in }))
    #expect(try await Self.passes(judge, part(seed: 5) { $0.content += " of another pack" }))
    #expect(
      try await Self.passes(judge, RunPrewarmer.Part(seed: 5, values: Task { nil })))
  }

  @Test func whatTheyWereMadeFromIsSolutionProbesAndData() async throws {
    let mini = try MiniPack()
    let toolchain = try await BuiltPrograms.toolchain()
    let reference = ReferenceSolution(
      toolchain: toolchain, host: toolchain.probeHost, pack: mini.pack, cacheFolder: mini.scratch)
    var seen = [try reference.content()]
    #expect(try reference.content() == seen[0])
    for (name, text) in [
      ("solution/Triple.swift", MiniPack.solution + "\n"),
      ("pack/probes/A.swift", MiniPack.probesA + "\n"), ("pack/data/words.txt", "one"),
      ("pack/data/words.txt", "other"),
    ] {
      let file = mini.folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      let now = try reference.content()
      #expect(!seen.contains(now), "\(name)")
      seen.append(now)
    }
  }

  @Test func whatWasBegunCanBeEnded() async throws {
    let mini = try MiniPack()
    let prewarmer = RunPrewarmer(try await mini.judge())
    await prewarmer.prepare()
    await prewarmer.end()
    #expect(BuiltPrograms.processes(of: mini.scratch.path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
  }
}
