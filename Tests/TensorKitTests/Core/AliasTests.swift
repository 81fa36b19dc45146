import Testing

@testable import TensorKit

/// PyTorch's words for what has another name here give the same.
@Suite struct AliasTests {
  private let x = Tensor((0..<12).map { Float($0) }, shape: [3, 4])

  @Test func extentsAreAsked() {
    #expect(x.numel() == 12)
    #expect(x.size() == [3, 4])
    #expect((x.size(0), x.size(-1)) == (3, 4))
    #expect(x.dim() == 2)
    #expect(Tensor(3).size() == [])
    #expect(
      [DType.float32, .float64, .int64, .bool].map { x.to($0).elementSize() } == [4, 8, 8, 1])
  }

  @Test func typesAreChanged() {
    let y = Tensor([-1.5, 0, 0.5, .nan])
    #expect(y.float() === y)
    #expect(y.double().dtype == .float64)
    #expect(y.slice(to: 3).long().ints() == [-1, 0, 0])
    #expect(y.long().dtype == .int64)
    #expect(y.bool().bools() == [true, false, true, true])
    #expect(y.bool().dtype == .bool)
  }

  @Test func matricesAreTurned() {
    #expect(x.t().shape == [4, 3])
    #expect(x.t().equal(x.T))
    #expect(x.transpose(0, -1).equal(x.T))
    #expect(x.view(2, 3, 2).transpose(0, 1).shape == [3, 2, 2])
    let row = Tensor([1, 2])
    #expect(row.t().equal(row))
    #expect(Tensor(3).t().shape == [])
  }

  @Test func shapesAreTakenFromAnother() {
    let other = Tensor.zeros(2, 6)
    #expect(x.view(as: other).equal(x.view(2, 6)))
    #expect(x.T.reshape(as: other).equal(x.T.reshape(2, 6)))
    #expect(Tensor([1, 2, 3]).expand(as: Tensor.zeros(2, 3)).scalars == [1, 2, 3, 1, 2, 3])
  }

  /// A vector is given back, not copied out of its graph.
  @Test func gradientsFlow() {
    let w = Parameter(Tensor([1, 2]))
    (w.t() * Tensor([3, 4])).sum().backward()
    #expect(w.grad?.scalars == [3, 4])
  }
}
