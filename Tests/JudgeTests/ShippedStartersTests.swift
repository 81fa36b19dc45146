import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Who opens a lesson that ships for the first time is told of nothing that they did wrong.
@Suite(.fewAtATime) struct ShippedStartersTests {
  @Test(arguments: PackFinder.list(in: [Repository.lessons]), [UInt64.random(in: 0 ... .max)])
  func nothingIsBegunInAStarter(_ lesson: URL, _ seed: UInt64) async throws {
    let pack = try PackLoader.load(lesson)
    let source = StudentSource.read(pack.starterFiles)
    let scratch = TemporaryFolder()
    defer { scratch.remove() }
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: scratch.url, diagnoses: DiagnosisTable.load(pack))
    let report = try await JudgeTurns.shared.take {
      try await judge.run(source, seed: seed) { _ in }
    }
    let open = Set(report.results.filter { $0.verdict != .passed }.map(\.id))
    #expect(open.count >= pack.checks.count - 3)
    #expect(report.unbegun == open, "seed \(seed)")
    #expect(report.diagnosis == nil)
  }
}
