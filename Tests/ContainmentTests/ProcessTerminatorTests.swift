import Testing

@testable import Containment

/// What is kept for a program that is to be stopped goes with the program.
@Suite struct ProcessTerminatorTests {
  @Test func nothingWaitsForAProgramThatHasEnded() {
    let terminator = ProcessTerminator()
    #expect(!terminator.isWaiting)
    terminator.stop()
    terminator.stop()
    #expect(terminator.isWaiting)
    terminator.ended()
    #expect(!terminator.isWaiting)
    // The tracker asks once more when it hears of the end.
    terminator.stop()
    #expect(!terminator.isWaiting)
  }
}
