import Foundation
import TestSupport
import Testing

@testable import SafeFiles

@Suite struct PrivateFoldersTests {
  @Test func onlyWhatAJudgeThatIsGoneLeftIsRemoved() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("private-folders-\(UUID().uuidString)")
    defer { UntrustedFolder(path: place.path).remove() }
    let alive = PrivateFolders.ofRuns.name()
    let names = [alive, "byhand-run-99999999-A", "byhand-run-x-B", "byhand-99999999-C"]
    for name in names {
      try FileManager.default.createDirectory(
        at: place.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: place.appendingPathComponent("byhand-run-99999999-link").path,
      withDestinationPath: "/usr")
    func left() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: place.path))
    }
    let before = try left()
    PrivateFolders.ofRuns.sweep(place)
    #expect(try left() == before)
    PrivateFolders.ofRuns.sweep(place, now: Date().addingTimeInterval(3600))
    #expect(try left() == before.subtracting(["byhand-run-99999999-A"]))
  }

  @Test func oneIsMadeWithThePermissionsAskedFor() throws {
    let folder = TemporaryFolder()
    let place = folder.url.appendingPathComponent("not/there")
    let made = try PrivateFolders.ofRuns.make(in: place, permissions: 0o711)
    var status = stat()
    #expect(stat(made.path, &status) == 0 && status.st_mode & 0o777 == 0o711)
    #expect(PrivateFolders.ofRuns.place(of: made.appendingPathComponent("work")).path == place.path)
    let file = try folder.write("file", "")
    #expect(throws: FileTrouble.self) {
      try PrivateFolders.ofRuns.make(in: file, permissions: 0o700)
    }
  }

  @Test func aNewFolderIsNeverOneThatWasThere() throws {
    let folder = TemporaryFolder()
    let url = folder.url.appendingPathComponent("grades", isDirectory: true)
    try url.makeNewFolder(mode: 0o711)
    #expect(throws: FileTrouble(path: url.path, reason: "File exists")) {
      try url.makeNewFolder(mode: 0o711)
    }
  }
}
