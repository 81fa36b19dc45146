import Testing

@testable import TensorKit

/// Attention head by head against the same in single operations.
@Suite struct AttentionTests {
  /// Leading dimensions, queries, keys, width, and the width of a value.
  private static let shapes: [[Int]] = [
    [1, 1, 1, 1, 1], [2, 3, 7, 5, 4], [1, 2, 32, 16, 16], [2, 2, 33, 16, 16], [1, 2, 70, 20, 12],
    [1, 1, 100, 32, 32],
  ]

  private static func random(_ shape: [Int], _ seed: UInt64) -> Parameter {
    Parameter(Tensor.randn(shape, generator: Generator(seed: seed)).to(.float64))
  }

  private static func inSteps(_ q: Tensor, _ k: Tensor, _ v: Tensor, _ isCausal: Bool) -> Tensor {
    let width = Tensor([Double(q.shape[q.ndim - 1])], shape: [], dtype: q.dtype)
    var scores = matmul(q, k.transposed(-2, -1)) / width.sqrt()
    if isCausal {
      let future = Tensor.ones([q.shape[q.ndim - 2], k.shape[k.ndim - 2]], dtype: .bool).triu(1)
      scores = scores.maskedFill(future, -.infinity)
    }
    return matmul(scores.softmax(dim: -1), v)
  }

  @Test(arguments: shapes, [false, true])
  func itIsWhatItsStepsAre(_ shape: [Int], _ isCausal: Bool) throws {
    let (b, h, t, e, w) = (shape[0], shape[1], shape[2], shape[3], shape[4])
    let seed = Self.random([b, h, t, w], 9).detach()
    var found: [[Tensor]] = []
    for compute in [scaledDotProductAttention, Self.inSteps] {
      // Heads as a transformer has them: a view of [b, t, h, width].
      let q = Self.random([b, t, h, e], 1)
      let (k, v) = (Self.random([b, t, h, e], 2), Self.random([b, t, h, w], 3))
      let out = compute(q.transposed(1, 2), k.transposed(1, 2), v.transposed(1, 2), isCausal)
      out.backward(seed)
      found.append([out.detach()] + (try [q, k, v].map { try #require($0.grad) }))
    }
    for (one, other) in zip(found[0], found[1]) {
      expectClose(one, other, within: 1e-13, "\(shape), causal \(isCausal)")
    }
  }

  @Test func fewerKeysThanQueriesAndFloats() {
    let q = Self.random([3, 40, 16], 1).detach().to(.float32)
    let k = Self.random([3, 25, 16], 2).detach().to(.float32)
    let v = Self.random([3, 25, 6], 3).detach().to(.float32)
    for isCausal in [false, true] {
      expectClose(
        scaledDotProductAttention(q, k, v, isCausal: isCausal), Self.inSteps(q, k, v, isCausal),
        within: 1e-6, "causal \(isCausal)")
    }
  }

  @Test func theFutureIsNotSeen() {
    let (q, k) = (Self.random([1, 64, 16], 1).detach(), Self.random([1, 64, 16], 2).detach())
    let v = Self.random([1, 64, 16], 3).detach()
    let before = scaledDotProductAttention(q, k, v, isCausal: true)
    for tensor in [k, v] { tensor.narrow(dim: 1, start: 40, length: 24).fill_(.nan) }
    let after = scaledDotProductAttention(q, k, v, isCausal: true)
    let seen = { (x: Tensor) in x.narrow(dim: 1, start: 0, length: 32) }
    #expect(seen(after).equal(seen(before)))
    let blind = after[0][40].doubles().filter { !$0.isNaN }
    #expect(blind.isEmpty)
  }

  @Test func shapesThatDoNotFit() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = scaledDotProductAttention(.ones(2, 3, 4), .ones(2, 3, 5), .ones(2, 3, 4))
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("query [2, 3, 4], key [2, 3, 5], value [2, 3, 4]: queries and keys"))
  }
}
