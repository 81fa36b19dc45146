#if canImport(Glibc)
  import Glibc
#endif
import Testing

@testable import TensorKit

/// Attention block by block against the same in single operations.
@Suite struct AttentionTests {
  /// Leading dimensions, queries, keys, width, and the width of a value. Blocks have 32 rows, and in
  /// backward 64 rows and 256 columns.
  private static let shapes: [[Int]] = [
    [1, 1, 1, 1, 1, 1], [2, 3, 7, 7, 5, 4], [1, 2, 32, 32, 16, 16], [2, 2, 33, 33, 16, 16],
    [1, 2, 70, 70, 20, 12], [1, 1, 100, 100, 32, 32], [1, 1, 65, 300, 16, 8],
    [1, 1, 300, 65, 8, 16],
    [1, 3, 1, 530, 16, 16], [1, 1, 530, 2, 16, 16], [1, 1, 330, 270, 32, 16],
  ]

  private static func random(_ shape: [Int], _ seed: UInt64) -> Parameter {
    Parameter(Tensor.randn(shape, generator: Generator(seed: seed)).to(.float64))
  }

  private static func inBlocks(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, _ isCausal: Bool
  ) -> Tensor {
    scaledDotProductAttention(q, k, v, isCausal: isCausal)
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
    let (b, h, t, s, e, w) = (shape[0], shape[1], shape[2], shape[3], shape[4], shape[5])
    let seed = Self.random([b, h, t, w], 9).detach()
    var found: [[Tensor]] = []
    for compute in [Self.inBlocks, Self.inSteps] {
      // Heads as a transformer has them: a view of [b, t, h, width].
      let q = Self.random([b, t, h, e], 1)
      let (k, v) = (Self.random([b, s, h, e], 2), Self.random([b, s, h, w], 3))
      let out = compute(q.transposed(1, 2), k.transposed(1, 2), v.transposed(1, 2), isCausal)
      out.backward(seed)
      found.append([out.detach()] + (try [q, k, v].map { try #require($0.grad) }))
    }
    for (one, other) in zip(found[0], found[1]) {
      expectClose(one, other, within: 1e-13, "\(shape), causal \(isCausal)")
    }
  }

  /// Many keys, some of which are hidden from all, and a query that sees none.
  @Test func masksOfBothKindsAcrossBlocks() throws {
    let isSeen = Tensor.rand([70, 300], generator: Generator(seed: 4)).gt(0.4)
    isSeen[3].fill_(0)
    isSeen.narrow(dim: 1, start: 256, length: 30).fill_(0)
    let added = Tensor.where(isSeen, Tensor.zeros([70, 300]), -.infinity).to(.float64)
    var found: [[Tensor]] = []
    for mask in [isSeen, added, Parameter(added)] {
      let (q, k) = (Self.random([2, 70, 16], 1), Self.random([2, 300, 16], 2))
      let v = Self.random([2, 300, 8], 3)
      let out = scaledDotProductAttention(q, k, v, attnMask: mask)
      #expect(out.select(dim: 1, 3).equal(Tensor.zeros([2, 8], dtype: .float64)))
      out.backward(Self.random([2, 70, 8], 5).detach())
      found.append([out.detach()] + (try [q, k, v].map { try #require($0.grad) }))
    }
    for (way, others) in found.dropFirst().enumerated() {
      for (one, other) in zip(found[0], others) { expectClose(one, other, within: 1e-13, "\(way)") }
    }
  }

  /// The weights that are dropped are those that dropout drops of [..., L, S].
  @Test func dropoutIsThatOfTheWeights() {
    let (q, k) = (Self.random([2, 3, 5, 4], 1).detach(), Self.random([2, 3, 6, 4], 2).detach())
    let v = Self.random([2, 3, 6, 4], 3).detach()
    let found = withGenerator(Generator(seed: 7)) {
      scaledDotProductAttention(q, k, v, dropoutP: 0.4)
    }
    let expected = withGenerator(Generator(seed: 7)) {
      matmul(dropout((matmul(q, k.transposed(-2, -1)) / 2).softmax(dim: -1), p: 0.4), v)
    }
    expectClose(found, expected, within: 1e-14, "dropout")
    let nothing = scaledDotProductAttention(q, k, v, dropoutP: 1)
    #expect(nothing.equal(Tensor.zeros([2, 3, 5, 4], dtype: .float64)))
  }

  /// A stored type is widened, computed with, and rounded once.
  @Test(arguments: [DType.float16, .bfloat16]) func storedTypes(_ type: DType) {
    let (q, k) = (Self.random([2, 5, 8], 1).detach().to(type), Self.random([2, 6, 8], 2).to(type))
    let (v, mask) = (Self.random([2, 6, 8], 3).to(type), Self.random([5, 6], 4).detach())
    let wide = scaledDotProductAttention(
      q.to(.float32), k.to(.float32), v.to(.float32), attnMask: mask.to(.float32))
    for mask in [mask.to(.float32).to(type).to(.float32), mask.to(type)] {
      let found = scaledDotProductAttention(q, k, v, attnMask: mask)
      #expect(found.dtype == type)
      expectClose(found.to(.float32), wide, within: 0x1p-6, "\(mask.dtype)")
    }
  }

  @Test func groupedHeadsAreRepeatedHeads() {
    let (q, k) = (
      Self.random([2, 6, 40, 16], 1).detach(), Self.random([2, 2, 50, 16], 2).detach()
    )
    let v = Self.random([2, 2, 50, 16], 3).detach()
    func repeated(_ x: Tensor) -> Tensor {
      x.unsqueeze(2).expand(2, 2, 3, 50, 16).reshape(2, 6, 50, 16)
    }
    let found = scaledDotProductAttention(q, k, v, isCausal: true, enableGQA: true)
    #expect(found.equal(scaledDotProductAttention(q, repeated(k), repeated(v), isCausal: true)))
    // A transformer joins its heads without a copy.
    #expect(found.transposed(1, 2).isContiguous)
  }

  #if canImport(Glibc)
    /// Forward and backward of 6000 queries and keys, whose weights would take 144 MB.
    @Test func theSquareIsNeverThere() async {
      await #expect(processExitsWith: .success) {
        func peak() -> Int {
          var usage = rusage()
          getrusage(RUSAGE_SELF.rawValue, &usage)
          return usage.ru_maxrss
        }
        let q = Parameter(Tensor.randn([6000, 16], generator: Generator(seed: 1)))
        let before = peak()
        scaledDotProductAttention(q, q, q, isCausal: true).sum().backward()
        #expect(peak() - before < 40_000)
      }
    }
  #endif

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
