import Foundation
import TestSupport
import Testing

@testable import SafeFiles

/// What the system says of files that cannot be read or written.
struct SystemReasonTests {
  private struct OwnError: Error, CustomStringConvertible {
    var description: String { "the pack is empty" }
  }

  private let temporary = TemporaryFolder()
  private var folder: URL { temporary.url }

  private func reason(_ body: (FileManager) throws -> Void) throws -> String {
    try temporary.write("file", "a")
    do {
      try body(.default)
    } catch {
      return error.systemReason
    }
    return "nothing failed"
  }

  @Test func aFileOnTheWayIsNoDirectory() throws {
    let under = folder.appendingPathComponent("file/x/y")
    #expect(
      try reason { try $0.createDirectory(at: under, withIntermediateDirectories: true) }
        == "Not a directory")
    #expect(try reason { _ in try Data().write(to: under) } == "Not a directory")
  }

  @Test func everyCallGivesTheSystemsWords() throws {
    let missing = folder.appendingPathComponent("missing")
    let file = folder.appendingPathComponent("file")
    let long = folder.appendingPathComponent(String(repeating: "n", count: 300))
    let none = String(cString: strerror(ENOENT))
    #expect(try reason { _ in _ = try Data(contentsOf: missing) } == none)
    #expect(try reason { try $0.moveItem(at: missing, to: long) } == none)
    #expect(try reason { try $0.removeItem(at: missing) } == none)
    #expect(try reason { _ in _ = try FileHandle(forReadingFrom: missing) } == none)
    #expect(
      try reason { _ in _ = try Data(contentsOf: long) } == String(cString: strerror(ENAMETOOLONG)))
    #expect(
      try reason { _ in _ = try Data(contentsOf: self.folder) } == String(cString: strerror(EISDIR))
    )
    #expect(
      try reason { _ in try Data().write(to: file, options: .withoutOverwriting) }
        == String(cString: strerror(EEXIST)))
  }

  @Test func theFileIsNamedOnceAndTheDomainNever() {
    let file = folder.appendingPathComponent("missing")
    do {
      _ = try Data(contentsOf: file)
      Issue.record("it was read")
    } catch {
      #expect(error.plainSentence == "\(file.path): \(String(cString: strerror(ENOENT))).")
    }
  }

  @Test func ourOwnErrorsSpeakForThemselves() {
    #expect(OwnError().systemReason == "the pack is empty")
    #expect(OwnError().plainSentence == "the pack is empty")
  }
}
