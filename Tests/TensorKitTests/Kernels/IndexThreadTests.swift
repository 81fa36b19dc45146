import Testing

@testable import TensorKit

extension ThreadTests {
  /// What moves elements gives the same with any number of threads. Several times, as two threads
  /// that write to one place do so rarely at one time.
  @Test func placesAndOrders() {
    let generator = Generator(seed: 4)
    let x = Tensor.randn([300, 700], generator: generator)
    let ids = Tensor.randint(0, 300, [300, 700], generator: generator)
    let made = { () -> [Tensor] in
      [
        x.sort(dim: 0).indices, x.topk(9).indices, x.cumsum(dim: 0), x.flip(0, 1), x[x.gt(0)],
        x.gather(dim: 0, index: ids), x.scatterAdd(dim: 0, index: ids, src: x),
        x.indexAdd(dim: 0, index: ids[.all, 0], source: x), x.gt(0).nonzero(),
      ]
    }
    let threads = getNumThreads()
    defer { setNumThreads(threads) }
    setNumThreads(1)
    let alone = made()
    setNumThreads(3)
    for _ in 0..<20 {
      for (place, (one, other)) in zip(alone, made()).enumerated() {
        #expect(one.equal(other), "result \(place)")
      }
    }
  }
}
