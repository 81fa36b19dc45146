import LessonPacks
import Testing

@testable import GradingFormats

@Suite struct MarksTests {
  private func check(
    _ id: String, _ block: String = "A", passed: Bool, weight: Double = 1
  ) -> GradedCheck {
    GradedCheck(
      id: id, block: block, blockTitle: block, statement: id, status: passed ? .passed : .wrong,
      summary: passed ? "" : "no", details: [], weight: weight, score: passed ? weight : 0,
      isHidden: false)
  }

  private func scores(_ checks: [GradedCheck], _ byHeart: Set<String>) -> [Double] {
    Marks.counted(checks, byHeart: byHeart, .en).map(\.score)
  }

  @Test func allOfItWhereTheOthersHold() {
    let checks = [check("known", passed: true), check("computed", passed: true)]
    #expect(Marks.counted(checks, byHeart: ["known"], .en) == checks)
  }

  @Test func nothingWhereNoneDoes() {
    let checks = [
      check("known", passed: true), check("computed", passed: false), check("strict", passed: true),
    ]
    let counted = Marks.counted(checks, byHeart: ["known", "strict"], .en)
    #expect(counted.map(\.score) == [0, 0, 0])
    #expect(counted[0].passed && counted[0].summary.contains("0 of 1"))
  }

  @Test func inFullFromHalfOn() {
    let checks = [
      check("known", passed: true), check("one", passed: true), check("two", passed: false),
    ]
    #expect(Marks.counted(checks, byHeart: ["known"], .en) == checks)
  }

  @Test func belowHalfInProportionByWeight() {
    let checks = [
      check("known", passed: true, weight: 2), check("one", passed: true, weight: 1),
      check("two", passed: false, weight: 5),
    ]
    #expect(scores(checks, ["known"]) == [0.6667, 1, 0])
  }

  @Test func aBlockWithoutOthersCountsWithThePack() {
    let checks = [
      check("known", "A", passed: true), check("one", "B", passed: true),
      check("two", "B", passed: false), check("three", "B", passed: false, weight: 2),
    ]
    #expect(scores(checks, ["known"]) == [0.5, 1, 0, 0])
  }

  @Test func whereNothingIsComputedEverythingCountsAsItIs() {
    let checks = [check("known", passed: true), check("other", passed: false)]
    #expect(Marks.counted(checks, byHeart: ["known", "other"], .es) == checks)
  }

  @Test func whatFailedStaysAsItIs() {
    let checks = [check("known", passed: false), check("computed", passed: false)]
    #expect(Marks.counted(checks, byHeart: ["known"], .en) == checks)
  }
}
