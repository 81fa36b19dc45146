import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// The lessons of this repository themselves.
struct RepositoryLessonsTests {
  @Test func thereIsALesson() {
    #expect(!PackFinder.list(in: [Repository.lessons]).isEmpty)
  }

  @Test(arguments: PackFinder.list(in: [Repository.lessons]))
  func everyLessonLoadsAndPassesTheStaticAudit(_ folder: URL) throws {
    let pack = try PackLoader.load(folder)
    #expect(PackLint.audit(pack).map { "\($0)" } == [])
  }
}
