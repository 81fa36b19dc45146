import Observations
import Testing

@testable import Reports

/// A pace is told once there was time to measure one.
@Suite struct FinalePaceTests {
  private func show(lossesAt times: [Double]) -> FinaleShow {
    var show = FinaleShow(start: 0)
    show.take(.observed(Observation(name: "steps", value: .number(100))), at: 0)
    show.take(.observed(Observation(name: "tokens", value: .number(1000))), at: 0)
    for time in times {
      show.take(.observed(Observation(name: "loss", value: .number(1))), at: time)
    }
    return show
  }

  @Test func whatIsHeardAtOnceIsNoPace() {
    for show in [
      show(lossesAt: [1]), show(lossesAt: [1, 1]), show(lossesAt: [1, 1.0004, 1.0005]),
    ] {
      #expect(show.tokensPerSecond == nil)
      #expect(show.secondsLeft == nil)
    }
  }

  @Test func thePaceIsThatOfTheStepsAfterTheFirst() {
    var show = show(lossesAt: [10, 10.5, 11])
    #expect(show.tokensPerSecond == 2000)
    #expect(show.secondsLeft == 48.5)
    // What comes after the last step takes nothing from it.
    show.take(.observed(Observation(name: "after", value: .text("…"))), at: 100)
    #expect(show.tokensPerSecond == 2000)
  }
}
