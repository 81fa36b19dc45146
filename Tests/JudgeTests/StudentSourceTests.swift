import Foundation
#if canImport(Glibc)
  import Glibc
#endif
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import Judge

@Suite(.fewAtATime) struct StudentSourceTests {
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
}
