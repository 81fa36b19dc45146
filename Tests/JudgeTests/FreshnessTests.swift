import Foundation
import LessonPacks
import Observations
import Reports
import TestSupport
import Testing

@testable import Judge

/// What is judged is the bytes on disk, always; and nothing is left behind.
@Suite(.fewAtATime) struct FreshnessTests {
  @Test func fiftyEditsFiftyMillisecondsApart() async throws {
    let mini = try MiniPack()
    let judge = try await mini.judge()
    for constant in 100..<150 {
      let text = MiniPack.source(constant: "\(constant)")
      try Data(text.utf8).write(to: mini.studentFile)
      let report = try await judge.run(
        .read(mini.studentFile), seed: 1, only: ["constant"], onEvent: { _ in })
      #expect(report.sourceHash == SHA256.hex(Array(text.utf8)))
      guard case .wrong(let findings) = report.results.first?.verdict else {
        Issue.record("\(report.results)")
        return
      }
      #expect(
        findings.map(\.kind) == [
          .value(name: "k", yours: .number(Double(constant)), expected: .number(3))
        ])
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test func nothingIsLeftBehind() async throws {
    let mini = try MiniPack()
    for source in [MiniPack.solution, "let broken: = 1", MiniPack.source(constant: "fatalError()")]
    {
      _ = try await mini.report(on: source)
      #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    }
    #expect(BuiltPrograms.processes(of: mini.scratch.path) == [])
  }

  @Test func cancellingKillsTheScenario() async throws {
    let mini = try MiniPack(seconds: 60)
    let (started, announce) = AsyncStream<Void>.makeStream()
    let run = Task {
      // A run that ended without it would be waited for in vain.
      defer { announce.finish() }
      return try await mini.report(on: MiniPack.source(constant: "while true {}")) { event in
        if event == .started(check: "constant") { announce.yield() }
      }
    }
    for await _ in started { break }
    #expect(BuiltPrograms.processes(of: mini.scratch.path) != [])
    run.cancel()
    await #expect(throws: JudgeError.cancelled) { try await run.value }
    #expect(BuiltPrograms.processes(of: mini.scratch.path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
  }

  @Test func cancellingKillsTheCompiler() async throws {
    let mini = try MiniPack()
    for delay in [0, 5, 20, 60, 120] {
      let run = Task { try await mini.report(on: MiniPack.source(constant: "while true {}")) }
      try await Task.sleep(for: .milliseconds(delay))
      run.cancel()
      await #expect(throws: JudgeError.cancelled) { try await run.value }
      #expect(BuiltPrograms.processes(of: mini.scratch.path) == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    }
  }

  /// The compiler's own cache names the folder that it was made in.
  @Test func aCacheMayBeMoved() async throws {
    let mini = try MiniPack()
    let right = StudentSource(bytes: Data(MiniPack.solution.utf8))
    let cache = mini.folder.appendingPathComponent("cache")
    let moved = mini.folder.appendingPathComponent("moved")
    for at in [cache, moved] {
      if at == moved { try FileManager.default.moveItem(at: cache, to: moved) }
      let judge = try await mini.judge(cache: at)
      let report = try await JudgeTurns.shared.take {
        try await judge.run(right, seed: 1, onEvent: { _ in })
      }
      #expect(report.isGreen, "\(report.build)")
    }
  }

  @Test func twoJudgesMayShareACache() async throws {
    let mini = try MiniPack()
    let cache = mini.folder.appendingPathComponent("cache")
    let source = StudentSource(bytes: Data(MiniPack.solution.utf8))
    let reports = try await withThrowingTaskGroup(of: Report.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await mini.judge(cache: cache).run(source, seed: 1, onEvent: { _ in })
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(reports.count == 4 && reports.allSatisfy(\.isGreen))
    let kept = try FileManager.default.contentsOfDirectory(atPath: cache.path)
    #expect(kept.count { $0.hasSuffix(".so") } == 1)
  }

  @Test func aChangedSolutionIsBuiltAnew() async throws {
    let mini = try MiniPack()
    #expect(try await mini.report(on: MiniPack.solution).isGreen)
    try Data(MiniPack.source(triple: "x * 5").utf8).write(
      to: mini.folder.appendingPathComponent("solution/Triple.swift"))
    let report = try await mini.report(on: MiniPack.solution)
    #expect(report.passedCount == 4)
  }
}
