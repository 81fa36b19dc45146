import Foundation
import Judge
import LessonPacks
import PackSamples
import TestSupport
import Testing

@testable import PackAudit

/// The lessons of this repository, proved. CI proves them on more seeds.
@Suite(.fewAtATime) struct ShippedPacksTests {
  @Test(arguments: PackFinder.list(in: [Repository.lessons]))
  func everyShippedPackIsProved(_ folder: URL) async throws {
    let pack = try PackLoader.load(folder)
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("audit"))
    let seed = UInt64.random(in: .min ... .max)
    let report = try await PackAuditor(
      pack: pack, judge: judge, seeds: [seed], jobs: 1, finaleSeconds: 3
    ).audit()
    #expect(report.problems.map { "\($0)" } == [])
    #expect(report.wrongSolutions.count >= 14)
    let rows = DemandMatrix(report: report).rows
    #expect(rows.count >= 60)
    #expect(rows.filter { !$0.isComplete }.map(\.demand.id) == [])
    // On a seed that the table was not made from, nobody is told of a mistake that is not theirs: not
    // by a table that does not know it either, nor before the later blocks are written.
    let naming = try #require(report.naming)
    let wrong = [naming.known, naming.leftOut, naming.early, naming.earlyLeftOut].flatMap(
      \.confused)
    #expect(wrong.map { "\($0.file): \($0.reason)" } == [])
    #expect(naming.known.right >= report.wrongSolutions.count * 9 / 10)
  }
}
