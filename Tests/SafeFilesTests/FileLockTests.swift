import Foundation
import TestSupport
import Testing

@testable import SafeFiles

struct FileLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = TemporaryFolder() }

  @Test func aSecondOneIsToldWhoHasIt() throws {
    let file = folder.file("lock")
    let first = try FileLock(file: file, notesHolder: true)
    let own = ProcessInfo.processInfo.processIdentifier
    #expect(throws: FileLock.Failure.taken(holder: own)) {
      try FileLock(file: file, notesHolder: true)
    }
    #expect(throws: FileLock.Failure.taken(holder: nil)) { try FileLock(file: file) }
    first.release()
    _ = try FileLock(file: file)
  }

  @Test func nothingIsWrittenUnlessItIsAskedFor() throws {
    let file = try folder.write("lock", "kept")
    do { _ = try FileLock(file: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == "kept")
    do { _ = try FileLock(file: file, notesHolder: true) }
    let own = ProcessInfo.processInfo.processIdentifier
    #expect(try String(contentsOf: file, encoding: .utf8) == "\(own)\n")
  }

  @Test func whatCannotBeOpenedIsSaidInTheSystemsWords() throws {
    let file = folder.url.appendingPathComponent("none/lock")
    #expect(throws: FileLock.Failure.cannotOpen(reason: "No such file or directory")) {
      try FileLock(file: file)
    }
    #expect(throws: FileLock.Failure.cannotOpen(reason: "Not a directory")) {
      try FileLock(folder: try folder.write("file", ""))
    }
  }

  @Test func aFolderIsLockedAndALinkToItIsNot() throws {
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.url)
    #expect(throws: FileLock.Failure.self) { try FileLock(folder: link) }
    let first = try FileLock(folder: folder.url, waits: true, mustBeOwn: true)
    #expect(throws: FileLock.Failure.taken(holder: nil)) { try FileLock(folder: folder.url) }
    withExtendedLifetime(first) {}
  }

  @Test func aFolderOfAnotherUserIsLeftAlone() throws {
    guard geteuid() == 0 else { return }
    try #require(chown(folder.url.path, 12_345, 12_345) == 0)
    #expect(throws: FileLock.Failure.notOwn) { try FileLock(folder: folder.url, mustBeOwn: true) }
    _ = try FileLock(folder: folder.url)
  }

  @Test func whoWaitsGetsItAfterwards() async throws {
    let place = folder.url
    let first = try FileLock(folder: place)
    async let second = Task.detached { try FileLock(folder: place, waits: true) }.value
    try await Task.sleep(for: .milliseconds(50))
    first.release()
    _ = try await second
  }
}
