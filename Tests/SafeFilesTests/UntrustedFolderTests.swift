import Foundation
import TestSupport
import Testing

@testable import SafeFiles

@Suite struct FolderTreeTests {
  private let temporary = TemporaryFolder()

  private func folder() throws -> URL {
    try temporary.makeFolder("tree")
  }

  @Test func itsSizeIsThatOfItsFilesAndFollowsNoLink() throws {
    let folder = try folder()
    defer { UntrustedFolder(path: folder.path).remove() }
    #expect(UntrustedFolder(path: folder.path).size == 0)
    try Data(count: 3_000_000).write(to: folder.appendingPathComponent("a"))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("in"), withIntermediateDirectories: true)
    try Data(count: 2_000_000).write(to: folder.appendingPathComponent("in/b"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("out").path, withDestinationPath: "/usr")
    #expect((5_000_000..<6_000_000).contains(UntrustedFolder(path: folder.path).size))
  }

  @Test func whatIsTooDeepHasNoEnd() throws {
    let folder = try folder()
    let deep = (0..<80).map { "d\($0)" }.joined(separator: "/")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(deep), withIntermediateDirectories: true)
    try Data().write(to: folder.appendingPathComponent(deep + "/leaf"))
    #expect(UntrustedFolder(path: folder.path).size == .max)
    #expect(UntrustedFolder(path: folder.path).remove())
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func namesThatAreNoTextGoToo() throws {
    let folder = try folder()
    let name: [CChar] = Array((folder.path + "/").utf8CString.dropLast()) + [-1, -2, 0]
    #expect(mkdir(name, 0o700) == 0)
    symlink("/usr", folder.path + "/link")
    #expect(UntrustedFolder(path: folder.path).remove())
    #expect(FileManager.default.fileExists(atPath: "/usr/lib"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func aFolderThatIsNotThereIsGone() {
    #expect(UntrustedFolder(path: "/nowhere/at/all").remove())
    #expect(UntrustedFolder(path: "/nowhere/at/all").size == 0)
  }
}
