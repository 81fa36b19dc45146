import Testing

@testable import TensorKit

/// Changes in place of leaves and of windows on them, inside `noGrad`.
@Suite struct InPlaceTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    /// Changes the first tensor, with the help of the second.
    let change: @Sendable (Tensor, Tensor) -> Tensor
    /// What the first should then hold.
    let expected: @Sendable (Tensor, Tensor) -> Tensor

    var testDescription: String { name }
  }

  static let changes: [Change] = [
    Change(name: "add_", change: { $0.add_($1) }, expected: { $0 + $1 }),
    Change(name: "add_ alpha", change: { $0.add_($1, alpha: 2) }, expected: { $0 + $1 * 2 }),
    Change(name: "add_ scalar", change: { x, _ in x.add_(2) }, expected: { x, _ in x + 2 }),
    Change(name: "sub_", change: { $0.sub_($1) }, expected: { $0 - $1 }),
    Change(name: "sub_ alpha", change: { $0.sub_($1, alpha: 2) }, expected: { $0 - $1 * 2 }),
    Change(name: "sub_ scalar", change: { x, _ in x.sub_(2) }, expected: { x, _ in x - 2 }),
    Change(name: "mul_", change: { $0.mul_($1) }, expected: { $0 * $1 }),
    Change(name: "mul_ scalar", change: { x, _ in x.mul_(2) }, expected: { x, _ in x * 2 }),
    Change(name: "div_", change: { $0.div_($1) }, expected: { $0 / $1 }),
    Change(name: "div_ scalar", change: { x, _ in x.div_(4) }, expected: { x, _ in x / 4 }),
    Change(name: "fill_", change: { x, _ in x.fill_(5) }, expected: { x, _ in x * 0 + 5 }),
    Change(name: "zero_", change: { x, _ in x.zero_() }, expected: { x, _ in x * 0 }),
    Change(name: "copy_", change: { $0.copy_($1) }, expected: { $0 * 0 + $1 }),
    Change(
      name: "uniform_", change: { x, _ in x.uniform_(-1, 1, generator: Generator(seed: 6)) },
      expected: { x, _ in Tensor.emptyLike(x).uniform_(-1, 1, generator: Generator(seed: 6)) }),
    Change(
      name: "normal_", change: { x, _ in x.normal_(generator: Generator(seed: 6)) },
      expected: { x, _ in Tensor.emptyLike(x).normal_(generator: Generator(seed: 6)) }),
    Change(
      name: "bernoulli_", change: { x, _ in x.bernoulli_(0.5, generator: Generator(seed: 6)) },
      expected: { x, _ in Tensor.emptyLike(x).bernoulli_(0.5, generator: Generator(seed: 6)) }),
    Change(
      name: "exponential_", change: { x, _ in x.exponential_(2, generator: Generator(seed: 6)) },
      expected: { x, _ in Tensor.emptyLike(x).exponential_(2, generator: Generator(seed: 6)) }),
    Change(
      name: "scatter_", change: { x, _ in x.scatter_(dim: 0, index: backwards(x), src: x * 2) },
      expected: { x, _ in (x * 2).flip(0) }),
    Change(
      name: "scatterAdd_",
      change: { x, _ in x.scatterAdd_(dim: 0, index: backwards(x), src: x * 2) },
      expected: { x, _ in x + (x * 2).flip(0) }),
    Change(
      name: "indexAdd_",
      change: { x, _ in x.indexAdd_(dim: 0, index: fromLast(x), source: x * 2) },
      expected: { x, _ in x + (x * 2).flip(0) }),
    Change(
      name: "indexPut_",
      change: { x, _ in
        x.indexPut_(indices: x.ndim == 0 ? [] : [fromLast(x)], values: x * 2)
      },
      expected: { x, _ in (x * 2).flip(0) }),
    Change(
      name: "subscript =",
      change: { x, other in
        x[...] = other
        return x
      }, expected: { $0 * 0 + $1 }),
  ]

  /// The places of dimension 0, the last one first.
  private static func fromLast(_ x: Tensor) -> Tensor {
    Tensor(ints: (0..<(x.shape.first ?? 1)).reversed())
  }

  /// As an index for every element of `x`.
  private static func backwards(_ x: Tensor) -> Tensor {
    let column = [x.shape.first ?? 1] + x.shape.dropFirst().map { _ in 1 }
    return fromLast(x).reshape(x.ndim == 0 ? [] : column).expand(x.shape)
  }

  private func operands(_ dtype: DType, _ shape: [Int], _ otherShape: [Int]) -> (Tensor, Tensor) {
    let generator = Generator(seed: 12)
    func values(_ shape: [Int]) -> Tensor {
      Tensor.rand(shape, dtype: .float64, generator: generator).add_(1).to(dtype)
    }
    return (values(shape), values(otherShape))
  }

  @Test(arguments: changes, [DType.float32, .float64])
  func aLeafChangesWhereItStands(change: Change, dtype: DType) {
    for (shape, other) in [([2, 3], [2, 3]), ([2, 3], [3]), ([], []), ([0], [1]), ([17], [])] {
      let (value, operand) = operands(dtype, shape, other)
      let expected = change.expected(value, operand)
      let leaf = Parameter(value.clone())
      let (storage, version) = (leaf.storage, leaf.storage.version)
      let returned = noGrad { change.change(leaf, operand) }
      #expect(returned === leaf)
      #expect(leaf.storage === storage)
      #expect(leaf.storage.version > version, "backward must notice the change")
      #expect(leaf.isLeaf && leaf.requiresGrad)
      expectSame(leaf.detach(), expected, "\(shape)")
    }
  }

  @Test(arguments: changes, Arrangement.allCases)
  func aWindowChangesAndNothingBesideIt(change: Change, arrangement: Arrangement) {
    let (value, operand) = operands(.float64, [3, 4], [3, 4])
    let (whole, window) = arrangement.hold(value)
    let outside = whole.isnan().doubles().reduce(0, +)
    // Draws are made in the order of the memory.
    let dense = Tensor.emptyLike(window(whole)).copy_(value)
    _ = change.change(window(whole), operand)
    expectSame(window(whole), change.expected(dense, operand), "the window")
    #expect(whole.isnan().doubles().reduce(0, +) == outside)
  }

  @Test func aTensorMayChangeByItself() {
    let x = Tensor([[1, 2], [3, 4]])
    #expect(x.clone().add_(x).scalars == [2, 4, 6, 8])
    let y = x.clone()
    #expect(y.add_(y).scalars == [2, 4, 6, 8])
    #expect(y.mul_(y).scalars == [4, 16, 36, 64])
    #expect(y.div_(y).scalars == [1, 1, 1, 1])
    #expect(y.sub_(y, alpha: 3).scalars == [-2, -2, -2, -2])
    let z = x.clone()
    #expect(z.copy_(z.T).scalars == [1, 3, 2, 4])
    #expect(z.add_(z.T).scalars == [2, 5, 5, 8])
    let shifted = Tensor([1, 2, 3, 4, 5])
    shifted.slice(from: 1).copy_(shifted.slice(to: 4))
    #expect(shifted.scalars == [1, 1, 2, 3, 4])
    shifted.slice(from: 1).add_(shifted.slice(to: 4))
    #expect(shifted.scalars == [1, 2, 3, 5, 7])
  }

  @Test func integersChangeToo() {
    let x = Tensor(ints: [1, 2, 3])
    #expect(x.add_(Tensor(ints: [1, 1, 1])).ints() == [2, 3, 4])
    #expect(x.mul_(2).ints() == [4, 6, 8])
    #expect(x.fill_(7).ints() == [7, 7, 7])
    #expect(x.copy_(Tensor([1.9, -1.9, 0])).ints() == [1, -1, 0])
  }
}
