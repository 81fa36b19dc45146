import Foundation
#if canImport(Glibc)
  import Glibc
#endif
import Reports
import Testing

@testable import Judge

@Suite struct StudentSourceTests {
  private let mini: MiniPack

  init() throws { mini = try MiniPack() }

  private func reading(_ bytes: [UInt8]) throws -> UnreadableSource? {
    try Data(bytes).write(to: mini.studentFile)
    return StudentSource.read(mini.studentFile).unreadable
  }

  @Test func textIsReadAndHashed() throws {
    #expect(try reading(Array("let a = 1\n".utf8)) == nil)
    let source = StudentSource.read(mini.studentFile)
    #expect(source.bytes == Data("let a = 1\n".utf8))
    #expect(source.hash == SHA256.hex(Array("let a = 1\n".utf8)))
  }

  @Test func noSource() throws {
    #expect(StudentSource.read(mini.studentFile).unreadable == .missing)
    #expect(try reading([]) == .empty)
    #expect(try reading(Array(" \n\t\n".utf8)) == .empty)
    #expect(try reading([0x6C, 0xFF, 0xFE]) == .notUTF8)
    #expect(try reading([0x6C, 0x00]) == .notUTF8)
    let most = StudentSource.largest
    #expect(try reading([UInt8](repeating: 0x20, count: most - 1) + [0x61]) == nil)
    #expect(
      try reading([UInt8](repeating: 0x61, count: most + 5))
        == .tooLarge(bytes: most + 5, limit: most))
  }

  @Test func noFile() throws {
    let folder = mini.studentFile.deletingLastPathComponent()
    #expect(StudentSource.read(folder).unreadable == .directory)
    let below = mini.studentFile.appendingPathComponent("below")
    try Data("let a = 1".utf8).write(to: mini.studentFile)
    #expect(StudentSource.read(below).unreadable == .missing)
    let link = folder.appendingPathComponent("Link.swift")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: mini.studentFile)
    #expect(StudentSource.read(link).unreadable == .symbolicLink)
    let pipe = folder.appendingPathComponent("Pipe.swift")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    #expect(StudentSource.read(pipe).unreadable == .notAFile)
  }

  @Test func aReportSaysWhyNothingWasRun() async throws {
    let judge = try await mini.judge()
    let report = try await JudgeTurns.shared.take {
      try await judge.run(.read(mini.studentFile), seed: 1, onEvent: { _ in })
    }
    #expect(report.build == .unreadable(.missing))
    #expect(report.results.count == 5)
    #expect(report.results.allSatisfy { $0.verdict == .notRun(.unreadable(.missing)) })
    #expect(!report.isGreen)
  }

  /// The vectors of FIPS 180-4, and lengths around the end of a block.
  @Test func sha256() {
    #expect(
      SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex([UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    let hashes = (54...66).map { SHA256.hex([UInt8](repeating: 7, count: $0)) }
    #expect(Set(hashes).count == hashes.count)
  }
}
