import Foundation
import Reports
import TestSupport
import Testing

@testable import Judge

/// Many verdicts in one process, as in a tutor that stays open for days:
/// `BYHAND_ENDURANCE=2000 swift test --filter JudgeTests.EnduranceTests`.
#if os(Linux)
  @Suite struct EnduranceTests {
    private static let rounds =
      ProcessInfo.processInfo.environment["BYHAND_ENDURANCE"].flatMap(Int.init)

    /// What a process holds.
    private struct Holdings: CustomStringConvertible {
      var residentKilobytes: Int
      var descriptors: Int
      var files: Int
      var children: Int

      init(_ scratch: URL) {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        residentKilobytes = Int(line.filter(\.isNumber)) ?? 0
        descriptors = Self.count("/proc/self/fd")
        files = Self.count(scratch.path)
        children = BuiltPrograms.processes(of: scratch.path).count
      }

      var description: String {
        "\(residentKilobytes) kB, \(descriptors) descriptors, \(files) files, \(children) processes"
      }

      private static func count(_ folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? -1
      }
    }

    @Test(.enabled(if: rounds != nil))
    func nothingGrows() async throws {
      let mini = try MiniPack(seconds: 2)
      let judge = try await mini.judge()
      let sources = [
        MiniPack.solution, MiniPack.source(triple: "x * 2"), MiniPack.source(constant: "\"no\""),
        MiniPack.source(constant: "fatalError(\"crash\")"),
        MiniPack.source(constant: "print(1); return 3"),
      ].map { StudentSource(bytes: Data($0.utf8)) }
      let rounds = Self.rounds ?? 0
      let warm = max(20, rounds / 10)
      var early: Holdings?
      for round in 1...max(warm, rounds) {
        _ = try await judge.run(sources[round % sources.count], seed: UInt64(round)) { _ in }
        if round == warm { early = Holdings(mini.scratch) }
        if round.isMultiple(of: 100) { print("after \(round) runs: \(Holdings(mini.scratch))") }
      }
      let first = try #require(early)
      let last = Holdings(mini.scratch)
      print("after \(warm): \(first); after \(rounds): \(last)")
      #expect(last.descriptors <= first.descriptors + 2)
      #expect(last.files == 0 && last.children == 0)
      #expect(last.residentKilobytes < first.residentKilobytes + 16_384)
    }
  }
#endif
