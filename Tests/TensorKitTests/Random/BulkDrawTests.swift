import Testing

@testable import TensorKit

/// Values drawn many at once are those that would be drawn one by one.
@Suite struct BulkDrawTests {
  /// Before, within and across the ends of the engine's 624 words.
  static let cases = [(0, 1), (0, 623), (0, 624), (0, 625), (1, 2000), (600, 24), (623, 2), (7, 0)]

  @Test(arguments: cases) func words(before: Int, count: Int) {
    var one = MersenneTwister(seed: 5)
    for _ in 0..<before { _ = one.draw() }
    var many = one
    var drawn = [UInt32](repeating: 0, count: count)
    many.draw(count) { drawn[$0] = $1 }
    #expect(drawn == (0..<count).map { _ in one.draw() })
    #expect(many.draw() == one.draw())
  }

  @Test(arguments: cases) func uniformValues(before: Int, count: Int) {
    var one = RandomState(seed: 9)
    for _ in 0..<before { _ = one.word() }
    var many = one
    #expect(many.uniformFloats(count) { 2 * $0 } == (0..<count).map { _ in 2 * one.uniformFloat() })
    #expect(many.uniformDoubles(count) { -$0 } == (0..<count).map { _ in -one.uniformDouble() })
    #expect(many.bernoulli(count, 0.3) == (0..<count).map { _ in one.bernoulli(0.3) })
    #expect(many.word() == one.word())
  }

  /// The ten thousandth word of the engine's standard seed, as the C++ standard gives it.
  @Test func theStandardsWord() {
    var engine = MersenneTwister(seed: 5489)
    var last: UInt32 = 0
    engine.draw(10_000) { last = $0 == 9999 ? $1 : last }
    #expect(last == 4_123_659_995)
  }
}
