import Testing

@testable import Judge

@Suite struct LaneSharesTests {
  private static func shares(_ lanes: Int, _ milliseconds: [String: Double]) -> [[String]] {
    LaneShares.shares(of: ["a", "b", "c", "d", "e"], lanes: lanes, milliseconds: milliseconds)
  }

  @Test func whatNobodyTimedIsTakenInTurn() {
    #expect(Self.shares(1, [:]) == [["a", "b", "c", "d", "e"]])
    #expect(Self.shares(2, [:]) == [["a", "c", "e"], ["b", "d"]])
    #expect(Self.shares(7, [:]) == [["a"], ["b"], ["c"], ["d"], ["e"], [], []])
  }

  @Test func aLongOneStandsAgainstManyShortOnes() {
    #expect(
      Self.shares(2, ["a": 1, "b": 1, "c": 1, "d": 1, "e": 4]) == [["e"], ["a", "b", "c", "d"]])
    // Each in the order of the pack, though the longest was given out first.
    #expect(
      Self.shares(2, ["a": 1, "b": 6, "c": 2, "d": 3, "e": 4]) == [["b", "c"], ["a", "d", "e"]])
  }

  @Test func nothingIsLost() {
    for lanes in 1...4 {
      let all = Self.shares(lanes, ["a": 0, "c": .infinity]).flatMap { $0 }
      #expect(all.sorted() == ["a", "b", "c", "d", "e"])
    }
  }
}
