import CSandbox
import Observations
import Testing

/// What stands once for C and once for Swift, where neither can see the other's.
struct SharedNumbersTests {
  @Test func framesGoWhereTheJailPutsThePipe() {
    #expect(ProbeContract.channel == Int32(BYHAND_CHANNEL))
  }

  @Test func aUserOfTheJudgesIsNobodyElses() {
    #expect(UInt32(BYHAND_FIRST_FREE_USER) & 0xff_ffff == 0)
    #expect(BYHAND_SCRATCH_BYTES == 268_435_456)
  }
}
