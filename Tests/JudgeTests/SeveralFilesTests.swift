import Foundation
import LessonPacks
import Reports
import Testing

@testable import Judge

/// A lesson in which the student writes two files.
struct SeveralFilesTests {
  private static let further = """
    import TensorKit

    func constant() -> Int {
      3
    }

    """

  private static let first = MiniPack.solution.replacing(
    "func constant() -> Int {\n  3\n}\n", with: "")

  private func report(_ first: String, _ second: String) async throws -> Report {
    let mini = try MiniPack(solution: Self.first, further: ["Constant.swift": Self.further])
    let whole = StudentWork.whole(of: [
      ("Triple.swift", Data(first.utf8)), ("Constant.swift", Data(second.utf8)),
    ])
    return try await mini.report(on: String(decoding: whole, as: UTF8.self))
  }

  @Test func bothAreCompiledAndJudged() async throws {
    #expect(!Self.first.contains("constant"))
    let report = try await report(Self.first, Self.further)
    #expect(report.results.map(\.verdict).allSatisfy { $0 == .passed })
  }

  @Test func aPrivateNameMayBeInBoth() async throws {
    let own = "\nprivate let three = 3\n"
    let report = try await report(
      Self.first + own, Self.further.replacing("  3", with: "  three") + own)
    #expect(report.results.map(\.verdict).allSatisfy { $0 == .passed })
  }

  @Test func anErrorIsInTheFileItIsIn() async throws {
    let report = try await report(Self.first, Self.further.replacing("  3", with: "  three"))
    guard case .failed(let diagnostics) = report.build else {
      Issue.record("\(report.build)")
      return
    }
    #expect(diagnostics.first?.file == "Constant.swift")
    #expect(diagnostics.first?.line == 4)
  }

  @Test func aCrashIsInTheFileItIsIn() async throws {
    let report = try await report(Self.first, Self.further.replacing("  3", with: "  [3][7]"))
    guard
      case .broken(let breakage)? = report.results.first(where: { $0.id == "constant" })?.verdict
    else {
      Issue.record("\(report.results)")
      return
    }
    #if os(Linux)
      guard case .crashed(_, _, let line, let file) = breakage else {
        Issue.record("\(breakage)")
        return
      }
      #expect(file == "Constant.swift")
      #expect(line == 4)
      let sentence = Wording(.en, file: "Triple.swift, Constant.swift").sentence(for: breakage)
      #expect(sentence.hasPrefix("The program crashed at Constant.swift:4 "))
    #endif
  }

  @Test func whatOneLacksIsSaidOfThatOne() throws {
    let mini = try MiniPack(solution: Self.first, further: ["Constant.swift": Self.further])
    try Data(Self.first.utf8).write(to: mini.studentFile)
    let folder = mini.studentFile.deletingLastPathComponent()
    let files = mini.pack.work.files(in: folder)
    #expect(StudentSource.read(files).unreadable == .oneOf(file: "Constant.swift", .missing))
    try Data().write(to: files[1])
    let source = StudentSource.read(files)
    #expect(source.unreadable == .oneOf(file: "Constant.swift", .empty))
    #expect(source.unreadable?.isAway == true)
    let wording = Wording(.en, pack: mini.pack)
    let sentence = wording.sentence(for: try #require(source.unreadable))
    #expect(sentence.hasPrefix("Constant.swift is empty"))
  }
}
