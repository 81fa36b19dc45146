import Foundation
import GradingFormats
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Whoever sits in the channel and sends what is known is not graded for it.
@Suite(.fewAtATime) struct ByHeartTests {
  /// What the reference recorded on other seeds is sent for every check, on seeds that nothing was
  /// chosen by.
  @Test(arguments: PackFinder.list(in: [Repository.lessons]))
  func recordingsOfAnotherSeedEarnNothing(_ lesson: URL) async throws {
    let pack = try PackLoader.load(lesson)
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: folder.file("cache"), temporaryFolder: folder.url)
    let byHeart = try await judge.reference(seeds: [1, 2, 3]).answeredByHeart(in: pack)
    #expect(byHeart.count < pack.checks.count)
    let fresh = try await judge.reference(seeds: [.random(in: 9 ... .max), .random(in: 9 ... .max)])
    let (sent, asked) = (fresh.bySeed[0].recorded, fresh.bySeed[1].recorded)
    func report(passing: (Check) -> Bool) -> Report {
      Report(
        packID: pack.id, sourceHash: "", seed: 1, build: .built(diagnostics: []),
        results: pack.checks.map {
          CheckResult(id: $0.id, block: $0.block, verdict: passing($0) ? .passed : .wrong([]))
        }, milliseconds: 0)
    }
    let replayed = report { check in
      guard case .probe(let rules) = check.kind else { return true }
      return RuleEvaluator.judge(
        rules, student: sent[check.id] ?? [], reference: asked[check.id] ?? []) == .passed
    }
    #expect(replayed.passedCount > pack.checks.count / 3, "an attack that nobody could make")
    func fraction(_ report: Report) -> Double {
      Grade(
        report, submission: "a", pack: pack, packHash: "", language: .en, byHeart: byHeart
      ).fraction
    }
    #expect(fraction(replayed) < 0.02)
    #expect(fraction(report { _ in true }) == 1)
  }
}
