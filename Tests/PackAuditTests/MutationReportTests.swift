import Foundation
import LessonPacks
import Mutants
import PackSamples
import Reports
import Testing

@testable import PackAudit

/// What is said of mutants, from verdicts alone.
struct MutationReportTests {
  private func mutant(_ number: Int) -> Mutant {
    Mutant(
      file: "alternatives/a.swift", line: number, kind: .otherOperator, function: "f",
      before: "line \(number)", after: "changed \(number)", text: "\(number)")
  }

  private func report(
    _ fates: [MutantFate], equivalents: [Equivalent] = [], threshold: Double = 98
  ) throws -> MutationReport {
    let folder = try TinyPack()
    let tried = fates.enumerated().map { JudgedMutant(mutant: mutant($0), fate: $1) }
    return MutationReport(
      pack: try PackLoader.load(folder.folder), seeds: [1], threshold: threshold,
      made: tried.map(\.mutant), tried: tried, equivalents: equivalents)
  }

  private let kill = MutantFate.killed(MutantFate.Kill(checks: ["twice"]))

  private func entry(_ number: Int, in function: String? = nil) -> Equivalent {
    Equivalent(
      solution: "alternatives/a.swift", function: function, line: "line  \(number)",
      changed: "changed \(number)", why: "It is the same.")
  }

  @Test func theScoreIsWhatWasCaughtOfWhatIsWrong() throws {
    let mixed = try report(
      [kill, kill, kill, .survived, .survived, .notCompiled], equivalents: [entry(3)])
    #expect(mixed.judged == 5 && mixed.notCompiled == 1 && mixed.excused.count == 1)
    #expect(mixed.score == 75)
    #expect(MutationText.render(mixed).contains("score 75.0 %, 98.0 asked for"))
    #expect(MutationText.render(mixed).hasSuffix("\nkilled 3 of 5, 1 equivalent"))
    #expect(try report([.notCompiled]).score == nil)
    #expect(try !report([.notCompiled]).isGood)
  }

  @Test func aScoreIsNeverRoundedUp() {
    #expect(MutationText.percent(97.96) == "97.9")
    #expect(MutationText.percent(98) == "98.0")
    #expect(MutationText.percent(100) == "100.0")
  }

  @Test func whatWasNotJudgedIsNoSuccess() throws {
    #expect(try report([kill]).isGood)
    let trouble = try report([kill, .notJudged("no room on the disk")])
    #expect(!trouble.isGood && trouble.score == 100)
    #expect(MutationText.render(trouble).contains("    no room on the disk"))
    #expect(try report([kill, .survived], threshold: 50).isGood)
    #expect(try !report([kill, .survived], threshold: 51).isGood)
  }

  @Test func anEntryOfAnotherFunctionExcusesNothing() throws {
    #expect(try report([.survived], equivalents: [entry(0, in: "g")]).survivors.count == 1)
    #expect(try report([.survived], equivalents: [entry(0, in: "f")]).survivors.isEmpty)
  }

  /// Of what a sample left out it is not known whether it survives.
  @Test func anEntryIsStaleOnlyWhereThatIsKnown() {
    func messages(_ tried: [JudgedMutant]) -> Int {
      StaleEquivalents(
        all: ["alternatives/a.swift"], chosen: ["alternatives/a.swift"],
        made: [mutant(1), mutant(2)],
        tried: tried
      ).problems(of: [entry(1)]).count
    }
    #expect(messages([]) == 0)
    #expect(messages([JudgedMutant(mutant: mutant(1), fate: .survived)]) == 0)
    #expect(messages([JudgedMutant(mutant: mutant(1), fate: .notJudged("x"))]) == 0)
    #expect(messages([JudgedMutant(mutant: mutant(1), fate: kill)]) == 1)
    #expect(messages([JudgedMutant(mutant: mutant(1), fate: .notCompiled)]) == 1)
  }

  private func fate(
    _ verdicts: [(String, Verdict)], build: BuildOutcome = .built(diagnostics: [])
  ) -> MutantFate {
    let results = verdicts.map { CheckResult(id: $0.0, block: "A", verdict: $0.1) }
    let report = Report(
      packID: "p", sourceHash: "", seed: 1, build: build, results: results, milliseconds: 1)
    return MutantFate([report], strict: ["strict"])
  }

  @Test func whatGaveAMutantAwayIsTold() {
    let late = Verdict.broken(.timedOut(seconds: 1))
    #expect(fate([("a", .passed), ("strict", .passed)]) == .survived)
    #expect(
      fate([("a", .passed), ("strict", .wrong([]))])
        == .killed(MutantFate.Kill(checks: ["strict"], isByStrictAlone: true)))
    #expect(
      fate([("a", .wrong([])), ("strict", .wrong([]))])
        == .killed(MutantFate.Kill(checks: ["a", "strict"])))
    #expect(
      fate([("a", late), ("b", late)])
        == .killed(MutantFate.Kill(checks: ["a", "b"], isByTimeAlone: true)))
    #expect(
      fate([("a", late), ("b", .wrong([]))]) == .killed(MutantFate.Kill(checks: ["a", "b"])))
    #expect(fate([], build: .failed(diagnostics: [])) == .notCompiled)
    #expect(
      fate([("a", .notRun(.missingDeclarations([])))], build: .missingDeclarations([]))
        == .notCompiled)
    #expect(fate([("a", .notRun(.cancelled))]) == .notJudged("the check `a` was not run"))
  }

  @Test func filesAreChosenByName() {
    let url = URL(fileURLWithPath: "/x")
    let reference = MutationFile(
      files: [url], path: "solutions/tiny/Double.swift", isReference: true)
    let other = MutationFile(files: [url], path: "alternatives/times.swift", isReference: false)
    #expect(reference.matches([]) && other.matches([]))
    #expect(reference.matches(["reference"]) && !other.matches(["reference"]))
    #expect(other.matches(["alternatives"]) && !reference.matches(["alternatives"]))
    for word in ["times", "times.swift", "alternatives/times.swift"] {
      #expect(other.matches([word]) && !reference.matches([word]))
    }
  }
}
