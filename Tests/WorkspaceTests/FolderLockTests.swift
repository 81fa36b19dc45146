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
    #expect(throws: Never.self) { _ = try FolderLock.acquire(course.folder) }
  }

  /// A copy of the descriptor, as a program that is being started has one, is not a holder.
  @Test func aCopyOfTheDescriptorDoesNotKeepTheFolder() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    var copy: Int32 = -1
    do {
      let lock = try FolderLock.acquire(course.folder)
      copy = dup(try #require(Self.descriptor(of: course.folder.lockFile)))
      withExtendedLifetime(lock) {}
    }
    defer { close(copy) }
    #expect(copy >= 0)
    _ = try FolderLock.acquire(course.folder)
  }

  /// The one that this process has open on `file`.
  private static func descriptor(of file: URL) -> Int32? {
    var wanted = stat()
    guard stat(file.path, &wanted) == 0 else { return nil }
    return (0..<1024).first { number in
      var found = stat()
      return fstat(number, &found) == 0 && found.st_ino == wanted.st_ino
        && found.st_dev == wanted.st_dev
    }
  }
}
