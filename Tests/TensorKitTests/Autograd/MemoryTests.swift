#if canImport(Glibc)
  import Testing

  @testable import TensorKit

  /// A training step gives back all that it takes.
  @Suite struct MemoryTests {
    /// In a process of its own, where nothing else allocates: what is in use after step 2000 is what
    /// was in use after step 1000, to less than an object for each step. Before that, the allocator
    /// still finds its places: a few thousand bytes that do not come again.
    @Test func aThousandTrainingStepsLeaveNothingBehind() async {
      await #expect(processExitsWith: .success) {
        let model = MiniGPT(vocab: 11, ctx: 8, dim: 16, heads: 2, layers: 1)
        let optimizer = AdamW(model.parameters(), lr: 1e-3)
        let ids = Tensor.randint(0, 11, [2, 8])
        func train(_ steps: Int) {
          for _ in 0..<steps {
            let loss = crossEntropy(model(ids).reshape(-1, 11), ids.reshape(-1))
            optimizer.zeroGrad()
            loss.backward()
            optimizer.step()
          }
        }
        train(1000)
        // The first look allocates what the later ones reuse.
        _ = HeapUse.bytes()
        let before = try #require(HeapUse.bytes())
        train(1000)
        let after = try #require(HeapUse.bytes())
        // The smallest object takes 32 bytes.
        #expect(after - before < 16 * 1000, "\(after - before) bytes more")
      }
    }

    /// The measure above, made to say no.
    @Test func aNodeKeptFromEachStepIsNoticed() async {
      await #expect(processExitsWith: .success) {
        var kept: [Node] = []
        kept.reserveCapacity(2000)
        let x = Parameter(Tensor([1]))
        let before = try #require(HeapUse.bytes())
        for _ in 0..<1000 { kept.append(try #require((x + 2).node)) }
        #expect(try #require(HeapUse.bytes()) - before > 16 * 1000)
        #expect(kept.count == 1000)
      }
    }
  }
#endif
