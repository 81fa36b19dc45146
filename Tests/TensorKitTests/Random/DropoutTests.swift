import Testing

@testable import TensorKit

@Suite struct DropoutTests {
  /// Where torch's dropout(p = 0.05) first drops, seed 11, and the bits of what it keeps.
  @Test func theMaskIsPyTorchs() {
    let y = dropout(.ones(3000), p: 0.05, generator: Generator(seed: 11)).scalars
    let dropped = y.indices.filter { y[$0] == 0 }
    #expect(Array(dropped.prefix(6)) == [10, 16, 59, 117, 118, 128])
    #expect(Set(y.map(\.bitPattern)) == [0, 0x3f86_bca2])
  }

  @Test func nothingIsDrawnWhenNothingOrEverythingIsDropped() {
    let generator = Generator(seed: 3)
    let x = Tensor([1, 2, 3])
    #expect(dropout(x, p: 0, generator: generator) === x)
    #expect(dropout(x, p: 0.5, training: false, generator: generator) === x)
    #expect(dropout(x, p: 1, generator: generator).scalars == [0, 0, 0])
    #expect(generator.nextUInt32() == Generator(seed: 3).nextUInt32())
  }

  @Test func theGradientIsTheMask() throws {
    let x = Parameter(Tensor.ones(50))
    let y = dropout(x, p: 0.5, generator: Generator(seed: 3))
    y.sum().backward()
    let gradient = try #require(x.grad)
    #expect(gradient.equal(y.detach()))
    #expect(Set(gradient.scalars) == [0, 2])
  }

  @Test func theLayerFollowsTheTrainingMode() {
    let layer = Dropout(0.5)
    let x = Tensor.ones(100)
    withGenerator(Generator(seed: 1)) {
      let (first, second) = (layer(x), layer(x))
      #expect(!first.equal(second))
      layer.eval()
      #expect(layer(x) === x)
      layer.train()
      #expect(!layer(x).equal(x))
    }
  }

  @Test func decimalsAreTakenAsWritten() {
    #expect(Double(asWritten: 0.1) == 0.1)
    #expect(Double(asWritten: 1e-8) == 1e-8)
    #expect(Double(asWritten: 0.5) == 0.5)
  }
}
