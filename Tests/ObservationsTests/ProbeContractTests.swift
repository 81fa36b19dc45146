import Observations
import Testing

struct ProbeContractTests {
  /// A pack's probes, builds that are kept, and byhand-jail, which is no Swift, have these too.
  @Test func theNamesStayWhatTheyAre() {
    #expect(ProbeContract.channel == 3)
    #expect(ProbeContract.entryPoint == "byhand_register_probes")
    #expect(ProbeContract.module == "ProbeKit")
    #expect(ProbeContract.dataVariable == "BYHAND_DATA")
    #expect(ProbeContract.function(of: "A") == "probesA")
  }
}
