import Testing

@testable import TensorKit

/// Draws with PyTorch's bits, from seed 0: a digest of each was recorded from torch.
@Suite struct DrawDigestTests {
  typealias Draw = (name: String, draw: @Sendable () -> Tensor, digest: UInt64)

  /// A window on a larger tensor: there are gaps along every dimension.
  private static func gappy(_ shape: [Int]) -> Tensor {
    var window = Tensor.zeros(shape.map { $0 + 3 })
    for (d, extent) in shape.enumerated() {
      window = window.narrow(dim: d, start: 1, length: extent)
    }
    return window
  }

  /// FNV-1a over the bits of the elements, in row-major order.
  private static func digest(_ x: Tensor) -> UInt64 {
    let bits: [UInt64] =
      switch x.dtype {
      case .float32, .float16, .bfloat16: x.scalars.map { UInt64($0.bitPattern) }
      case .float64: x.doubles().map(\.bitPattern)
      default: x.ints().map { UInt64(bitPattern: Int64($0)) }
      }
    return bits.reduce(14_695_981_039_346_656_037) { ($0 ^ $1) &* 1_099_511_628_211 }
  }

  private func expectRecorded(_ draws: [Draw]) {
    for (name, draw, digest) in draws {
      let found = withGenerator(Generator(seed: 0), draw)
      #expect(Self.digest(found) == digest, "\(name)")
    }
  }

  /// The elements are drawn in the order in which they lie in memory, not in that of the shape; and
  /// normals that do not lie dense in row-major order are drawn one by one, however many there are.
  @Test func drawsFollowTheMemory() {
    expectRecorded([
      ("Tensor.zeros(3, 4).T.normal_()", { Tensor.zeros(3, 4).T.normal_() }, 0xb9d62bfb7263c078),
      ("Tensor.zeros(5, 8).T.normal_()", { Tensor.zeros(5, 8).T.normal_() }, 0xe474d70a34967efa),
      (
        "Tensor.zeros(5, 8).T.normal_(mean: 1, std: 0.5)",
        { Tensor.zeros(5, 8).T.normal_(mean: 1, std: 0.5) }, 0x170809ea3a0d80c6
      ),
      ("gappy([5, 8]).normal_()", { Self.gappy([5, 8]).normal_() }, 0x078cb0d1a392f2ac),
      (
        "gappy([5, 8]).T.normal_(mean: -2, std: 3)",
        { Self.gappy([5, 8]).T.normal_(mean: -2, std: 3) }, 0xc19d4f64a01d5605
      ),
      (
        "Tensor.zeros(2, 5, 8).permute(2, 0, 1).normal_()",
        { Tensor.zeros(2, 5, 8).permute(2, 0, 1).normal_() }, 0x84897974554ade04
      ),
      (
        "gappy([2, 5, 8]).permute(1, 2, 0).normal_()",
        { Self.gappy([2, 5, 8]).permute(1, 2, 0).normal_() }, 0x41e59259dd4c6b20
      ),
      (
        "Tensor.zeros(5, 8).T.uniform_(-2, 3)", { Tensor.zeros(5, 8).T.uniform_(-2, 3) },
        0x7d992a8b29daeab8
      ),
      (
        "gappy([5, 8]).uniform_(-2, 3)", { Self.gappy([5, 8]).uniform_(-2, 3) }, 0x1819ca20bdee8134
      ),
      (
        "gappy([5, 8]).T.uniform_(-2, 3)", { Self.gappy([5, 8]).T.uniform_(-2, 3) },
        0x7d992a8b29daeab8
      ),
      (
        "Tensor.zeros(2, 5, 8).permute(2, 0, 1).uniform_()",
        { Tensor.zeros(2, 5, 8).permute(2, 0, 1).uniform_() }, 0xb74ee09ca6b4d8ac
      ),
      (
        "Tensor.zeros(5, 1, 8).permute(1, 2, 0).uniform_()",
        { Tensor.zeros(5, 1, 8).permute(1, 2, 0).uniform_() }, 0x5b5f2ee9456b338c
      ),
      (
        "Tensor.zeros(5, 8).T.bernoulli_(0.3)", { Tensor.zeros(5, 8).T.bernoulli_(0.3) },
        0x4d3223efc9f65c45
      ),
      (
        "gappy([5, 8]).T.bernoulli_(0.3)", { Self.gappy([5, 8]).T.bernoulli_(0.3) },
        0x4d3223efc9f65c45
      ),
      ("dropout(.ones(5, 8).T, p: 0.3)", { dropout(.ones(5, 8).T, p: 0.3) }, 0x244ddb5049cb044b),
      (
        "dropout(.ones(2, 5, 8).permute(1, 2, 0), p: 0.3)",
        { dropout(.ones(2, 5, 8).permute(1, 2, 0), p: 0.3) }, 0x1f51fe1b58b394ab
      ),
      (
        "dropout(gappy([5, 8]).fill_(1).T, p: 0.3)",
        { dropout(Self.gappy([5, 8]).fill_(1).T, p: 0.3) }, 0x244ddb5049cb044b
      ),
      (
        "dropout(.ones(5, 1).expand(5, 8), p: 0.3)", { dropout(.ones(5, 1).expand(5, 8), p: 0.3) },
        0xf009cd71a423b76b
      ),
      (
        "dropout(dropout(.ones(5, 8).T, p: 0.3), p: 0.3)",
        { dropout(dropout(.ones(5, 8).T, p: 0.3), p: 0.3) }, 0xaeb3a7fbf9d9d5cd
      ),
    ])
  }

