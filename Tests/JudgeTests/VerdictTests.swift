import Foundation
import LessonPacks
import Observations
import Reports
import TestSupport
import Testing

@testable import Judge

/// Whole runs: bytes in, report out.
@Suite(.fewAtATime) struct VerdictTests {
  private func verdict(_ id: String, in report: Report) -> Verdict? {
    report.results.first { $0.id == id }?.verdict
  }

  @Test func theReferenceIsGreen() async throws {
    let report = try await MiniPack().report(on: MiniPack.solution)
    #expect(report.isGreen)
    #expect(
      report.results.map(\.id) == ["triples", "constant", "strict", "root_of_16", "root_refuses"])
    #expect(report.build == .built(diagnostics: []))
    #expect(report.measures == [MeasuredValue(id: "k", value: "3")])
    #expect(report.sourceHash == SHA256.hex(Array(MiniPack.solution.utf8)))
  }

  @Test func onlyTheChecksAskedFor() async throws {
    let report = try await MiniPack().report(on: MiniPack.solution, only: ["constant", "strict"])
    #expect(report.results.map(\.id) == ["constant", "strict"])
    #expect(report.isGreen)
  }

  @Test func aWrongValueIsComparedWithTheReferenceOnTheSameSeed() async throws {
    let report = try await MiniPack().report(on: MiniPack.source(triple: "x * 6"))
    guard case .wrong(let findings) = verdict("triples", in: report),
      case .values(let comparison) = findings.first?.kind
    else {
      Issue.record("not wrong: \(report.results)")
      return
    }
    #expect(comparison.yours.shape == [4, 3])
    #expect(comparison.differing == 12)
    #expect(comparison.yours.values == comparison.expected.values.map { $0 * 2 })
    #expect(report.passedCount == 4)
  }

  @Test func theSameSeedGivesTheSameReport() async throws {
    let mini = try MiniPack()
    let source = MiniPack.source(triple: "x * 2")
    let first = try await mini.report(on: source, seed: 41)
    let again = try await mini.report(on: source, seed: 41)
    let other = try await mini.report(on: source, seed: 42)
    #expect(verdict("triples", in: first) == verdict("triples", in: again))
    #expect(verdict("triples", in: first) != verdict("triples", in: other))
  }

  @Test func aThrownErrorIsOneBrokenCheck() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(root: "func root(_ n: Int) throws -> Int { throw NotANumber() }"))
    #expect(verdict("root_of_16", in: report) == .broken(.threw(message: "NotANumber()")))
    #expect(verdict("root_refuses", in: report) == .passed)
  }

  @Test func aCallThatShouldHaveThrownIsWrong() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(root: "func root(_ n: Int) throws -> Int { 4 }"))
    guard case .wrong(let findings) = verdict("root_refuses", in: report) else {
      Issue.record("not wrong: \(report.results)")
      return
    }
    #expect(findings.map(\.kind) == [.accepted(name: "refused")])
  }

  @Test func whatAStudentPrintsGoesWithItsCheck() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(
        triple: "print(\"in \\u{1B}[31mtriple\"); return x * 3",
        constant: "print(\"in constant\", terminator: \"\"); return 3"))
    #expect(report.isGreen)
    #expect(report.results.map(\.output) == ["in triple\n", "in constant", "", "", ""])
  }

  @Test func eventsComeInOrder() async throws {
    let events = Collector<JudgeEvent>()
    let report = try await MiniPack().report(on: MiniPack.solution) { events.add($0) }
    let kinds = events.all.map { event -> String in
      switch event {
      case .compiling: "compiling"
      case .built: "built"
      case .started(let id): "started \(id)"
      case .finished(let result): "finished \(result.id)"
      case .completed: "completed"
      }
    }
    #expect(kinds.prefix(3) == ["compiling", "built", "finished strict"])
    #expect(kinds.last == "completed")
    for id in ["triples", "constant", "root_of_16", "root_refuses"] {
      let started = kinds.firstIndex(of: "started \(id)")
      let finished = kinds.firstIndex(of: "finished \(id)")
      #expect(started != nil && finished != nil && started ?? 0 < finished ?? 0)
    }
    #expect(events.all.last == .completed(report))
  }
}
