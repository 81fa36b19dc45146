import Testing

@testable import TensorKit

/// Operations without a gradient: comparisons, places of extremes, tensors that are made.
@Suite struct SelectionTests {
  private let x = Tensor([[1, 5, 5], [-2, 0, -2]])

  @Test func placesOfExtremesAreTheFirst() {
    #expect(x.argmax(dim: 1).ints() == [1, 1])
    #expect(x.argmin(dim: 1).ints() == [0, 0])
    #expect(x.argmax(dim: 0).ints() == [0, 0, 0])
    #expect(x.argmax(dim: -1, keepDim: true).shape == [2, 1])
    #expect(x.argmax().ints() == [1])
    #expect(x.T.argmax().ints() == [2], "in the order of the transpose")
    #expect(Tensor(ints: [3, 7, 7]).argmax().ints() == [1])
    #expect(Tensor(3).argmax(dim: 0).ints() == [0])
  }

  /// NaN is the largest and the smallest there is, as in PyTorch.
  @Test func notANumberWins() {
    let y = Tensor([1, .nan, 3])
    #expect(y.max().item().isNaN && y.min().item().isNaN)
    #expect(y.argmax().ints() == [1] && y.argmin(dim: 0).ints() == [1])
    #expect(y.amax(dim: 0).item().isNaN)
  }

  @Test func comparisonsWithANumber() {
    let y = Tensor([-1, 0, 1, .nan])
    #expect(y.gt(0).bools() == [false, false, true, false])
    #expect(y.ge(0).bools() == [false, true, true, false])
    #expect(y.lt(0).bools() == [true, false, false, false])
    #expect(y.le(0).bools() == [true, true, false, false])
    #expect(y.eq(0).bools() == [false, true, false, false])
    #expect(y.ne(0).bools() == [true, false, true, true])
    #expect(y.gt(0).dtype == .bool)
    #expect(x.T.gt(0).bools() == [true, false, true, false, true, false])
    #expect(Tensor(ints: [1, 2]).gt(1.5).bools() == [false, true])
    #expect(!Parameter(Tensor([1])).gt(0).requiresGrad)
  }

  @Test func comparisonsOfTensors() {
    #expect(x.eq(Tensor([1, 0, -2])).bools() == [true, false, false, false, true, true])
    #expect(Tensor(ints: [1]).eq(Tensor([1])).bools() == [true])
    #expect(x.equal(x.clone()) && !x.equal(x.to(.float64)) && !x.equal(x.T))
    #expect(!Tensor([.nan]).equal(Tensor([.nan])))
    #expect(Tensor(ints: [.max]).equal(Tensor(ints: [.max])))
    #expect(!Tensor(ints: [.max]).equal(Tensor(ints: [.max - 1])))
  }

  @Test func closeness() {
    #expect(Tensor([1, 100]).allClose(Tensor([1.000_001, 100.0005])))
    #expect(!Tensor([1, 100]).allClose(Tensor([1, 100.01])))
    #expect(Tensor([1]).allClose(Tensor([1.5]), rtol: 0, atol: 0.5))
    #expect(Tensor([.infinity]).allClose(Tensor([.infinity])))
    #expect(!Tensor([.infinity]).allClose(Tensor([1])))
    #expect(!Tensor([.nan]).allClose(Tensor([.nan])))
    #expect(Tensor([1, 1]).allClose(Tensor(1)))
  }

  @Test func questionsAboutAll() {
    #expect(x.any() && !x.all() && x.slice(to: 1).all())
    #expect(!Tensor.zeros(0).any() && Tensor.zeros(0).all())
    #expect(Tensor([0, .nan]).any())
    #expect(Tensor([1, .nan, .infinity]).isnan().bools() == [false, true, false])
    #expect(Tensor([-3, -0.0, 0, 2]).sign().scalars == [-1, 0, 0, 1])
  }

  @Test func tensorsThatAreMade() {
    #expect(Tensor.arange(4).ints() == [0, 1, 2, 3])
    #expect(Tensor.arange(0).shape == [0])
    #expect(Tensor.eye(3).scalars == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    #expect(Tensor.eye(2, dtype: .int64).ints() == [1, 0, 0, 1])
    #expect(Tensor.full([2], 2.9, dtype: .int64).ints() == [2, 2])
    #expect(Tensor.ones(2, 0).shape == [2, 0])
    #expect(Tensor([[1, 2], [3, 4]]).shape == [2, 2])
    #expect(Tensor([[Float]]()).shape == [0, 0])
    #expect(Tensor(1.5).shape == [] && Tensor(1.5).item() == 1.5)
    #expect(Tensor(ints: [7, 8])[1].item() == 8)
  }

  @Test func trianglesOfOtherTypes() {
    #expect(Tensor.ones([2, 2], dtype: .bool).triu(1).bools() == [false, true, false, false])
    #expect(Tensor(ints: [1, 2, 3, 4], shape: [2, 2]).tril().ints() == [1, 0, 3, 4])
  }

  /// Of nothing: a sum is 0, a mean is no number, the logarithm of a sum is −∞.
  @Test func reductionsOfNothing() {
    let nothing = Tensor.zeros(2, 0)
    #expect(nothing.sum(dim: 1).scalars == [0, 0])
    #expect(nothing.mean(dim: 1).scalars.allSatisfy { $0.isNaN })
    #expect(nothing.logSumExp(dim: 1).scalars == [-.infinity, -.infinity])
    #expect(nothing.softmax(dim: 1).shape == [2, 0])
    #expect(Tensor.zeros(0).sum().item() == 0)
    #expect(nothing.amax(dim: 0).shape == [0])
  }

  @Test func softmaxIsSafeAtTheEdges() {
    #expect(softmax(Tensor([1000, 1000])).scalars == [0.5, 0.5])
    #expect(softmax(Tensor([0, -.infinity])).scalars == [1, 0])
    #expect(logSoftmax(Tensor([0, -1000])).scalars == [0, -1000])
    #expect(Tensor([-.infinity, -.infinity]).logSumExp(dim: 0).scalars == [-.infinity])
    #expect(Tensor([1000, -1000]).logSumExp(dim: 0).scalars == [1000])
  }
}
