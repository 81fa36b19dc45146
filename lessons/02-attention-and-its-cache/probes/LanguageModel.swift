import LanguageModels
import ProbeKit
import TensorKit

// The end of the lesson with a language model of the user's own: the student's attention takes the place
// of the model's own in every layer. It should write the same tokens, and is timed with the student's
// cache and without.

/// One layer's attention, computed by the student's.
private final class LayerAttention: LlamaAttention {
  /// Whether earlier tokens are kept in the student's cache, or computed again each time.
  var isCaching = true
  private let attention: SelfAttention
  private let theta: Double
  private var cache: KeyValueCache

  init(of own: Module, _ config: LlamaConfig) throws {
    func layer(_ name: String) throws -> Linear {
      guard let linear = own.child(name) as? Linear else { throw Probes.Missing("no \(name)") }
      return linear
    }
    attention = try SelfAttention(
      q_proj: layer("q_proj"), k_proj: layer("k_proj"), v_proj: layer("v_proj"),
      o_proj: layer("o_proj"), heads: config.attentionHeads, keyValueHeads: config.keyValueHeads)
    theta = config.ropeTheta
    cache = try KeyValueCache()
    super.init()
    register("attention", attention)
  }

  override func forward(_ x: Tensor, at positions: Range<Int>) -> Tensor {
    guard isCaching else {
      return attention.forward(x, positions: Array(positions), theta: theta)
    }
    do {
      if positions.lowerBound == 0 { cache = try KeyValueCache() }
      if positions.lowerBound < cache.position { try cache.truncate(to: positions.lowerBound) }
      return try attention.forward(x, cache: cache, theta: theta)
    } catch {
      preconditionFailure("the cache threw \(error)")
    }
  }
}

/// A model whose attention is the student's in every layer.
private struct Replaced {
  let model: LanguageModel
  private var layers: [LayerAttention] = []

  init(_ model: LanguageModel) throws {
    self.model = model
    for index in 0..<model.network.config.hiddenLayers {
      let name: String = "model.layers.\(index).self_attn"
      let layer = try LayerAttention(of: model.network.child(name), model.network.config)
      model.network.replace(name, with: layer)
      layers.append(layer)
    }
    model.network.eval()
  }

  /// Milliseconds for the token behind `count` others: the best of a few.
  func time(behind count: Int, isCaching: Bool) -> Double {
    layers.forEach { $0.isCaching = isCaching }
    defer { layers.forEach { $0.isCaching = true } }
    let ids = Tensor(ints: (0...count).map { 300 + $0 * 37 % 20_000 }, shape: [1, count + 1])
    let before: Tensor = ids.narrow(dim: 1, start: 0, length: count)
    let last: Tensor = ids.narrow(dim: 1, start: count, length: 1)
    let known = LanguageModels.KeyValueCache()
    if isCaching { noGrad { _ = model.network.hiddenStates(before, cache: known) } }
    var best = Double.infinity
    for _ in 0..<(isCaching ? 5 : 2) {
      if isCaching { known.crop(count) }
      best = min(
        best,
        milliseconds {
          noGrad {
            let hidden: Tensor =
              isCaching
              ? model.network.hiddenStates(last, cache: known) : model.network.hiddenStates(ids)
            let end: Tensor = hidden.narrow(dim: 1, start: hidden.shape[1] - 1, length: 1)
            _ = model.network.logits(of: end).argmax().ints()
          }
        })
    }
    return best
  }
}

private func milliseconds(_ body: () -> Void) -> Double {
  ContinuousClock().measure(body) / .milliseconds(1)
}

/// A forward that is written well takes little longer than the model's own.
private let slowest: Double = 30

func probesLanguageModel(_ probe: Probes) {
  probe("attend_language_model") { out in
    guard let path = out.setting("model") else { return }
    let model = try LanguageModel(path: path)
    let (network, config): (LlamaForCausalLM, LlamaConfig) = (model.network, model.network.config)
    out.record("model", model.file.name)
    out.record("parameters", network.parameters().reduce(0) { $0 + $1.count })
    out.record("layers", config.hiddenLayers)

    let text = String(decoding: try out.data("questions.txt"), as: UTF8.self)
    let questions: [String] = text.split(separator: "\n").map(String.init)
    func answers(_ state: String) -> [[Int]] {
      questions.map { question in
        let ids: [Int] = model.generate(model.tokenizer.chat(question), most: 40)
        out.record("answer", [state, question, model.tokenizer.decode(ids)])
        return ids
      }
    }
    let own: [[Int]] = answers("own_attention")
    let prompt: [Int] = model.tokenizer.chat(questions[0])
    let one = Tensor(ints: prompt, shape: [1, prompt.count])
    func hidden() -> Tensor { noGrad { network.hiddenStates(one) } }
    let expected: Tensor = hidden()
    let bare: Double = milliseconds { _ = hidden() }

    let replaced = try Replaced(model)
    // A loop over single numbers would take all the time there is, token after token.
    let adapted: Double = milliseconds { _ = hidden() }
    guard adapted < slowest * bare + 1000 else { return out.record("too_slow", adapted / 1000) }
    let yours: [[Int]] = answers("your_attention")
    let pairs: [(Int, Int)] = zip(own.joined(), yours.joined()).map { ($0, $1) }
    let total: Int = max(own.joined().count, yours.joined().count)
    out.record("same_tokens", "\(pairs.count { $0.0 == $0.1 })/\(total)")
    let far: Tensor = noGrad { (network.hiddenStates(one) - expected).abs().max() }
    out.record("largest_difference", far / noGrad { expected.abs().max() })

    for count in [32, 128, 512] {
      let without: Double = replaced.time(behind: count, isCaching: false)
      out.record("without_\(count)", without)
      let with: Double = replaced.time(behind: count, isCaching: true)
      out.record("with_\(count)", with)
      out.record("times_as_fast", without / with)
    }
    // Keys and values, 4 bytes for each number.
    let perToken: Int = 2 * config.hiddenLayers * config.keyValueHeads * config.headDim * 4
    out.record("cache_bytes", perToken * 512)
  }

  probe("ask_language_model") { out in
    guard let path = out.setting("model"), let question = out.setting("question") else { return }
    let model = try LanguageModel(path: path)
    _ = try Replaced(model)
    _ = model.answer(question, most: 200) { out.record("piece", $0) }
  }
}
