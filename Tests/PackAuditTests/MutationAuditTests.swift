import Foundation
import Judge
import LessonPacks
import Mutants
import PackSamples
import Reports
import TestSupport
import Testing

@testable import PackAudit

/// A pack's own solutions with small mistakes in them, through the judge.
@Suite(.fewAtATime) struct MutationAuditTests {
  /// `keeps_shape` sees what becomes of a bad shape; nothing sees what `spare` is.
  private static let solution = """
    import TensorKit

    // MARK: - Block A

    private let spare = true

    func double(_ x: Tensor) -> Tensor {
      let y = x.clone()
      return x + y
    }

    """
  private static let reference = "solutions/tiny/Double.swift"

  private func options(_ change: (inout MutationAudit.Options) -> Void = { _ in })
    -> MutationAudit.Options
  {
    var options = MutationAudit.Options()
    options.furtherSeeds = [2]
    options.jobs = 2
    options.only = ["reference"]
    change(&options)
    return options
  }

  @Test func survivorsAreFoundAndTheRestIsCaught() async throws {
    let pack = try TinyPack([Self.reference: Self.solution])
    let report = try await pack.mutate(options())
    #expect(
      report.survivors.map { "\($0.line) \($0.kind.rawValue): \($0.after)" } == [
        "5 other constant: private let spare = false", "8 dropped call: let y = x",
        "9 other name: return y + y",
      ])
    #expect(report.tried.count == report.made.count)
    // The compiler warns of a `y` that nothing uses: caught, and told apart.
    let unused = try #require(report.tried.first { $0.mutant.after == "return x + x" })
    #expect(
      unused.fate == .killed(MutantFate.Kill(checks: ["strict_mode"], isByStrictAlone: true)))
    let minus = try #require(report.tried.first { $0.mutant.after == "return x - y" })
    #expect(minus.fate == .killed(MutantFate.Kill(checks: ["twice"])))
    let bodyless = try #require(report.tried.first { $0.mutant.kind == .earlyReturn })
    #expect(bodyless.fate == .killed(MutantFate.Kill(checks: ["twice"])))
    #expect(report.kills(by: "twice").alone > 0 && report.kills(by: "keeps_shape").alone == 0)
    #expect(report.kills.count + report.survivors.count == report.judged)
    #expect(report.judged + report.notCompiled == report.tried.count)
    let text = MutationText.render(report)
    #expect(
      text.hasSuffix("\nkilled \(report.kills.count) of \(report.judged), 0 equivalent"), "\(text)")
    #expect(text.contains("  \(Self.reference):8  dropped call, in double"))
    #expect(text.contains("    - let y = x.clone()\n    + let y = x\n"))
    #expect(!report.isGood)
  }

  @Test func whatThePackCallsEquivalentIsNoHole() async throws {
    let pack = try TinyPack([
      Self.reference: Self.solution,
      "lessons/tiny/equivalents.yml": """
      - {file: \(Self.reference), line: private let spare = true, to: private let spare = false, why: Spare.}
      - {file: \(Self.reference), in: double, line: let y = x.clone(), to: let y = x, why: Read only.}
      - {file: \(Self.reference), line: return x + y, to: return y + y, why: They are equal.}
      - {file: \(Self.reference), line: return x + y, to: return x - y, why: No reason.}
      - {file: \(Self.reference), line: return x, to: return y, why: No line.}
      - {file: alternatives/none.swift, line: a, to: b, why: No file.}
      - {file: alternatives/times.swift, line: a, to: b, why: Not looked at.}
      """,
    ])
    let report = try await pack.mutate(options())
    #expect(report.survivors == [])
    #expect(
      report.excused.map(\.why).sorted() == ["Read only.", "Spare.", "They are equal."])
    #expect(report.score == 100)
    #expect(
      report.problems.map { "\($0.file):\($0.line ?? 0): \($0.message)" } == [
        "equivalents.yml:4: `return x - y` survives no longer",
        "equivalents.yml:5: no mutant turns `return x` into `return y`",
        "equivalents.yml:6: there is no solution `alternatives/none.swift`",
      ])
    #expect(!report.isGood, "an entry that excuses nothing is a problem")
    let text = MutationText.render(report)
    #expect(text.hasSuffix("killed \(report.kills.count) of \(report.judged), 3 equivalent"))
    #expect(text.contains("    = Read only."))
    let json = MutationJSON.render(report)
    #expect(
      json.contains(#""why" : "Read only.""#)
        && json.contains(#""killed" : \#(report.kills.count),"#))
  }

  /// Luck on one seed is no survival.
  @Test func whatSurvivesIsTriedOnFurtherSeeds() async throws {
    // Twelve numbers between 1 and 2: their sum is never above 36, and above 18 on half of the seeds.
    func solution(_ border: String) -> String {
      TinyPack.solution("x.sum().item() < \(border) ? x + x : x")
    }
    let pack = try TinyPack([Self.reference: solution("36.0")])
    let judge = try await pack.judge()
    let reports = try await judge.run(
      StudentSource(bytes: Data(solution("18.0").utf8)),
      against: try await judge.reference(seeds: Array(1...16)))
    let lucky = try #require(reports.filter(\.isGreen).map(\.seed).first)
    let unlucky = try #require(reports.filter { !$0.isGreen }.map(\.seed).first)
    func fate(_ further: [UInt64]) async throws -> MutantFate? {
      let report = try await pack.mutate(
        options {
          $0.seeds = [lucky]
          $0.furtherSeeds = further
        })
      return report.tried.first { $0.mutant.after.contains("< 18.0") }?.fate
    }
    #expect(try await fate([]) == .survived)
    #expect(try await fate([unlucky]) == .killed(MutantFate.Kill(checks: ["twice"])))
  }

  @Test func aFileThatIsRedItselfProvesNothing() async throws {
    let pack = try TinyPack([
      "lessons/tiny/alternatives/times.swift": TinyPack.alternative("3 * x")
    ])
    let report = try await pack.mutate(options { $0.only = [] })
    #expect(
      report.problems.map { "\($0.file): \($0.message)" } == [
        "alternatives/times.swift: it does not pass `twice` on seed 1, so mutants of it prove nothing"
      ])
    #expect(Set(report.made.map(\.file)) == [Self.reference])
    #expect(!report.isGood)
  }

  @Test func aReferenceThatDoesNotCompileIsSaid() async throws {
    let pack = try TinyPack([Self.reference: TinyPack.solution("x +")])
    let report = try await pack.mutate(options())
    let problem = try #require(report.problems.first)
    #expect(report.problems.count == 1 && problem.file.hasSuffix("solutions/tiny/Double.swift"))
    #expect(report.made.isEmpty && !report.isGood)
    #expect(MutationText.render(report).hasSuffix("\nkilled 0 of 0, 0 equivalent"))
  }

  @Test func aLoopThatNeverEndsIsCaughtSoon() async throws {
    let loop = """
      import TensorKit

      // MARK: - Block A

      func double(_ x: Tensor) -> Tensor {
        var n = 0
        while n < 1 { n += 1 }
        return x * Float(n + 1)
      }

      """
    let pack = try TinyPack([Self.reference: loop])
    let report = try await pack.mutate(options(), pace: MutationAudit.pace)
    let endless = try #require(report.tried.first { $0.mutant.after == "while n < 1 { n -= 1 }" })
    guard case .killed(let kill) = endless.fate else {
      Issue.record("\(endless.fate)")
      return
    }
    #expect(kill.isByTimeAlone && kill.checks == ["twice", "keeps_shape"])
    #expect(report.notJudged.isEmpty)
  }

  @Test func aSampleIsCountedAndNamed() async throws {
    let pack = try TinyPack([Self.reference: Self.solution])
    let report = try await pack.mutate(options { $0.limit = 3 })
    #expect(report.tried.count == 3 && report.made.count > 3)
    #expect(
      MutationText.render(report).hasPrefix(
        "tiny: \(report.made.count) mutants made of 1 file, 3 tried, sample 1"))
  }
}

extension TinyPack {
  fileprivate func mutate(
    _ options: MutationAudit.Options, pace: ReferencePace? = nil
  ) async throws -> MutationReport {
    let pack = try PackLoader.load(folder)
    return try await MutationAudit(
      pack: pack, judge: try await judge(of: pack, pace: pace), options: options
    ).run()
  }
}
