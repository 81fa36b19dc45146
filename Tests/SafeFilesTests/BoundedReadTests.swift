import Foundation
import TestSupport
import Testing

@testable import SafeFiles

struct BoundedReadTests {
  private let folder: TemporaryFolder

  init() throws { folder = TemporaryFolder() }

  private func failure(_ file: URL) -> BoundedRead.Failure? {
    do {
      _ = try BoundedRead(file, upTo: 10)
      return nil
    } catch {
      return error
    }
  }

  @Test func noMoreIsReadThanWasAskedFor() throws {
    let file = try folder.write("a", "0123456789")
    for (limit, text) in [(0, ""), (4, "0123"), (10, "0123456789"), (99, "0123456789")] {
      let read = try BoundedRead(file, upTo: limit)
      #expect(read.bytes == Data(text.utf8))
      #expect(read.size == 10)
    }
    let long = try folder.write("long", String(repeating: "x", count: 200_000))
    #expect(try BoundedRead(long, upTo: 150_000).bytes.count == 150_000)
    #expect(try BoundedRead(long, upTo: 300_000).bytes.count == 200_000)
  }

  @Test func whatIsNoFileIsNamed() throws {
    let file = try folder.write("a", "x")
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    let pipe = folder.file("pipe")
    try #require(mkfifo(pipe.path, 0o600) == 0)
    #expect(failure(file) == nil)
    #expect(failure(link) == .link)
    #expect(failure(pipe) == .notAFile)
    #expect(failure(folder.url) == .folder)
    #expect(failure(folder.file("none")) == .missing)
    #expect(failure(file.appendingPathComponent("below")) == .missing)
    let long = folder.url.appendingPathComponent(String(repeating: "n", count: 300))
    #expect(failure(long) == .refused(ENAMETOOLONG))
  }

  @Test func aPathNeedNotBeText() throws {
    let path = Array(folder.url.path.utf8) + [UInt8(ascii: "/"), 0xE9]
    let name = path.map { CChar(bitPattern: $0) } + [0]
    let descriptor = open(name, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    #expect(write(descriptor, "abc", 3) == 3)
    close(descriptor)
    #expect(try BoundedRead(path: path, upTo: 10).bytes == Data("abc".utf8))
  }
}
