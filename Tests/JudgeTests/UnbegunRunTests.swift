import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// A run says which of its checks nobody has begun, and measures by what holds.
@Suite(.fewAtATime) struct UnbegunRunTests {
  private static let starter = MiniPack.source(
    triple: "// TODO: Block A, step 1: thrice.\n  x",
    constant: "// TODO: Block A, step 2: three.\n  0",
    root: """
      func root(_ n: Int) throws -> Int {
        // TODO: Block B, step 1: the root.
        0
      }
      """)

  private func report(_ source: String, starter: String? = UnbegunRunTests.starter) async throws
    -> Report
  {
    let mini = try MiniPack()
    var pack = mini.pack
    for (id, step) in [("triples", 1), ("constant", 2), ("root_of_16", 1), ("root_refuses", 1)] {
      for block in pack.blocks.indices {
        for check in pack.blocks[block].checks.indices
        where pack.blocks[block].checks[check].id == id {
          pack.blocks[block].checks[check].step = step
        }
      }
    }
    if let starter {
      let folder = pack.folder.appendingPathComponent("starter")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(starter.utf8).write(to: folder.appendingPathComponent(pack.work.main))
    }
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: mini.scratch)
    return try await JudgeTurns.shared.take {
      try await judge.run(StudentSource(bytes: Data(source.utf8)), seed: 7) { _ in }
    }
  }

  @Test func theStarterIsUnbegun() async throws {
    let report = try await report(Self.starter)
    #expect(report.unbegun == ["triples", "constant", "root_of_16", "root_refuses"])
    #expect(report.measures == [])
  }

  @Test func aStepThatIsWrittenWrongIsBegun() async throws {
    let report = try await report(Self.starter.replacing("three.\n  0", with: "three.\n  1 - 1"))
    #expect(report.unbegun == ["triples", "root_of_16", "root_refuses"])
    #expect(report.results.first { $0.id == "constant" }?.verdict != .passed)
  }

  @Test func whereNothingCompilesTheTextDecides() async throws {
    let report = try await report(Self.starter.replacing("three.\n  0", with: "three.\n  0)"))
    #expect(report.unbegun == ["triples", "root_of_16", "root_refuses"])
  }

  @Test func withoutAStarterAllIsBegun() async throws {
    #expect(try await report(Self.starter, starter: nil).unbegun == [])
  }

  @Test func whatHoldsInTheStarterAlreadyHasNotMeasured() async throws {
    let starter = Self.starter.replacing("three.\n  0", with: "three.\n  3")
    let untouched = try await report(starter, starter: starter)
    #expect(untouched.results.first { $0.id == "constant" }?.verdict == .passed)
    #expect(untouched.measures == [])
    let own = starter.replacing("three.\n  3", with: "three.\n  1 + 2")
    #expect(try await report(own, starter: starter).measures.map(\.id) == ["k"])
  }

  @Test func whatIsRedHasNotMeasured() async throws {
    #expect(try await report(MiniPack.source(constant: "4")).measures == [])
    #expect(try await report(MiniPack.source(triple: "x")).measures.map(\.id) == ["k"])
  }
}
