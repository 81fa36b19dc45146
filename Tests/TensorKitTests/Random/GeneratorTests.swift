import Testing

@testable import TensorKit

@Suite struct GeneratorTests {
  /// The first words and the 10 000th of Matsumoto and Nishimura's own engine for its default seed.
  @Test func wordsAreThoseOfMT19937() {
    var engine = MersenneTwister(seed: 5489)
    #expect(engine.draw() == 3_499_211_612)
    #expect(engine.draw() == 581_869_302)
    for _ in 2..<9_999 { _ = engine.draw() }
    #expect(engine.draw() == 4_123_659_995)
  }

  @Test func onlyTheLowHalfOfASeedCounts() {
    let low = Generator(seed: 5)
    let high = Generator(seed: 1 << 32 + 5)
    let other = Generator(seed: 6)
    let words = low.nextUInt32()
    #expect(high.nextUInt32() == words)
    #expect(other.nextUInt32() != words)
  }

  @Test func aDoubleWordIsTwoWordsTheFirstHigh() {
    let (singles, double) = (Generator(seed: 3), Generator(seed: 3))
    let (first, second) = (singles.nextUInt32(), singles.nextUInt32())
    #expect(double.nextUInt64() == UInt64(first) << 32 | UInt64(second))
  }

  /// Bit patterns that torch.rand(4) draws.
  @Test(
    arguments: zip(
      [0, 42, 1234] as [UInt64],
      [
        [0x3efe_1558, 0x3f44_aa2f, 0x3db5_33a8, 0x3e07_3300],
        [0x3f61_dc66, 0x3f6a_3db3, 0x3ec4_06b8, 0x3f75_950e],
        [0x3ced_65e0, 0x3ecd_c5a6, 0x3e85_0a4c, 0x3ebb_b86a],
      ] as [[UInt32]]))
  func uniformBits(seed: UInt64, bits: [UInt32]) {
    let drawn = Tensor.rand(4, generator: Generator(seed: seed))
    #expect(drawn.scalars.map(\.bitPattern) == bits)
  }

  @Test func manualSeedSeedsTheGeneratorOfThisTaskOnly() {
    let outer = Generator(seed: 1)
    let untouched = Generator(seed: 1)
    withGenerator(outer) {
      withGenerator(Generator(seed: 2)) {
        manualSeed(9)
        #expect(Generator.current.nextUInt32() == Generator(seed: 9).nextUInt32())
      }
      #expect(Generator.current === outer)
      #expect(Generator.current.nextUInt32() == untouched.nextUInt32())
    }
  }

  @Test func seedingForgetsTheNormalThatWasHeldBack() {
    let generator = Generator(seed: 4)
    let first = Tensor.randn(1, generator: generator)
    generator.seed(4)
    #expect(Tensor.randn(1, generator: generator).equal(first))
  }

  @Test func tensorsDrawnAtOnceDoNotInterleave() async {
    let generator = Generator(seed: 8)
    let drawn = await withTaskGroup(of: [Float].self) { group in
      for _ in 0..<4 { group.addTask { Tensor.rand(1000, generator: generator).scalars } }
      return await group.reduce(into: Set<[Float]>()) { $0.insert($1) }
    }
    let inOrder = Tensor.rand(4000, generator: Generator(seed: 8)).scalars
    let expected = (0..<4).map { Array(inOrder[$0 * 1000..<($0 + 1) * 1000]) }
    #expect(drawn == Set(expected))
  }
}
