import Foundation
import GradingFormats
import LessonPacks
import Observations
import PackSamples
import Reports
import Testing

@testable import Judge

/// Whoever sits in the channel and sends what is known is not graded for it.
@Suite struct ByHeartTests {
  private static let lessons: URL = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("lessons")
  }()

  /// What the reference recorded on other seeds is sent for every check, on seeds that nothing was
  /// chosen by.
  @Test(arguments: PackFinder.list(in: [lessons]))
  func recordingsOfAnotherSeedEarnNothing(_ lesson: URL) async throws {
    let pack = try PackLoader.load(lesson)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("by-heart-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let judge = Judge(
      pack: pack, toolchain: try await TinyPack.toolchain.value,
      cacheFolder: folder.appendingPathComponent("cache"), temporaryFolder: folder)
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
      return RuleJudge.judge(
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
