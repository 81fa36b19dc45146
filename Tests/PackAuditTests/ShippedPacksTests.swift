import Foundation
import Judge
import LessonPacks
import PackSamples
import Testing

@testable import PackAudit

/// The lessons of this repository, proved. CI proves them on more seeds.
@Suite struct ShippedPacksTests {
  private static let lessons = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("lessons")

  @Test(arguments: PackFinder.list(in: [lessons]))
  func everyShippedPackIsProved(_ folder: URL) async throws {
    let pack = try PackLoader.load(folder)
    let judge = Judge(
      pack: pack, toolchain: try await TinyPack.toolchain.value,
      cacheFolder: try TinyPack.programs().appendingPathComponent("audit-tests-cache"))
    let seed = UInt64.random(in: .min ... .max)
    let report = try await PackAuditor(pack: pack, judge: judge, seeds: [seed], jobs: 2).audit()
    #expect(report.problems.map { "\($0)" } == [])
    #expect(report.wrongSolutions.count >= 14)
  }
}
