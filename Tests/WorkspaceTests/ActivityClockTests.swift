import Foundation
import Testing

@testable import Workspace

@Suite struct ActivityClockTests {
  @Test func secondsPassWithinOneBoot() {
    let earlier = ActivityClock(boot: "a", seconds: 100)
    #expect(ActivityClock(boot: "a", seconds: 130).seconds(since: earlier) == 30)
  }

  @Test func nothingPassesAcrossARestartOrBackwards() {
    let earlier = ActivityClock(boot: "a", seconds: 100)
    #expect(ActivityClock(boot: "b", seconds: 130).seconds(since: earlier) == 0)
    #expect(ActivityClock(boot: "a", seconds: 90).seconds(since: earlier) == 0)
  }

  @Test func eachStretchIsTakenOnce() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(course.folder.takeActiveSeconds(now: ActivityClock(boot: "a", seconds: 10)) == 0)
    #expect(course.folder.takeActiveSeconds(now: ActivityClock(boot: "a", seconds: 25)) == 15)
    #expect(course.folder.takeActiveSeconds(now: ActivityClock(boot: "a", seconds: 26)) == 1)
  }
}
