import Foundation
import LessonPacks
import Reports
import Testing

@testable import Judge

/// Who opens a lesson that ships for the first time is told of nothing that they did wrong.
@Suite struct ShippedStartersTests {
  private static let lessons: URL = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("lessons")
  }()

  @Test(arguments: PackFinder.list(in: [lessons]), [UInt64.random(in: 0 ... .max)])
  func nothingIsBegunInAStarter(_ lesson: URL, _ seed: UInt64) async throws {
    let pack = try PackLoader.load(lesson)
    let source = StudentSource.read(
      pack.folder.appendingPathComponent("starter/\(pack.studentFile)"))
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("judge-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: try BuiltPrograms.folder().appendingPathComponent("judge-tests-cache"),
      temporaryFolder: scratch, diagnoses: DiagnosisTable.load(pack))
    let report = try await JudgeTurns.shared.take {
      try await judge.run(source, seed: seed) { _ in }
    }
    let open = Set(report.results.filter { $0.verdict != .passed }.map(\.id))
    #expect(open.count >= pack.checks.count - 3)
    #expect(report.unbegun == open, "seed \(seed)")
    #expect(report.diagnosis == nil)
  }
}