  private static var weights: Tensor { Tensor([[0.1, 0.2, 0.3, 0.4], [3, 0, 1, 2.5]]) }

  @Test func everyKindOfDraw() {
    expectRecorded([
      ("dropout(.ones(500), p: 0.04)", { dropout(.ones(500), p: 0.04) }, 0x8a213d94d45e3513),
      ("dropout(.rand(500), p: 0.42)", { dropout(.rand(500), p: 0.42) }, 0x6b879d2b048ac292),
      ("Tensor.zeros(40).exponential_()", { Tensor.zeros(40).exponential_() }, 0x5484718f5bd76ad4),
      (
        "Tensor.zeros(5, 8).T.exponential_(2.5)", { Tensor.zeros(5, 8).T.exponential_(2.5) },
        0x7f78b29a4b339ac0
      ),
      (
        "Tensor.zeros([40], dtype: .int64).bernoulli_(0.3)",
        { Tensor.zeros([40], dtype: .int64).bernoulli_(0.3) }, 0x8121023149ddbacb
      ),
      (
        "Tensor.zeros([40], dtype: .bool).bernoulli_(0.3)",
        { Tensor.zeros([40], dtype: .bool).bernoulli_(0.3) }, 0x8121023149ddbacb
      ),
      (
        "Tensor.rand([1000], dtype: .float16)", { Tensor.rand([1000], dtype: .float16) },
        0x67ab5cabbd63c745
      ),
      (
        "Tensor.rand([1000], dtype: .bfloat16)", { Tensor.rand([1000], dtype: .bfloat16) },
        0x5347f3374fe7a745
      ),
      (
        "Tensor.zeros([1000], dtype: .float16).uniform_(0.3, 0.9)",
        { Tensor.zeros([1000], dtype: .float16).uniform_(0.3, 0.9) }, 0x296ce2f6772f0745
      ),
      (
        "Tensor.zeros([1000], dtype: .bfloat16).uniform_(-0.3, 0.9)",
        { Tensor.zeros([1000], dtype: .bfloat16).uniform_(-0.3, 0.9) }, 0x82a6916f1859a745
      ),
      (
        "Tensor.randn([100], dtype: .float16)", { Tensor.randn([100], dtype: .float16) },
        0xc7c265ec1aafc375
      ),
      (
        "Tensor.randn([5], dtype: .bfloat16)", { Tensor.randn([5], dtype: .bfloat16) },
        0x95b966716264e94f
      ),
      (
        "Tensor.randn([5, 8], dtype: .bfloat16)", { Tensor.randn([5, 8], dtype: .bfloat16) },
        0x2664dd15ecc75c45
      ),
      (
        "Tensor.zeros([5, 8], dtype: .float16).T.normal_(mean: 1, std: 2)",
        { Tensor.zeros([5, 8], dtype: .float16).T.normal_(mean: 1, std: 2) }, 0xc6dcc5d9499e1c45
      ),
      (
        "dropout(.rand([500], dtype: .float16), p: 0.3)",
        { dropout(.rand([500], dtype: .float16), p: 0.3) }, 0xb1bc8203949496b5
      ),
      (
        "Tensor.normal(mean: 2, std: 3, [40])", { Tensor.normal(mean: 2, std: 3, [40]) },
        0x17abe370e098b211
      ),
      ("Tensor.randint(10, [40])", { Tensor.randint(10, [40]) }, 0xdd40e62532a66d24),
      (
        "Tensor.randint(-5, 10, [40], dtype: .float32)",
        { Tensor.randint(-5, 10, [40], dtype: .float32) }, 0x6437da7c86465c45
      ),
      ("Tensor.randLike(.zeros(5, 8).T)", { Tensor.randLike(.zeros(5, 8).T) }, 0x5b5f2ee9456b338c),
      (
        "Tensor.randnLike(.zeros(5, 8).T)", { Tensor.randnLike(.zeros(5, 8).T) }, 0xe474d70a34967efa
      ),
      (
        "Tensor.randnLike(gappy([5, 8]))", { Tensor.randnLike(Self.gappy([5, 8])) },
        0x6ba36a4e2def733e
      ),
      (
        "Tensor.randintLike(.zeros(5, 8).T, 0, 9)", { Tensor.randintLike(.zeros(5, 8).T, 0, 9) },
        0xd324d42ea6f65c45
      ),
      ("Self.weights.multinomial(1)", { Self.weights.multinomial(1) }, 0x08395507b4f137f2),
      ("Self.weights.multinomial(3)", { Self.weights.multinomial(3) }, 0x6cf5954e8fb50158),
      (
        "Self.weights.T.contiguous().T.multinomial(3)",
        { Self.weights.T.contiguous().T.multinomial(3) }, 0x09c9156846321640
      ),
      (
        "Self.weights.multinomial(1, replacement: true)",
        { Self.weights.multinomial(1, replacement: true) }, 0x08395507b4f137f2
      ),
      (
        "Self.weights.multinomial(1000, replacement: true)",
        { Self.weights.multinomial(1000, replacement: true) }, 0xdcd15d2686ae1452
      ),
      (
        "Self.weights.to(.float64).multinomial(1000, replacement: true)",
        { Self.weights.to(.float64).multinomial(1000, replacement: true) }, 0xdcd15d2686ae1452
      ),
      ("Self.weights[0].multinomial(2)", { Self.weights[0].multinomial(2) }, 0x08395307b4f1348c),
    ])
  }

