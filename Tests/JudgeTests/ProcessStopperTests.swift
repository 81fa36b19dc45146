import Testing

@testable import Judge

/// What is kept for a program that is to be stopped goes with the program.
@Suite struct ProcessStopperTests {
  @Test func nothingWaitsForAProgramThatHasEnded() {
    let stopper = ProcessStopper()
    #expect(!stopper.isWaiting)
    stopper.stop()
    stopper.stop()
    #expect(stopper.isWaiting)
    stopper.ended()
    #expect(!stopper.isWaiting)
    // The ledger asks once more when it hears of the end.
    stopper.stop()
    #expect(!stopper.isWaiting)
  }
}
