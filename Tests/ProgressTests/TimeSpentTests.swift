import Foundation
import LessonPacks
import Reports
import Testing

@testable import Progress

/// The time spent in a lesson in all, and the predictions that held.
@Suite struct TimeSpentTests {
  private static let text = LocalizedText([.en: "x"])

  private static let block = Block(
    id: "A", title: text, text: text, hints: [],
    checks: [Check(id: "a", block: "A", statement: text, advice: text, kind: .strict)],
    questions: [
      Question(id: "p", ask: text, answers: [text, text], right: 1, because: text),
      Question(id: "q", ask: text, answers: [text, text], right: 0, because: text),
      Question(id: "r", ask: text, answers: [text, text], right: 0, because: text),
    ])

  private static let pack = Pack(
    id: "p", title: text, languages: [.en], module: "M", studentFile: "M.swift", declarations: [],
    blocks: [block], measures: [], gate: Gate(), folder: URL(fileURLWithPath: "/nowhere/p"),
    solutionFolder: URL(fileURLWithPath: "/nowhere/s"))

  @Test func timeCountsWhateverIsRed() {
    var progress = StudentProgress(packID: "p")
    #expect(progress.activeSeconds == 0)
    progress.addActiveTime(2, in: Self.block, gate: Gate())
    // Nothing is red: it is time of work all the same.
    #expect(progress.activeSeconds == 2 && progress.checks.isEmpty)
    progress.addActiveTime(3600, in: Self.block, gate: Gate())
    #expect(progress.activeSeconds == 2 + StudentProgress.longestTick)
    progress.addActiveTime(-7, in: Self.block, gate: Gate())
    #expect(progress.activeSeconds == 2 + StudentProgress.longestTick)
    progress.addActiveTime(100, in: Self.block, gate: Gate(), longest: 180)
    #expect(progress.activeSeconds == 102 + StudentProgress.longestTick)
  }

  @Test func itIsKept() throws {
    var progress = StudentProgress(packID: "p")
    progress.addActiveTime(4, in: Self.block, gate: Gate())
    let file = try JSONEncoder().encode(progress)
    #expect(try JSONDecoder().decode(StudentProgress.self, from: file) == progress)
  }

  /// A file of before there was a total: at least as long as its longest red check.
  @Test func anOldFileLoads() throws {
    func seconds(_ rest: String) throws -> Double {
      let file = """
        {"format": 1, "packID": "p", "runs": 3, "blocks": {}, "checks": {
          "a": {"state": "failed", "redSeconds": 61.5, "everPassed": false},
          "b": {"state": "failed", "redSeconds": 7, "everPassed": true}}\(rest)}
        """
      return try JSONDecoder().decode(StudentProgress.self, from: Data(file.utf8)).activeSeconds
    }
    #expect(try seconds("") == 61.5)
    #expect(try seconds(", \"activeSeconds\": 12") == 12)
    #expect(try seconds(", \"activeSeconds\": -3") == 0)
  }

  @Test func predictionsAreCountedOnceTheyWereMade() {
    var progress = StudentProgress(packID: "p")
    #expect(progress.predictions(in: Self.pack) == (0, 0))
    progress.blocks["A"] = BlockRecord(answers: ["p": 1, "q": 1, "gone": 0])
    #expect(progress.predictions(in: Self.pack) == (1, 2))
  }
}
