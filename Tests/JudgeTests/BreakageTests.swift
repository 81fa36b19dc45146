import Foundation
import LessonPacks
import Observations
import Reports
import TestSupport
import Testing

@testable import Judge

/// Code that does not come to its end costs the check it was in, and no other.
@Suite(.fewAtATime) struct BreakageTests {
  private func verdicts(
    _ source: String, seconds: Double = 10
  ) async throws -> [String: Verdict] {
    let report = try await MiniPack(seconds: seconds).report(on: source)
    return Dictionary(uniqueKeysWithValues: report.results.map { ($0.id, $0.verdict) })
  }

  private func expectOthersPassed(_ verdicts: [String: Verdict], but broken: Set<String>) {
    #expect(verdicts.count == 5)
    for (id, verdict) in verdicts where !broken.contains(id) { #expect(verdict == .passed) }
  }

  @Test func aTrapNamesTheStudentsLine() async throws {
    let source = MiniPack.source(constant: "let none: Int? = nil\n  return none!")
    let line = source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("none!") }
    let verdicts = try await verdicts(source)
    guard case .broken(.crashed(_, let message, let at, _)) = verdicts["constant"] else {
      Issue.record("not crashed: \(verdicts)")
      return
    }
    #expect(message == "Unexpectedly found nil while unwrapping an Optional value")
    #expect(at == line.map { $0 + 1 })
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func aTrapInALibraryNamesTheStudentsLineAndNoPathOfTheLibrary() async throws {
    let source = MiniPack.source(constant: "let row = [1, 2]\n  return row[row.count]")
    let line = source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("row.count") }
    let report = try await MiniPack().report(on: source)
    let result = report.results.first { $0.id == "constant" }
    guard case .broken(.crashed(_, let message, let at, _)) = result?.verdict else {
      Issue.record("not crashed: \(report.results)")
      return
    }
    #expect(message == "Index out of range")
    #expect(at == line.map { $0 + 1 })
    #expect(result?.output == "")
  }

  /// A mistake that TensorKit refuses is the student's: it has the student's line, also from within
  /// an operator, and the sentence, and no place in TensorKit.
  @Test(arguments: [
    ("Tensor.ones(2, 3).matmul(Tensor.ones(4, 5))", "matmul: [2, 3] × [4, 5]: "),
    ("Tensor.ones(2, 3) + Tensor.ones(2, 4)", "add: shapes [2, 3] and [2, 4] "),
    ("Linear(3, 2)(Tensor.ones(2, 4))", "linear: "),
  ])
  func aTrapInTensorKitIsAtTheStudentsLine(mistake: String, sentence: String) async throws {
    let source = MiniPack.source(constant: "let wrong = \(mistake)\n  return wrong.count")
    let line = source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("let wrong") }
    let verdicts = try await verdicts(source)
    guard case .broken(.crashed(_, let message, let at, _)) = verdicts["constant"] else {
      Issue.record("not crashed: \(verdicts)")
      return
    }
    #expect(message.hasPrefix(sentence))
    #expect(!message.contains(".swift"))
    #if os(Linux)
      #expect(at == line.map { $0 + 1 })
    #endif
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func anOverflowIsACrashWithAReason() async throws {
    let source = MiniPack.source(
      constant: "var big = [Int.max].reduce(0, +)\n  big += 1\n  return big")
    let line = source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("big += 1") }
    let verdicts = try await verdicts(source)
    guard case .broken(.crashed(_, let message, let at, _)) = verdicts["constant"] else {
      Issue.record("not crashed: \(verdicts)")
      return
    }
    #expect(message.contains("overflow"))
    #expect(at == line.map { $0 + 1 })
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func endlessRecursionIsACrashWithAReason() async throws {
    let source = MiniPack.source(
      head: "func down(_ n: Int) -> Int { n == -1 ? 0 : down(n + 1) + 1 }", constant: "down(0)")
    let verdicts = try await verdicts(source)
    guard case .broken(.crashed(_, let message, let line, _)) = verdicts["constant"] else {
      Issue.record("not crashed: \(verdicts)")
      return
    }
    #expect(message.contains("recursion"))
    #expect(line == 2)
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func whatWasPrintedBeforeATrapIsKept() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(constant: "print(\"before\"); fatalError(\"enough\")"))
    let result = report.results.first { $0.id == "constant" }
    #expect(result?.output == "before\n")
    guard case .broken(.crashed(_, "enough", let line?, _)) = result?.verdict else {
      Issue.record("not crashed: \(report.results)")
      return
    }
    #expect(line > 1)
  }

  @Test func anEndlessLoopTimesOut() async throws {
    let verdicts = try await verdicts(
      MiniPack.source(constant: "while true {}"), seconds: 0.3)
    #expect(verdicts["constant"] == .broken(.timedOut(seconds: 0.3)))
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func aFloodIsStopped() async throws {
    let report = try await MiniPack().report(
      on: MiniPack.source(constant: "while true { print(\"flood flood flood flood\") }"))
    let result = report.results.first { $0.id == "constant" }
    #expect(result?.verdict == .broken(.outputLimitExceeded(limit: 1 << 20)))
    #expect((result?.output.utf8.count ?? 0) < 100_000)
    #expect(result?.output.hasPrefix("flood flood") == true)
    #expect(report.passedCount == 4)
  }

  @Test func leavingWithStatusZeroIsNoPass() async throws {
    let verdicts = try await verdicts(
      MiniPack.source(head: "import Glibc", constant: "exit(0)"))
    #expect(verdicts["constant"] == .broken(.exited(status: 0)))
    expectOthersPassed(verdicts, but: ["constant"])
  }

  @Test func aCrashInEveryCheckIsEveryCheckBroken() async throws {
    let verdicts = try await verdicts(
      MiniPack.source(
        triple: "fatalError(\"a\")", constant: "fatalError(\"b\")",
        root: "func root(_ n: Int) throws -> Int { fatalError(\"c\") }"))
    for (id, sentence) in [("triples", "a"), ("constant", "b"), ("root_of_16", "c")] {
      guard case .broken(.crashed(_, sentence, _, _)) = verdicts[id] else {
        Issue.record("\(id) is not crashed: \(verdicts)")
        continue
      }
    }
    #expect(verdicts["strict"] == .passed)
  }
}
