import Foundation
import TestSupport
import Testing

@testable import SafeFiles

struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = TemporaryFolder() }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  private func mode(_ file: URL) -> mode_t {
    var status = stat()
    return stat(file.path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test(arguments: [true, false]) func aFileIsReplacedAndNothingElseIsLeft(_ durable: Bool) throws {
    let file = try folder.write("a.json", "old")
    try AtomicFile.write(Data("new".utf8), to: file, durable: durable)
    #expect(try text(file) == "new")
    #expect(folder.entries == ["a.json"])
  }

  @Test func whatIsThereMayStay() throws {
    let file = folder.file("a.so")
    try AtomicFile.write(Data("first".utf8), to: file, durable: false, existing: .stays)
    try AtomicFile.write(Data("second".utf8), to: file, durable: false, existing: .stays)
    #expect(try text(file) == "first")
    #expect(folder.entries == ["a.so"])
  }

  @Test func permissionsAreThoseAskedFor() throws {
    let file = try folder.write("secret.zip", "old")
    try AtomicFile.write(Data("new".utf8), to: file, durable: false, mode: 0o600)
    #expect(mode(file) == 0o600)
    try AtomicFile.write(Data("new".utf8), to: file, durable: false, mode: 0o700)
    #expect(mode(file) == 0o700)
  }

  @Test func theUnfinishedFileMayLieElsewhere() throws {
    let missing = folder.url.appendingPathComponent("work")
    let file = try folder.write("a", "old")
    #expect(throws: FileTrouble(path: file.path, reason: "No such file or directory")) {
      try AtomicFile.write(Data(), to: file, durable: false, neighbours: missing)
    }
    #expect(try text(file) == "old")
    try FileManager.default.createDirectory(at: missing, withIntermediateDirectories: true)
    try AtomicFile.write(Data("new".utf8), to: file, durable: false, neighbours: missing)
    #expect(try text(file) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: missing.path) == [])
  }

  @Test func whereItCannotHaveItsNameNothingIsLeft() throws {
    let taken = folder.url.appendingPathComponent("taken", isDirectory: true)
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
    let error = #expect(throws: FileTrouble.self) {
      try AtomicFile.write(Data("new".utf8), to: taken, durable: true)
    }
    #expect(error?.description == "\(taken.path): Is a directory.")
    #expect(folder.entries == ["taken"])
  }

  @Test func manyWritersOfOneFileLeaveAWholeOne() async throws {
    let file = folder.file("a")
    let texts = (0..<16).map { String(repeating: "\($0) ", count: 20_000) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for text in texts {
        group.addTask { try AtomicFile.write(Data(text.utf8), to: file, durable: false) }
      }
      try await group.waitForAll()
    }
    #expect(texts.contains(try text(file)))
    #expect(folder.entries == ["a"])
  }

  @Test func aNameMayBeAsLongAsAFileSystemAllows() throws {
    for name in [String(repeating: "n", count: 255), String(repeating: "語", count: 85)] {
      let file = folder.file(name)
      try AtomicFile.write(Data("x".utf8), to: file, durable: false)
      #expect(try text(file) == "x")
    }
  }

  @Test func whatADeadProcessOfThisNumberLeftIsInNobodysWay() throws {
    let file = folder.file("secret.zip")
    let own = ProcessInfo.processInfo.processIdentifier
    let left = try folder.write(".secret.zip.\(own).tmp", "old")
    try AtomicFile.write(Data("new".utf8), to: file, durable: false, mode: 0o600)
    #expect(try text(file) == "new")
    #expect(mode(file) == 0o600)
    #expect(!FileManager.default.fileExists(atPath: left.path))
  }

  @Test func whatADeadProcessWasWritingIsSwept() throws {
    let own = ProcessInfo.processInfo.processIdentifier
    let left = [".a.json.\(own).tmp", ".a.json.x1.\(own).tmp", ".mine.tmp", "a.99999999.tmp"]
    for name in left + [".a.json.99999999.tmp", ".a.json.x1.99999999.tmp"] {
      _ = try folder.write(name, "x")
    }
    AtomicFile.sweep(folder.url)
    #expect(folder.entries == left.sorted())
  }
}