  /// Nothing is drawn for these.
  @Test func ranges() {
    expectRecorded([
      ("Tensor.linspace(-2.5, 3.1, 100)", { Tensor.linspace(-2.5, 3.1, 100) }, 0x34a541b439819198),
      ("Tensor.linspace(0.1, 9.7, 1001)", { Tensor.linspace(0.1, 9.7, 1001) }, 0xeab812405cd20060),
      (
        "Tensor.linspace(5, -1, 64, dtype: .float64)",
        { Tensor.linspace(5, -1, 64, dtype: .float64) }, 0x73afe600631297e7
      ),
      (
        "Tensor.linspace(0, -10, 7, dtype: .int64)", { Tensor.linspace(0, -10, 7, dtype: .int64) },
        0x5f8554af33c53500
      ),
      ("Tensor.linspace(1, 2, 1)", { Tensor.linspace(1, 2, 1) }, 0x2f63bdaad481b7df),
      ("Tensor.linspace(1, 2, 0)", { Tensor.linspace(1, 2, 0) }, 0xcbf29ce484222325),
      ("Tensor.arange(0, 10, 0.1)", { Tensor.arange(0, 10, 0.1) }, 0xb324b605c3ce5045),
      ("Tensor.arange(-2.5, 3.1, 0.013)", { Tensor.arange(-2.5, 3.1, 0.013) }, 0x5593a7beaad495b4),
      (
        "Tensor.arange(5, -1, -0.07, dtype: .float64)",
        { Tensor.arange(5, -1, -0.07, dtype: .float64) }, 0xb7f3cfc5e635a238
      ),
      ("Tensor.arange(0.5, 3)", { Tensor.arange(0.5, 3) }, 0x3a5a4cbec26f2fb7),
      ("Tensor.arange(7)", { Tensor.arange(7) }, 0x841bdba5e4298608),
      ("Tensor.arange(5, 0, -2)", { Tensor.arange(5, 0, -2) }, 0xae07dc18538fde28),
      ("Tensor.arange(3, 3)", { Tensor.arange(3, 3) }, 0xcbf29ce484222325),
    ])
  }

