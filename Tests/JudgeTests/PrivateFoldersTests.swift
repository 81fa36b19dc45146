import Foundation
import TestSupport
import Testing

@testable import Judge

@Suite struct PrivateFoldersTests {
  @Test func onlyWhatAJudgeThatIsGoneLeftIsRemoved() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let place = folder.url
    let alive = PrivateFolders.name()
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
    PrivateFolders.sweep(place)
    #expect(try left() == before)
    PrivateFolders.sweep(place, now: Date().addingTimeInterval(3600))
    #expect(try left() == before.subtracting(["byhand-run-99999999-A"]))
  }
}
