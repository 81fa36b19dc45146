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
    many.draw(count, to: &drawn)
    #expect(drawn == (0..<count).map { _ in one.draw() })
    #expect(many.draw() == one.draw())
  }

  @Test(arguments: cases) func uniformValues(before: Int, count: Int) {
    var one = RandomState(seed: 9)
    for _ in 0..<before { _ = one.word() }
    var many = one
    var (floats, doubles) = (
      [Float](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    var kept = [Bool](repeating: false, count: count)
    many.uniform(count, to: &floats)
    #expect(floats == (0..<count).map { _ in one.uniformFloat() })
    many.uniform(count, to: &doubles)
    #expect(doubles == (0..<count).map { _ in one.uniformDouble() })
    many.bernoulli(count, to: &kept, 0.3)
    #expect(kept == (0..<count).map { _ in one.bernoulli(0.3) })
    #expect(many.word() == one.word())
  }

  /// The ten thousandth word of the engine's standard seed, as the C++ standard gives it.
  @Test func theStandardsWord() {
    var engine = MersenneTwister(seed: 5489)
    var drawn = [UInt32](repeating: 0, count: 10_000)
    engine.draw(10_000, to: &drawn)
    #expect(drawn.last == 4_123_659_995)
  }
}
