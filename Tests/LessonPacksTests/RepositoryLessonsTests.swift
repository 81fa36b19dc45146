import Foundation
import Testing

@testable import LessonPacks

/// The lessons of this repository themselves.
struct RepositoryLessonsTests {
  private static let lessons = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("lessons")

  @Test func thereIsALesson() {
    #expect(!PackFinder.list(in: [Self.lessons]).isEmpty)
  }

  @Test(arguments: PackFinder.list(in: [lessons]))
  func everyLessonLoadsAndPassesTheStaticAudit(_ folder: URL) throws {
    let pack = try PackLoader.load(folder)
    #expect(PackLint.audit(pack).map { "\($0)" } == [])
  }
}
