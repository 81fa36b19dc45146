import ProbeKit
import TensorKit

// Block C: models that are really built, walked, and wrapped. What a count on paper is held against
// comes from their tensors.

/// A module with any children under any names.
private final class ShelfC: Module {
  init(_ children: [(String, Module)]) {
    super.init()
    for (name, module) in children { register(name, module) }
  }
}

/// A Linear with two thin matrices beside it, as the model of lab 00 has.
private final class ThinPairC: Module {
  init(_ base: Linear, r: Int) {
    super.init()
    base.requiresGrad(false)
    register("base", base)
    register("lora_A", Parameter(Tensor.zeros(r, base.inFeatures)))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r)))
  }
}

/// A head that computes with the token embedding's own table, and a mask that nobody trains.
private final class TiedC: Module {
  init(_ vocab: Int, _ dim: Int) {
    super.init()
    let embedding = Embedding(vocab, dim)
    register("tok_emb", embedding)
    let head = ShelfC([])
    head.register("weight", embedding.weight)
    register("head", head)
    register("proj", Linear(dim, dim + 2))
    registerBuffer("mask", Tensor.ones(dim, dim))
  }
}

private enum BenchC {
  static let targets = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]

  static func counted(_ model: Module, _ isCounted: (String, Parameter) -> Bool) -> Int {
    var count = 0
    for (name, parameter) in model.namedParameters() where isCounted(name, parameter) {
      count += parameter.count
    }
    return count
  }

  static func linears(_ model: Module) -> [(name: String, layer: Linear)] {
    model.namedModules().compactMap { name, module in
      guard let layer = module as? Linear else { return nil }
      return targets.contains { name.hasSuffix("." + $0) } ? (name, layer) : nil
    }
  }

  /// How many numbers a model trains when all six targets are wrapped and the rest is frozen.
  static func trainedAfterWrapping(_ model: Module, r: Int) -> Int {
    for (name, layer) in linears(model) { model.replace(name, with: ThinPairC(layer, r: r)) }
    for (name, parameter) in model.namedParameters() where !name.contains("lora_") {
      parameter.requiresGrad = false
    }
    return counted(model) { $1.requiresGrad }
  }

  static func tensorsAfterWrapping(_ model: Module) -> Int {
    model.parameters().count { $0.requiresGrad }
  }

  /// Layers whose middle is not four times as wide.
  static func narrow(width: Int, dFF: Int, layers: Int) -> Module {
    let blocks = (0..<layers).map { _ -> Module in
      let heads = ["q_proj", "k_proj", "v_proj", "o_proj"].map { ($0, Linear(width, width)) }
      let mlp = ShelfC([("fc1", Linear(width, dFF)), ("fc2", Linear(dFF, width))])
      return ShelfC([("ln", LayerNorm(width)), ("attn", ShelfC(heads)), ("mlp", mlp)])
    }
    return ShelfC([("blocks", ModuleList(blocks)), ("head", Linear(width, 11, bias: false))])
  }

  static func weights(_ model: Module) -> Int {
    linears(model).reduce(0) { $0 + $1.layer.weight.count }
  }

  static func decoys() -> Module {
    let attention = ShelfC([
      ("q_proj", Linear(12, 20)), ("v_proj", Linear(12, 9, bias: false)),
      ("xq_proj", Linear(12, 12)), ("q_proj_extra", Linear(12, 12)), ("k_proj", LayerNorm(12)),
    ])
    let mlp = ShelfC([("fc1", Linear(12, 31)), ("fc2", Linear(31, 12))])
    return ShelfC([
      ("tok_emb", Embedding(50, 12)), ("attn", attention), ("mlp", mlp),
      ("fc1", Linear(12, 12)), ("o_proj", Linear(5, 3)), ("head", Linear(12, 50, bias: false)),
    ])
  }

  struct Size {
    let vocab: Int
    let context: Int
    let width: Int
    let layers: Int
  }

  /// Sizes that nobody can have written down beforehand.
  static func sizes(_ out: Recorder) -> [Size] {
    let dice = Generator(seed: out.seed)
    return (0..<3).map { _ in
      Size(
        vocab: draw(3, 40, dice), context: draw(2, 40, dice), width: draw(2, 32, dice),
        layers: draw(1, 5, dice))
    }
  }

  static func draw(_ low: Int, _ high: Int, _ dice: Generator) -> Int {
    Int(Tensor.randint(low, high, [1], generator: dice).doubles()[0])
  }
}

