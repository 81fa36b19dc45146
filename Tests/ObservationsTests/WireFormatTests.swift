import Testing

@testable import Observations

@Suite struct WireFormatTests {
  @Test func placeholder() {}
}
