import TestSupport
import Testing

@testable import Judge

@Suite(.fewAtATime) struct ScenarioPartitionTests {
  private static func batches(_ workers: Int, _ milliseconds: [String: Double]) -> [[String]] {
    ScenarioPartition.batches(
      of: ["a", "b", "c", "d", "e"], workers: workers, milliseconds: milliseconds)
  }

  @Test func whatNobodyTimedIsTakenInTurn() {
    #expect(Self.batches(1, [:]) == [["a", "b", "c", "d", "e"]])
    #expect(Self.batches(2, [:]) == [["a", "c", "e"], ["b", "d"]])
    #expect(Self.batches(7, [:]) == [["a"], ["b"], ["c"], ["d"], ["e"], [], []])
  }

  @Test func aLongOneStandsAgainstManyShortOnes() {
    #expect(
      Self.batches(2, ["a": 1, "b": 1, "c": 1, "d": 1, "e": 4]) == [["e"], ["a", "b", "c", "d"]])
    // Each in the order of the pack, though the longest was given out first.
    #expect(
      Self.batches(2, ["a": 1, "b": 6, "c": 2, "d": 3, "e": 4]) == [["b", "c"], ["a", "d", "e"]])
  }

  @Test func nothingIsLost() {
    for workers in 1...4 {
      let all = Self.batches(workers, ["a": 0, "c": .infinity]).flatMap { $0 }
      #expect(all.sorted() == ["a", "b", "c", "d", "e"])
    }
  }
}
