import Testing

@testable import TensorKit

/// Places, masks and assignments in the types and at the edges that the tables do not reach.
@Suite struct IndexingTests {
  private let x = Tensor.arange(12).reshape(3, 4)

  @Test(arguments: DType.allCases)
  func everyTypeIsMoved(dtype: DType) {
    let y = x.to(dtype)
    let ids = Tensor(ints: [2, 0])
    let mask = Tensor(bools: [true, false, true])
    let rows = [8, 9, 10, 11, 0, 1, 2, 3].map { dtype == .bool ? ($0 == 0 ? 0 : 1) : $0 }
    #expect(y.indexSelect(dim: 0, index: ids).ints() == rows)
    #expect(y[ids].ints() == rows && y[ids].dtype == dtype)
    #expect(y[mask].shape == [2, 4] && y[mask].dtype == dtype)
    #expect(y.flip(0)[0].equal(y[2]))
    #expect(y.gather(dim: 1, index: Tensor(ints: [3, 0, 1], shape: [3, 1])).dtype == dtype)
    let z = Tensor.zeros([3, 4], dtype: dtype)
    z[ids] = y[ids]
    z[1] = y[1]
    #expect(z.equal(y))
    #expect(
      z.scatter(dim: 0, index: Tensor.zeros([1, 4], dtype: .int64), src: y[1..<2])[0].equal(y[1]))
    #expect(y.repeatInterleave(2, dim: 1)[.all, 1].equal(y[.all, 0]))
    #expect(y.maskedSelect(y.ne(0)).count == 11)
  }

  /// In every type, what is added twice to a place is there twice; of bool, it is there.
  @Test(arguments: DType.allCases)
  func everyTypeIsAdded(dtype: DType) {
    let (ids, one) = (Tensor(ints: [1, 1]), Tensor.ones([2], dtype: dtype))
    let sum = dtype == .bool ? [0, 1] : [0, 2]
    let zeros = Tensor.zeros([2], dtype: dtype)
    #expect(zeros.scatterAdd(dim: 0, index: ids, src: one).ints() == sum)
    #expect(zeros.indexAdd(dim: 0, index: ids, source: one).ints() == sum)
    #expect(zeros.indexPut(indices: [ids], values: one, accumulate: true).ints() == sum)
    #expect(zeros.indexPut(indices: [ids], values: one).ints() == [0, 1])
  }

  @Test func rangesAreCutOffAndNumbersCountFromTheEnd() {
    #expect(x[1..<99].shape == [2, 4] && x[5..<9].shape == [0, 4])
    #expect(x[-2 ..< -1].ints() == [4, 5, 6, 7])
    #expect(x[(-1)...].ints() == [8, 9, 10, 11])
    #expect(x[..., (-2)...].shape == [3, 2])
    #expect(x[-1, -1].item() == 11)
    #expect(x[.slice(from: -3, to: -1, step: 2), 0].ints() == [0])
    #expect(x[.slice(from: 2, step: .max)].ints() == [8, 9, 10, 11])
  }

  /// Where other dimensions lie between those that tensors pick, the picked ones come first.
  @Test func whereThePickedDimensionsGo() {
    let y = Tensor.zeros(2, 3, 4, 5)
    #expect(y[.all, [0, 1], [2, 3]].shape == [2, 2, 5])
    #expect(y[.all, [0, 1], .all, [2, 3]].shape == [2, 2, 4])
    #expect(y[0, .all, [2, 3]].shape == [3, 2, 5])
    #expect(y[[0, 1], .newAxis, [0, 2]].shape == [2, 1, 4, 5])
    #expect(y[.newAxis, ..., [1]].shape == [1, 2, 3, 4, 1])
    #expect(y[Tensor.zeros([2, 3], dtype: .bool)].shape == [0, 4, 5])
  }

  @Test func aSubscriptIsAViewUnlessATensorPicks() {
    let y = x.clone()
    y[1..., .slice(step: 2)].fill_(0)
    #expect(y.ints() == [0, 1, 2, 3, 0, 5, 0, 7, 0, 9, 0, 11])
    y[[0, 1]].fill_(-1)
    #expect(y[0].ints() == [0, 1, 2, 3])
  }

  @Test func whatIsAssigned() {
    let y = x.clone()
    y[1] = Tensor(0)
    y[.all, 3] = Tensor(ints: [7, 8, 9])
    y[0, 0] = y[0, 0] - 5
    #expect(y.ints() == [-5, 1, 2, 7, 0, 0, 0, 8, 8, 9, 10, 9])
    y[y.lt(0)] = Tensor(ints: [100])
    #expect(y[0, 0].item() == 100)
    y[0..<2] = y[1..<3]
    #expect(y.ints() == [0, 0, 0, 8, 8, 9, 10, 9, 8, 9, 10, 9], "read before it is overwritten")
    let z = Tensor.zeros(3, 4).T
    z[[0, 2]] = Tensor([[1, 2, 3]])
    #expect(z.scalars == [1, 2, 3, 0, 0, 0, 1, 2, 3, 0, 0, 0])
  }

  @Test func aLeafIsAssignedToInNoGrad() {
    let weight = Parameter(Tensor.zeros(2, 2))
    noGrad { weight[0] = Tensor([1, 2]) }
    #expect(weight.scalars == [1, 2, 0, 0] && weight.isLeaf)
  }

  @Test func placesOfWhatIsNotZero() {
    #expect(Tensor([[0, 1], [.nan, 0]]).nonzero().ints() == [0, 1, 1, 0])
    #expect(Tensor(1).nonzero().shape == [1, 0] && Tensor(0).nonzero().shape == [0, 0])
    #expect(Tensor(bools: [true, false, true]).argwhere().ints() == [0, 2])
    let long = Tensor.arange(40_000).reshape(200, 200)
    #expect(long.nonzero().shape == [39_999, 2])
    #expect(long.ge(39_990).nonzero()[.all, 1].ints() == Array(190..<200))
    #expect(long.maskedSelect(long.lt(17)).ints() == Array(0..<17))
  }

  @Test func counts() {
    #expect(Tensor(ints: [1, 3, 1]).bincount().ints() == [0, 2, 0, 1])
    #expect(Tensor(ints: [1]).bincount(minlength: 3).ints() == [0, 1, 0])
    #expect(Tensor(ints: [1, 1]).bincount(weights: Tensor([0.5, 2])).scalars == [0, 2.5])
    #expect(Tensor(ints: [1]).bincount(weights: Tensor(ints: [2])).dtype == .float64)
    #expect(oneHot(Tensor(ints: [2, 0])).ints() == [0, 0, 1, 1, 0, 0])
    #expect(oneHot(Tensor(ints: [1], shape: [1, 1]), numClasses: 3).shape == [1, 1, 3])
    let grids = Tensor.meshgrid([Tensor(ints: [1, 2]), Tensor(ints: [3, 4, 5])])
    #expect(grids[0].ints() == [1, 1, 1, 2, 2, 2] && grids[1].ints() == [3, 4, 5, 3, 4, 5])
  }
}
