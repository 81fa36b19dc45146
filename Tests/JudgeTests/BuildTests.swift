import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// What the compiler makes of a student's file, and what becomes of the checks.
@Suite(.fewAtATime) struct BuildTests {
  private func verdict(_ id: String, in report: Report) -> Verdict? {
    report.results.first { $0.id == id }?.verdict
  }

  @Test func anErrorStandsAtItsLine() async throws {
    let report = try await MiniPack().report(on: MiniPack.source(constant: "\"three\""))
    guard case .failed(let diagnostics) = report.build, let first = diagnostics.first else {
      Issue.record("it built: \(report.build)")
      return
    }
    #expect(first.file == "Triple.swift")
    #expect(first.severity == .error)
    #expect(first.message.contains("String"))
    #expect(first.sourceLine == "  \"three\"")
    #expect(report.results.allSatisfy { $0.verdict == .notRun(.doesNotCompile) })
  }

  @Test func aMissingDeclarationLeavesTheOtherFilesChecks() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(root: "func radix(_ n: Int) -> Int { n }"))
    guard case .missingDeclarations(let declarations) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(declarations.map(\.name) == ["root"])
    #expect(verdict("triples", in: report) == .passed)
    #expect(verdict("strict", in: report) == .passed)
    let reason = NotRunReason.missingDeclarations(["func root(_ n: Int) throws -> Int"])
    #expect(verdict("root_of_16", in: report) == .notRun(reason))
    #expect(verdict("root_refuses", in: report) == .notRun(reason))
  }

  @Test func aChangedSignatureIsAMissingDeclaration() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(root: "func root(of n: Int) -> Int { n }"))
    guard case .missingDeclarations(let declarations) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(declarations.map(\.name) == ["root"])
  }

  @Test func nothingThatTheChecksCall() async throws {
    let report = try await MiniPack().report(on: "import TensorKit\nlet nothing = 0\n")
    guard case .missingDeclarations(let declarations) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(declarations.map(\.name) == ["triple", "constant", "root"])
    #expect(report.passedCount == 1)
  }

  @Test func aTypeThatHidesTensorKitsIsPointedAt() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(head: "struct Tensor {}", triple: "x"))
    guard case .failed(let diagnostics) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(diagnostics.map(\.line) == [2])
    #expect(diagnostics.first?.message.contains("Tensor") == true)
  }

  @Test func aWarningCostsOnlyTheStrictCheck() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(constant: "var unused = 1\n  return 3"))
    guard case .wrong(let findings) = verdict("strict", in: report),
      case .notStrict(let diagnostics) = findings.first?.kind
    else {
      Issue.record("strict passed: \(report.results)")
      return
    }
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(report.passedCount == 4)
    #expect(report.build == .built(diagnostics: diagnostics))
  }

  @Test func swift5OnlyCostsOnlyTheStrictCheck() async throws {
    let report = try await MiniPack().report(on: MiniPack.source(head: "var count = 0"))
    guard case .wrong(let findings) = verdict("strict", in: report),
      case .notStrict(let diagnostics) = findings.first?.kind
    else {
      Issue.record("strict passed: \(report.results)")
      return
    }
    #expect(diagnostics.first?.severity == .error)
    #expect(diagnostics.first?.line == 2)
    #expect(report.passedCount == 4)
  }

  @Test func noMessageSpeaksOfAProbe() async throws {
    let events = Collector<JudgeEvent>()
    _ = try await MiniPack().report(
      on: MiniPack.source(head: "func probesA(_ x: Int) {}", constant: "undefined")
    ) { events.add($0) }
    let text = String(describing: events.all)
    #expect(!text.contains("A.swift"))
    #expect(!text.contains("Registry"))
  }

  /// Neither depends on a cache that an earlier judge filled, with fewer limits.
  @Test func anEmptyCacheAndTheOtherLinkerDoAsWell() async throws {
    let mini = try MiniPack()
    var toolchain = try await BuiltPrograms.toolchain()
    toolchain.gold = nil
    let judge = Judge(
      pack: mini.pack, toolchain: toolchain, cacheFolder: mini.folder.appendingPathComponent("new"),
      temporaryFolder: mini.scratch)
    let report = try await JudgeTurns.shared.take {
      try await judge.run(
        StudentSource(bytes: Data(MiniPack.solution.utf8)), seed: 7, onEvent: { _ in })
    }
    #expect(report.isGreen, "\(report)")
  }

  @Test func foundationMayBeImported() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(
        head: "import Foundation",
        constant:
          "String(format: \"%.0f\", floor(3.5)) == \"3\" ? 3 : Int(Date().timeIntervalSince1970)"
      ))
    #expect(report.isGreen, "\(report)")
  }

  @Test func concurrencyMayBeUsed() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(
        head: "actor Counter { var n = 3 }\nfunc three() async -> Int { await Counter().n }",
        constant: "\"a3\".firstMatch(of: /[0-9]/).flatMap { Int($0.output) } ?? 0"))
    #expect(report.isGreen, "\(report)")
  }

  @Test func aSolverThatGivesUpIsTheStudentsError() async throws {
    let sum = (1...40).map { "\($0) * 1.5 - -Double(\($0)) / 2" }.joined(separator: " + ")
    let report = try await MiniPack().report(
      on: MiniPack.source(constant: "let x = \(sum) + \"a\"; return 3"))
    guard case .failed(let diagnostics) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(diagnostics.contains { $0.severity == .error })
  }

  @Test func aReferenceThatDoesNotBuildIsThePacksFault() async throws {
    let mini = try MiniPack(solution: "import TensorKit\n")
    let error = await #expect(throws: JudgeError.self) {
      try await mini.report(on: MiniPack.solution)
    }
    guard case .packBroken(let file, let line, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file.contains("/probes/") && line != nil, "\(file)")
    #expect(reason.hasPrefix("it does not compile with the reference solution: cannot find"))
  }

  @Test func aReferenceThatCrashesIsThePacksFault() async throws {
    let mini = try MiniPack(solution: MiniPack.source(constant: "fatalError(\"no\")"))
    let error = await #expect(throws: JudgeError.self) {
      try await mini.report(on: MiniPack.solution)
    }
    guard case .packBroken(_, _, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      reason == "the scenario `constant` does not end well: "
        + "The program crashed at Triple.swift:10 (runtime error, trap): no")
  }
}
