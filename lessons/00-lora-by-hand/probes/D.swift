import ProbeKit
import TensorKit

// Block D: merging. Only what can be seen through the registry counts: whether the weight was
// changed in place or built anew is the student's choice.

/// What the scenarios of this file share.
private enum BenchD {
  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func fill(_ layer: Module, _ dice: Generator) throws {
    for (name, bound) in [("lora_A", 0.2), ("lora_B", 0.1)] {
      let target: Parameter = try Probes.parameter(layer, name)
      let values: Tensor = inputs(target.shape, dice, bound)
      noGrad { _ = target.copy_(values) }
    }
  }

  /// A layer with a random adapter, in eval mode. α/r is 3/2.
  static func layer(_ base: Linear, _ dice: Generator, freeze: Bool = true) throws -> LoRALinear {
    let layer = try LoRALinear(base, r: 8, alpha: 12, dropout: 0.5, freezeBase: freeze)
    try fill(layer, dice)
    layer.eval()
    return layer
  }

  static func training(_ model: Module) -> [String] {
    model.namedModules().filter { $0.module.training }
      .map { $0.name.isEmpty ? "the layer" : $0.name }
  }

  static func weight(_ layer: Module) throws -> Parameter {
    try Probes.parameter(layer, "base.weight")
  }

  static func trainableInBase(_ layer: Module) -> [String] {
    base(of: layer).filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  static func base(of layer: Module) -> [(name: String, parameter: Parameter)] {
    layer.namedParameters().filter { $0.name.hasPrefix("base.") }
  }
}

func probesD(_ probe: Probes) {
  probe("merge_equivalence") { out in
    let dice = Generator(seed: out.seed)
    let (wide, square) = (Linear(48, 96), Linear(64, 64))
    let (x, squareX) = (BenchD.inputs([6, 48], dice), BenchD.inputs([6, 64], dice))
    out.record("base", wide(x))
    let layer = try BenchD.layer(wide, dice)
    out.record("before", layer(x))
    layer.merge()
    out.record("after", layer(x))
    let squareLayer = try BenchD.layer(square, dice)
    out.record("before_square", squareLayer(squareX))
    squareLayer.merge()
    out.record("after_square", squareLayer(squareX))
  }

  probe("merge_weight") { out in
    let layer = try BenchD.layer(Linear(48, 96), Generator(seed: out.seed))
    let before: Tensor = try noGrad { try BenchD.weight(layer).clone() }
    out.record("before", before)
    layer.merge()
    let after: Tensor = try BenchD.weight(layer)
    out.record("change", noGrad { after - before })
    out.record("after", after)
  }

  probe("merge_in_any_mode") { out in
    let dice = Generator(seed: out.seed)
    let (calm, base) = (Linear(48, 96), Linear(48, 96))
    let evaluated = try LoRALinear(calm, r: 3, alpha: 5.5, dropout: 0.5)
    try BenchD.fill(evaluated, dice)
    evaluated.eval()
    evaluated.merge()
    out.record("weight_in_eval", try BenchD.weight(evaluated))
    let layer = try LoRALinear(base, r: 3, alpha: 5.5, dropout: 0.5)
    try BenchD.fill(layer, dice)
    layer.train(true)
    let before: [String] = BenchD.training(layer)
    layer.merge()
    out.record("weight_in_training", try BenchD.weight(layer))
    out.record("changed_mode", Set(before).symmetricDifference(BenchD.training(layer)).sorted())
    let still = try BenchD.layer(Linear(48, 96), dice)
    still.merge()
    out.record("training_after_eval", BenchD.training(still))
    out.record("lora_A", try Probes.parameter(layer, "lora_A"))
    out.record("lora_B", try Probes.parameter(layer, "lora_B"))
  }

  probe("merge_float64") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice)
    layer.to(.float64)
    layer.merge()
    let weight: Parameter = try BenchD.weight(layer)
    out.record("dtype_of_the_weight", "\(weight.dtype)")
    out.record("weight", weight)
  }

  probe("merge_bias") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice)
    out.record("before", try Probes.parameter(layer, "base.bias"))
    layer.merge()
    out.record("after", try Probes.parameter(layer, "base.bias"))
    let unbiased = try BenchD.layer(Linear(48, 96, bias: false), dice)
    out.record("weight_without_bias", try BenchD.weight(unbiased))
    unbiased.merge()
    out.record("merged_without_bias", try BenchD.weight(unbiased))
    out.record("names_without_bias", unbiased.namedParameters().map { $0.name })
  }

  probe("merge_zeroes_adapter") { out in
    let layer = try BenchD.layer(Linear(48, 96), Generator(seed: out.seed))
    layer.merge()
    out.record("lora_A", try Probes.parameter(layer, "lora_A"))
    out.record("lora_B", try Probes.parameter(layer, "lora_B"))
    // With nothing learned there is nothing to add.
    let fresh = try LoRALinear(Linear(48, 96))
    noGrad { _ = fresh.parameterIfPresent("lora_B")?.zero_() }
    out.record("weight_before", try BenchD.weight(fresh))
    fresh.merge()
    out.record("weight_of_a_new_layer", try BenchD.weight(fresh))
  }

  probe("merge_twice") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice)
    let x: Tensor = BenchD.inputs([6, 48], dice)
    let same: Tensor = noGrad { x.clone() }
    layer.merge()
    out.record("weight_once", try BenchD.weight(layer))
    out.record("once", layer(x))
    layer.merge()
    out.record("weight_twice", try BenchD.weight(layer))
    out.record("twice", layer(same))
  }

  probe("freeze_survives_merge") { out in
    let layer = try BenchD.layer(Linear(48, 96), Generator(seed: out.seed))
    layer.merge()
    // Whether A and B go on training after a merge is left open.
    out.record("trainable_in_base", BenchD.trainableInBase(layer))
    layer.train(true)
    layer.eval()
    out.record("trainable_after_modes", BenchD.trainableInBase(layer))
  }

  probe("merge_leaves_no_history") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice)
    layer.merge()
    out.record("weight_is_leaf", try BenchD.weight(layer).isLeaf)
    out.record("A_is_leaf", try Probes.parameter(layer, "lora_A").isLeaf)
    out.record("B_is_leaf", try Probes.parameter(layer, "lora_B").isLeaf)
    try BenchD.fill(layer, dice)
    let y: Tensor = layer(BenchD.inputs([6, 48], dice))
    if y.requiresGrad { y.backward(BenchD.inputs([6, 96], dice)) }
    let moved = BenchD.base(of: layer).filter { $0.parameter.grad != nil }
    out.record("base_with_gradient", moved.map { $0.name })
  }

  probe("merge_trainable_base") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice, freeze: false)
    let x: Tensor = BenchD.inputs([6, 48], dice)
    out.record("before", layer(x))
    layer.merge()
    out.record("after", layer(x))
    out.record("weight", try BenchD.weight(layer))
    out.record("weight_is_leaf", try BenchD.weight(layer).isLeaf)
  }

  probe("merge_then_new_adapter") { out in
    let dice = Generator(seed: out.seed)
    let layer = try BenchD.layer(Linear(48, 96), dice)
    let x: Tensor = BenchD.inputs([6, 48], dice)
    layer.merge()
    out.record("merged", layer(x))
    try BenchD.fill(layer, dice)
    out.record("new_adapter", layer(x))
    layer.merge()
    out.record("merged_again", layer(x))
    out.record("weight", try BenchD.weight(layer))
  }

  probe("merge_in_model") { out in
    let dice = Generator(seed: out.seed)
    let model = MiniGPT(vocab: 11, ctx: 8, dim: 16, heads: 2, layers: 2)
    let ids: Tensor = Tensor.randint(0, 11, [2, 8], generator: dice)
    out.record("base", model(ids))
    try wrapMiniGPTWithLoRA(model, r: 4, alpha: 6)
    let layers = model.namedModules().filter { $0.module is LoRALinear }
    for (_, layer) in layers.sorted(by: { $0.name < $1.name }) { try BenchD.fill(layer, dice) }
    model.eval()
    out.record("before", model(ids))
    for (_, layer) in layers { (layer as? LoRALinear)?.merge() }
    out.record("after", model(ids))
    out.record("weight", try Probes.parameter(model, "blocks.1.mlp.fc1.base.weight"))
  }
}
