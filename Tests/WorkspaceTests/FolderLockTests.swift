import Foundation
import Testing

@testable import Workspace

@Suite struct FolderLockTests {
  @Test func aSecondTutorIsTurnedAwayAndTold() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    let first = try FolderLock.acquire(course.folder)
    let error = #expect(throws: WorkspaceError.self) { try FolderLock.acquire(course.folder) }
    #expect(
      error
        == .occupied(
          folder: course.folder.root.path,
          process: ProcessInfo.processInfo.processIdentifier))
    withExtendedLifetime(first) {}
  }

  @Test func theFolderIsFreeAgainAfterwards() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    do { _ = try FolderLock.acquire(course.folder) }
    _ = try FolderLock.acquire(course.folder)
  }
}
