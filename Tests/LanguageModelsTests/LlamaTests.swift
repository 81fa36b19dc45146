import LanguageModels
import TensorKit
import Testing

struct LlamaTests {
  /// A model of random weights, its head of its own.
  private static func random(tied: Bool = false) -> LlamaForCausalLM {
    let config = LlamaConfig(
      vocabSize: 40, hiddenSize: 24, intermediateSize: 20, hiddenLayers: 3, attentionHeads: 6,
      keyValueHeads: 2, headDim: 4, tiesWordEmbeddings: tied)
    let dice = Generator(seed: 3)
    return LlamaForCausalLM(config) { name in
      if name.hasSuffix("norm.weight") { return Tensor.ones(24) }
      let shape: [Int] =
        switch name.split(separator: ".").dropLast().last {
        case "embed_tokens", "lm_head": [40, 24]
        case "k_proj", "v_proj": [8, 24]
        case "gate_proj", "up_proj": [20, 24]
        case "down_proj": [24, 20]
        default: [24, 24]
        }
      return Tensor.randn(shape, generator: dice) * 0.3
    }
  }

  @Test func theNamesAreHuggingFaces() {
    let names = Self.random().stateDict().keys
    #expect(names.count == 3 + 3 * 9)
    for name in [
      "model.embed_tokens.weight", "model.layers.2.self_attn.k_proj.weight",
      "model.layers.0.mlp.down_proj.weight", "model.layers.1.post_attention_layernorm.weight",
      "model.norm.weight", "lm_head.weight",
    ] { #expect(names.contains(name)) }
    #expect(!Self.random(tied: true).stateDict().keys.contains("lm_head.weight"))
  }

  /// Token by token, in pieces, or all at once: the cache changes nothing.
  @Test(arguments: [[7], [1, 1, 1, 1, 1, 1, 1], [3, 4], [1, 5, 1], [2, 2, 3]])
  func aCacheChangesNothing(_ pieces: [Int]) {
    let model = Self.random()
    let ids = Tensor.randint(0, 40, [2, 7], generator: Generator(seed: 5))
    noGrad {
      let all = model.hiddenStates(ids)
      let cache = KeyValueCache()
      var start = 0
      for piece in pieces {
        let part = model.hiddenStates(
          ids.narrow(dim: 1, start: start, length: piece), cache: cache)
        let wanted = all.narrow(dim: 1, start: start, length: piece)
        #expect(part.allClose(wanted, rtol: 1e-4, atol: 1e-5))
        start += piece
      }
      #expect(cache.length == 7)
    }
  }

  /// What takes the place of a layer's attention is handed the tokens and where they stand.
  @Test func aLayersAttentionMayBeAnothers() {
    final class Noting: LlamaAttention {
      var heard: [Range<Int>] = []

      override func forward(_ x: Tensor, at positions: Range<Int>) -> Tensor {
        heard.append(positions)
        return Tensor.zeros(x.shape)
      }
    }
    let model = Self.random()
    let noting = Noting()
    model.replace("model.layers.1.self_attn", with: noting)
    let ids = Tensor.randint(0, 40, [2, 7], generator: Generator(seed: 5))
    noGrad {
      var states: [Tensor] = []
      let cache = KeyValueCache()
      _ = model.hiddenStates(ids, cache: cache) { states.append($0) }
      // Without attention, only the MLP is added.
      let layer = model.child("model.layers.1")
      let mlp = layer.child("mlp")(layer.child("post_attention_layernorm")(states[1]))
      #expect(states[2].allClose(states[1] + mlp))
      _ = model.hiddenStates(ids.narrow(dim: 1, start: 0, length: 1), cache: cache)
      cache.crop(3)
      _ = model.hiddenStates(ids.narrow(dim: 1, start: 0, length: 2), cache: cache)
      _ = model.hiddenStates(ids)
    }
    #expect(noting.heard == [0..<7, 7..<8, 3..<5, 0..<7])
  }

  @Test func aCacheGrowsAndForgets() {
    let model = Self.random()
    let ids = Tensor.randint(0, 40, [1, 150], generator: Generator(seed: 6))
    noGrad {
      let all = model.hiddenStates(ids)
      let cache = KeyValueCache()
      for at in 0..<150 {
        let one = model.hiddenStates(ids.narrow(dim: 1, start: at, length: 1), cache: cache)
        guard at % 37 == 0 || at == 149 else { continue }
        #expect(one.last.allClose(all.select(dim: 0, 0).select(dim: 0, at), rtol: 1e-3, atol: 1e-4))
      }
      cache.crop(100)
      let again = model.hiddenStates(ids.narrow(dim: 1, start: 100, length: 50), cache: cache)
      #expect(again.last.allClose(all.last, rtol: 1e-3, atol: 1e-4))
    }
  }

  /// Only labelled positions count, and each is held against the token after it.
  @Test func theLossIsThatOfTheLabels() {
    let model = Self.random()
    let ids = Tensor(ints: [3, 9, 4, 7, 1, 8], shape: [2, 3])
    let ignored = LlamaForCausalLM.ignoredLabel
    let labels = Tensor(ints: [3, 9, ignored, ignored, ignored, 8], shape: [2, 3])
    let logits = model(ids)
    let rows = Tensor.cat([
      logits.select(dim: 0, 0).narrow(dim: 0, start: 0, length: 1),
      logits.select(dim: 0, 1).narrow(dim: 0, start: 1, length: 1),
    ])
    let wanted = crossEntropy(rows, Tensor(ints: [9, 8])).item()
    #expect(abs(model.loss(ids, labels: labels).item() - wanted) < 1e-5)
  }

  /// What a later token is changes nothing before it.
  @Test func nothingLooksAhead() {
    let model = Self.random()
    let (a, b) = (
      Tensor(ints: [3, 9, 4, 7], shape: [1, 4]), Tensor(ints: [3, 9, 5, 30], shape: [1, 4])
    )
    let (first, second) = (model(a), model(b))
    let same = first.narrow(dim: 1, start: 0, length: 2)
    #expect(same.allClose(second.narrow(dim: 1, start: 0, length: 2), rtol: 1e-6, atol: 1e-6))
    #expect(!first.allClose(second))
  }

  @Test func aReplacedLayerTakesEffectAtOnce() {
    let model = Self.random()
    let ids = Tensor(ints: [1, 2, 3], shape: [1, 3])
    let before = model(ids)
    model.replace("model.layers.1.mlp.up_proj", with: Linear(weight: Tensor.zeros(20, 24)))
    #expect(!model(ids).allClose(before))
  }

  /// A frozen base has no gradient, and the graph reaches the adapter in every layer.
  @Test func gradientsReachWhatIsNotFrozen() {
    let model = Self.random()
    model.requiresGrad(false)
    let weight = model.parameter("model.layers.0.self_attn.q_proj.weight")
    weight.requiresGrad = true
    let ids = Tensor(ints: [1, 2, 3, 4], shape: [1, 4])
    model.loss(ids, labels: ids).backward()
    #expect(weight.grad.map { Double($0.abs().max().item()) > 0 } == true)
    #expect(model.parameters().count { $0.grad != nil } == 1)
  }

  /// The gated product's own backward pass, against central differences.
  @Test func theGradientsAreThoseOfDifferences() {
    let model = Self.random()
    model.requiresGrad(false)
    let name = "model.layers.1.mlp.gate_proj.weight"
    let weight = model.parameter(name)
    weight.requiresGrad = true
    let ids = Tensor(ints: [1, 2, 3, 4, 5, 6], shape: [2, 3])
    model.loss(ids, labels: ids).backward()
    guard let gradient = weight.grad else { return #expect(Bool(false), "no gradient") }
    let step: Float = 1e-2
    for index in [0, 77, 300] {
      let place = weight.detach().reshape([-1]).narrow(dim: 0, start: index, length: 1)
      func loss(_ change: Float) -> Double {
        noGrad {
          place.add_(change)
          defer { place.add_(-change) }
          return Double(model.loss(ids, labels: ids).item())
        }
      }
      let slope = (loss(step) - loss(-step)) / Double(2 * step)
      #expect(abs(slope - gradient.doubles()[index]) < 2e-3 * max(1, abs(slope)))
    }
  }
}
