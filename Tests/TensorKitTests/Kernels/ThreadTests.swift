import Synchronization
import Testing

@testable import TensorKit

/// The number of threads is the whole program's: one test at a time changes it.
@Suite(.serialized) struct ThreadTests {
  private static func random(_ shape: [Int], _ seed: UInt64) -> Tensor {
    Tensor.randn(shape, generator: Generator(seed: seed))
  }

  /// The results with each number of threads must have the same bits.
  private func expectSameBits(_ what: String, _ compute: () -> [Tensor]) {
    let before = getNumThreads()
    defer { setNumThreads(before) }
    setNumThreads(1)
    let alone = compute().map { $0.scalars.map(\.bitPattern) }
    for threads in [2, 3, 5] {
      setNumThreads(threads)
      let found = compute().map { $0.scalars.map(\.bitPattern) }
      #expect(found == alone, "\(what) with \(threads) threads")
    }
  }

  @Test(arguments: [
    [200, 300, 250], [64, 512, 512], [1000, 96, 90], [70, 400, 1030], [30, 1030, 520],
    [1, 700, 3000], [3, 700, 3000], [8, 300, 3000], [3000, 700, 1], [2000, 700, 5],
  ])
  func productsAreTheSameToTheBit(_ shape: [Int]) {
    let (m, k, n) = (shape[0], shape[1], shape[2])
    let (a, b, weight) = (Self.random([m, k], 1), Self.random([k, n], 2), Self.random([n, k], 3))
    let bias = Self.random([n], 4)
    expectSameBits("\(shape)") {
      [matmul(a, b), linear(a, weight, bias), matmul(a.T.contiguous().T, weight.T)]
    }
  }

  @Test func stacksAndHeadsAreTheSameToTheBit() {
    let (a, b) = (Self.random([5, 90, 70], 1), Self.random([5, 70, 80], 2))
    let (one, q) = (Self.random([1, 1, 700, 32], 3), Self.random([2, 5, 300, 16], 4))
    expectSameBits("stacks and heads") {
      let (x, y) = (Parameter(one), Parameter(q))
      let out = [
        scaledDotProductAttention(x, x, x), scaledDotProductAttention(y, y, y, isCausal: true),
      ]
      for result in out { result.sum().backward() }
      return [matmul(a, b)] + out.map { $0.detach() } + [x.grad, y.grad].compactMap { $0 }
    }
  }

  @Test func rowsAndElementsAreTheSameToTheBit() {
    let (x, y) = (Self.random([130, 1027], 1), Self.random([130, 1027], 2))
    let (weight, bias) = (Self.random([1027], 3), Self.random([1027], 4))
    expectSameBits("rows and elements") {
      [
        x + y, x * y, x * 3, x.clone(), x.T.contiguous(), Tensor.cat([x, y], dim: 1), gelu(x),
        gelu(x, approximate: .tanh), x.exp(), x.relu(),
        x.softmax(dim: -1), x.softmax(dim: 0), x.logSoftmax(dim: -1), x.sum(), x.sum(dim: 0),
        layerNorm(x, weight: weight, bias: bias),
      ]
    }
  }

  @Test func aTrainingStepIsTheSameToTheBit() {
    let ids = Tensor.randint(0, 65, [4, 48], generator: Generator(seed: 5))
    expectSameBits("a training step") {
      withGenerator(Generator(seed: 6)) {
        let model = MiniGPT(ctx: 48, dim: 96, heads: 2, layers: 1)
        let optimizer = AdamW(model.parameters())
        crossEntropy(model(ids).view(-1, 65), ids.view(-1)).backward()
        optimizer.step()
        return model.parameters().map { $0.detach() }
      }
    }
  }

  @Test func smallWorkIsNotDivided() {
    func parts(_ n: Int) -> Int {
      MatmulCutting(m: n, n: n, k: n, a: (n, 1), b: (n, 1), elementSize: 4).parts
    }
    let before = getNumThreads()
    defer { setNumThreads(before) }
    setNumThreads(4)
    #expect(parts(64) == 1)
    #expect(parts(512) == 4)
    var calls = 0
    Threads.split(1999, grain: 1000) { calls += $0 == 0..<1999 ? 1 : 100 }
    #expect(calls == 1)
    setNumThreads(1)
    #expect(parts(512) == 1)
  }

  @Test(arguments: [1, 2, 7, 64, 4096, 100_000]) func partsMakeUpTheWhole(_ count: Int) {
    let before = getNumThreads()
    defer { setNumThreads(before) }
    setNumThreads(3)
    let touched = Mutex([Int](repeating: 0, count: count))
    Threads.split(count, grain: 1) { range in
      touched.withLock { counts in for i in range { counts[i] += 1 } }
    }
    let wrong = touched.withLock { counts in counts.filter { $0 != 1 } }
    #expect(wrong.isEmpty)
  }

  /// Whoever finds the pool busy, from inside a job or beside it, does the work alone.
  @Test func jobsInsideAndBesideJobs() async {
    let before = getNumThreads()
    defer { setNumThreads(before) }
    setNumThreads(4)
    let total = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let sum = Mutex(0)
          for _ in 0..<50 {
            Threads.run(5) { outer in
              Threads.run(3) { inner in sum.withLock { $0 += outer * 3 + inner + 1 } }
            }
          }
          return sum.withLock { $0 }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == 8 * 50 * (1...15).reduce(0, +))
  }

  @Test func atLeastOneThreadIsNeeded() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      setNumThreads(0)
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("setNumThreads: 0 threads: at least 1 is needed"))
  }
}