  /// Another's strides, as PyTorch keeps or closes them up.
  @Test func likeAnother() {
    for (model, strides) in [
      (Tensor.zeros(2, 3, 4).permute(2, 0, 1), [1, 12, 4]), (Self.gappy([6, 4]).T, [1, 4]),
      (Tensor.zeros(3, 1).expand(3, 4), [4, 1]), (Tensor.zeros(1, 4).expand(3, 4), [4, 1]),
      (Self.gappy([4, 6, 3]).permute(2, 0, 1), [1, 18, 3]),
      (Tensor.zeros(5, 1, 4).permute(2, 1, 0), [1, 4, 4]),
      (Tensor.zeros(5, 1, 4).permute(1, 2, 0).expand(3, 4, 5), [20, 1, 4]),
    ] {
      #expect(Tensor.emptyLike(model).strides == strides, "\(model.shape), \(model.strides)")
      #expect(Tensor.zerosLike(model).equal(Tensor.zeros(model.shape)))
      #expect(Tensor.onesLike(model, dtype: .int64).equal(Tensor.ones(model.shape, dtype: .int64)))
      #expect(Tensor.fullLike(model, 2.5).equal(Tensor.full(model.shape, 2.5)))
    }
  }

  /// The C library's logarithm and cosine take part in these.
  @Test(.enabled(if: TestMachine.hasGlibc)) func doubles() {
    expectRecorded([
      (
        "Tensor.zeros([5, 8], dtype: .float64).T.normal_(mean: -3.5, std: 2.7)",
        { Tensor.zeros([5, 8], dtype: .float64).T.normal_(mean: -3.5, std: 2.7) },
        0xb462a55fc775b395
      ),
      (
        "Tensor.zeros([5, 8], dtype: .float64).normal_(mean: -3.5, std: 2.7)",
        { Tensor.zeros([5, 8], dtype: .float64).normal_(mean: -3.5, std: 2.7) }, 0x409199ee4fdd38d9
      ),
      (
        "Tensor.zeros([5], dtype: .float64).normal_(mean: -3.5, std: 2.7)",
        { Tensor.zeros([5], dtype: .float64).normal_(mean: -3.5, std: 2.7) }, 0xbee23cdf09936e7b
      ),
      (
        "Tensor.zeros([1000], dtype: .float64).normal_()",
        { Tensor.zeros([1000], dtype: .float64).normal_() }, 0xefeabc202579a8fc
      ),
      (
        "Tensor.zeros([5, 8], dtype: .float64).T.uniform_(-2, 3)",
        { Tensor.zeros([5, 8], dtype: .float64).T.uniform_(-2, 3) }, 0x98e3e8e2e9cdadd9
      ),
      (
        "Tensor.zeros([5, 8], dtype: .float64).T.bernoulli_(0.3)",
        { Tensor.zeros([5, 8], dtype: .float64).T.bernoulli_(0.3) }, 0x72d69e0cf0f65c45
      ),
      (
        "dropout(.ones([5, 8], dtype: .float64).T, p: 0.3)",
        { dropout(.ones([5, 8], dtype: .float64).T, p: 0.3) }, 0x4eb88888819f05a0
      ),
    ])
  }

  @Test func largeOnes() {
    expectRecorded([
      ("Tensor.randn(100_003)", { Tensor.randn(100_003) }, 0x237b9cf386bd1a74),
      (
        "Tensor.zeros(100_003).normal_(mean: 1, std: 0.02)",
        { Tensor.zeros(100_003).normal_(mean: 1, std: 0.02) }, 0x78227f5a2db8d1af
      ),
      ("Tensor.rand(100_003)", { Tensor.rand(100_003) }, 0x19b40322bbfcb514),
      (
        "Tensor.zeros(100_003).uniform_(-0.3, 0.7)", { Tensor.zeros(100_003).uniform_(-0.3, 0.7) },
        0x69d7fa3c59db31b1
      ),
      (
        "Tensor.zeros(100_003).bernoulli_(0.3)", { Tensor.zeros(100_003).bernoulli_(0.3) },
        0xa707001d2827e137
      ),
      ("dropout(.ones(100_003), p: 0.1)", { dropout(.ones(100_003), p: 0.1) }, 0x7b3f10d9474fcc57),
      (
        "Tensor.randint(-7, 100, [100_003])", { Tensor.randint(-7, 100, [100_003]) },
        0x084fba46cb80ca01
      ),
      (
        "Tensor.randint(0, 1 << 40, [10_003])", { Tensor.randint(0, 1 << 40, [10_003]) },
        0x084deaabf8ccbad7
      ),
      ("Tensor.randperm(10_003)", { Tensor.randperm(10_003) }, 0xd57ed9fb588d5afa),
      (
        "Tensor.rand([100_003], dtype: .float64)", { Tensor.rand([100_003], dtype: .float64) },
        0x3009949669dcc42d
      ),
    ])
  }
}

private enum TestMachine {
  #if canImport(Glibc)
    static let hasGlibc = true
  #else
    static let hasGlibc = false
  #endif
}