func probesC(_ probe: Probes) {
  probe("parameter_count_real") { out in
    let model = MiniGPT()
    out.record("parameterCount(MiniGPT())", parameterCount(model))
    out.record("parameterCount(Linear(48, 96))", parameterCount(Linear(48, 96)))
    let bare = MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 0)
    out.record("parameterCount(MiniGPT(dim: 12, layers: 0, …))", parameterCount(bare))
  }

  probe("parameter_count_shared") { out in
    let model = TiedC(50, 12)
    out.record("tied_head_and_buffer", parameterCount(model))
  }

  probe("parameter_count_trainable") { out in
    let model = MiniGPT()
    model.child("tok_emb").requiresGrad(false)
    model.parameter("blocks.1.mlp.fc2.bias").requiresGrad = false
    out.record("trained", parameterCount(model, trainableOnly: true))
    out.record("all", parameterCount(model))
    model.requiresGrad(false)
    out.record("nothing_trained", parameterCount(model, trainableOnly: true))
  }

  probe("minigpt_on_paper") { out in
    out.record(
      "miniGPTParameters(vocab: 65, context: 64, width: 64, layers: 2)",
      miniGPTParameters(vocab: 65, context: 64, width: 64, layers: 2))
    out.record(
      "miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 0)",
      miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 0))
    out.record(
      "miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 1)",
      miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 1))
    var (paper, real): ([Int], [Int]) = ([], [])
    for size in BenchC.sizes(out) {
      paper.append(
        miniGPTParameters(
          vocab: size.vocab, context: size.context, width: size.width, layers: size.layers))
      let model = MiniGPT(
        vocab: size.vocab, ctx: size.context, dim: size.width, heads: 1, layers: size.layers)
      real.append(BenchC.counted(model) { _, _ in true })
    }
    out.record("on_paper", Tensor(ints: paper))
    out.record("in_real_models", Tensor(ints: real))
  }

  probe("lora_count_real") { out in
    let model = MiniGPT()
    let predicted: Int = loraCount(model, r: 8)
    out.record("before_wrapping", predicted)
    out.record("after_wrapping", BenchC.trainedAfterWrapping(model, r: 8))
    let odd = BenchC.narrow(width: 10, dFF: 27, layers: 3)
    out.record("narrow_before_wrapping", loraCount(odd, r: 7))
    out.record("narrow_after_wrapping", BenchC.trainedAfterWrapping(odd, r: 7))
  }

  probe("lora_count_targets") { out in
    let model = BenchC.decoys()
    out.record("six_targets", loraCount(model, r: 5))
    out.record("q_proj_and_v_proj", loraCount(model, r: 5, targetModules: ["q_proj", "v_proj"]))
    out.record("no_such_target", loraCount(model, r: 5, targetModules: ["c_attn"]))
  }

  probe("lora_count_changes_nothing") { out in
    let model = MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 2)
    model.eval()
    func modules() -> [String] { model.namedModules().map { "\($0.name): \(type(of: $0.module))" } }
    func trained() -> [String] {
      model.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
    }
    let (before, trainedBefore) = (modules(), trained())
    out.record("counted", loraCount(model, r: 3))
    let after: [String] = modules()
    out.record("new_modules", after.filter { !before.contains($0) })
    out.record("lost_modules", before.filter { !after.contains($0) })
    let trainedAfter: [String] = trained()
    out.record("frozen_by_the_count", trainedBefore.filter { !trainedAfter.contains($0) })
    out.record("counted_again", loraCount(model, r: 3))
  }

  probe("paper_meets_model") { out in
    for (name, width, dFF, layers, r) in [
      ("h24", 24, 96, 2, 5), ("h10", 10, 27, 3, 7),
    ] {
      let model: Module =
        dFF == 4 * width
        ? MiniGPT(vocab: 11, ctx: 8, dim: width, heads: 2, layers: layers)
        : BenchC.narrow(width: width, dFF: dFF, layers: layers)
      out.record("\(name)_weights_on_paper", layers * targetWeights(width: width, dFF: dFF))
      out.record("\(name)_weights_in_model", BenchC.weights(model))
      out.record(
        "\(name)_lora_on_paper", loraPerModel(width: width, dFF: dFF, layers: layers, r: r))
      out.record("\(name)_lora_in_model", BenchC.trainedAfterWrapping(model, r: r))
      out.record("\(name)_tensors_on_paper", loraTensors(layers: layers))
      out.record("\(name)_tensors_in_model", BenchC.tensorsAfterWrapping(model))
    }
  }
}
