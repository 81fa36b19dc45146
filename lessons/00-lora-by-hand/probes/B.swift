import ProbeKit
import TensorKit

// Block B: which modules of a model are wrapped, how, and who stays trainable.
//
// Every target that is asked for fits something, but in the one check about that: whether a target
// that fits nothing is an error beside others that do is left open.

/// A module with any children under any names.
private final class ShelfB: Probes.Shelf {}

/// A base whose only parameter has a name that begins like an adapter's.
private final class LookalikeB: Module {
  override init() {
    super.init()
    register("lorax", Parameter(Tensor.zeros([2])))
  }
}

/// What the scenarios of this file share.
private enum BenchB {
  static func small(layers: Int = 2) -> MiniGPT {
    MiniGPT(vocab: 11, ctx: 8, dim: 16, heads: 2, layers: layers)
  }

  static func tokens(_ dice: Generator) -> Tensor {
    Tensor.randint(0, 11, [2, 8], generator: dice)
  }

  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func wrapped(_ model: Module) -> [String] {
    model.namedModules().filter { $0.module is LoRALinear }.map { $0.name }
  }

  static func trainable(_ model: Module) -> [String] {
    model.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  static func training(_ model: Module, _ mode: Bool) -> [String] {
    model.namedModules().filter { $0.module.training == mode }
      .map { $0.name.isEmpty ? "the model" : $0.name }
  }

  /// A model with names that only look like an adapter's.
  static func decoys() -> ShelfB {
    ShelfB([
      ("q_proj", Linear(16, 16)), ("lora_head", Linear(16, 16)), ("explora", Linear(16, 16)),
      ("lora", ShelfB([("norm", LayerNorm(16))])), ("my_lora_A", Linear(16, 16)),
      ("like", LookalikeB()),
    ])
  }

  /// The Linears that are in a model, by name.
  static func linears(_ model: Module) -> [(name: String, linear: Linear)] {
    model.namedModules().compactMap { name, module in
      (module as? Linear).map { (name: name, linear: $0) }
    }
  }

  static func parameter(_ layer: Module, _ name: String) throws -> Parameter {
    guard let found = layer.parameterIfPresent(name) else {
      throw Probes.Missing("no parameter \"\(name)\" in \(type(of: layer))")
    }
    return found
  }

  /// Every A in one row, in the order of their names.
  static func allA(_ model: Module) throws -> Tensor {
    var values: [Double] = []
    for name in wrapped(model).sorted() {
      values += try parameter(model, "\(name).lora_A").doubles()
    }
    if values.isEmpty { throw Probes.Missing("no LoRALinear is in the model") }
    return Tensor(values, dtype: .float32)
  }

  /// Random A and B in every layer, in the order of their names.
  static func fill(_ model: Module, _ dice: Generator) throws {
    let names: [String] = wrapped(model).sorted()
    if names.isEmpty { throw Probes.Missing("no LoRALinear is in the model") }
    for name in names {
      for (matrix, bound) in [("lora_A", 0.2), ("lora_B", 0.1)] {
        let target: Parameter = try parameter(model, "\(name).\(matrix)")
        let values: Tensor = inputs(target.shape, dice, bound)
        noGrad { _ = target.copy_(values) }
      }
    }
  }

  /// Two Linears that give zero, so that a wrapped one's output is its branch alone.
  static func silent() -> (model: Module, names: [String]) {
    let (first, second) = (Linear(16, 16), Linear(16, 64))
    noGrad {
      for parameter in first.parameters() + second.parameters() { parameter.zero_() }
    }
    return (
      ShelfB([("q_proj", first), ("mlp", ShelfB([("fc1", second)]))]), ["q_proj", "mlp.fc1"]
    )
  }

  /// What can be seen of r, α and dropout from outside: A's shape, the output for one input kept in
  /// eval mode, and in training the largest output, s/(1 − p), and the share of zeros, p.
  static func recordOptions(_ out: Recorder, _ model: Module, _ names: [String]) throws {
    for name in names {
      let a: Parameter = try parameter(model, "\(name).lora_A")
      let b: Parameter = try parameter(model, "\(name).lora_B")
      out.record("\(name) shape_A", "\(a.shape)")
      noGrad {
        a.zero_()
        b.zero_()
        _ = a.narrow(dim: 0, start: 0, length: 1).narrow(dim: 1, start: 0, length: 1).fill_(1)
        _ = b.narrow(dim: 1, start: 0, length: 1).fill_(1)
      }
      let layer: Module = model.child(name)
      let x: Tensor = Tensor.ones([400, 16])
      layer.eval()
      out.record("\(name) scale", layer(x).max().item())
      layer.train()
      let y: Tensor = layer(x)
      out.record("\(name) largest", y.max().item())
      out.record("\(name) dropped", y.eq(0).sum().item() / Double(y.count))
    }
  }
}

func probesB(_ probe: Probes) {
  probe("wrap_targets") { out in
    let model = BenchB.small(layers: 3)
    try wrapMiniGPTWithLoRA(model)
    out.record("wrapped", BenchB.wrapped(model))
    out.record("plain", model.namedModules().filter { $0.module is Linear }.map { $0.name })
  }

  probe("wrap_identity") { out in
    let model = BenchB.small()
    let ids: Tensor = BenchB.tokens(Generator(seed: out.seed))
    out.record("before", model(ids))
    try wrapMiniGPTWithLoRA(model)
    out.record("after", model(ids))
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_takes_effect") { out in
    let dice = Generator(seed: out.seed)
    let model = BenchB.small()
    let ids: Tensor = BenchB.tokens(dice)
    out.record("before", model(ids))
    try wrapMiniGPTWithLoRA(model, dropout: 0)
    try BenchB.fill(model, dice)
    out.record("after", model(ids))
  }

  probe("wrap_keeps_linear") { out in
    let model = BenchB.small()
    let before = BenchB.linears(model)
    try wrapMiniGPTWithLoRA(model)
    var replaced: [String] = []
    for (name, linear) in before {
      let now: Module? = model.childIfPresent(name)
      let inside: Module? = now is LoRALinear ? now?.childIfPresent("base") : now
      if inside !== linear { replaced.append(name) }
    }
    out.record("replaced", replaced)
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_rejects_options") { out in
    let model = BenchB.small()
    model.eval()
    model.child("ln_f").train()
    for parameter in model.child("tok_emb").parameters() { parameter.requiresGrad = false }
    out.record("trainable_before", BenchB.trainable(model))
    out.record("training_before", BenchB.training(model, true))
    out.rejects("alpha_nan") { try wrapMiniGPTWithLoRA(model, alpha: .nan) }
    out.rejects("dropout_one") { try wrapMiniGPTWithLoRA(model, dropout: 1) }
    out.record("wrapped", BenchB.wrapped(model))
    out.record("trainable_after", BenchB.trainable(model))
    out.record("training_after", BenchB.training(model, true))
    // Last: without a guard this stops the program.
    out.rejects("rank_zero") { try wrapMiniGPTWithLoRA(model, r: 0) }
    out.record("wrapped_at_rank_zero", BenchB.wrapped(model))
    out.record("trainable_at_rank_zero", BenchB.trainable(model))
  }

  probe("wrap_dotted_suffix") { out in
    let mlp = ShelfB([("fc1", Linear(16, 16)), ("fc2", Linear(16, 16)), ("fc2x", Linear(16, 16))])
    let near = ShelfB([("fc2", Linear(16, 16)), ("q_proj", Linear(16, 16))])
    let model = ShelfB([
      ("q_proj", Linear(16, 16)), ("xq_proj", Linear(16, 16)), ("q_proj_extra", Linear(16, 16)),
      ("fc1", Linear(16, 16)), ("mlp", mlp), ("xmlp", near),
    ])
    try wrapMiniGPTWithLoRA(model, targetModules: ["q_proj", "mlp.fc1", "mlp.fc2"])
    out.record("wrapped", BenchB.wrapped(model))
    let gpt = BenchB.small()
    try wrapMiniGPTWithLoRA(
      gpt, targetModules: ["blocks.1.attn.q_proj", "attn.q_proj", "0.mlp.fc1"])
    out.record("wrapped_by_path", BenchB.wrapped(gpt))
    // A target's name in the middle of a path, and one that is only part of another.
    let inside = ShelfB([
      ("q_proj", ShelfB([("inner", Linear(16, 16)), ("v_proj", Linear(16, 16))])),
      ("Q_proj", Linear(16, 16)), ("proj", Linear(16, 16)), ("q_proj2", Linear(16, 16)),
      ("other", ShelfB([("q_proj", Linear(16, 16))])),
    ])
    try wrapMiniGPTWithLoRA(inside, targetModules: ["q_proj", "v_proj"])
    out.record("wrapped_beside_decoys", BenchB.wrapped(inside))
  }

  // Hashes are the same in every run here, so that the order of a Dictionary is, too. Under another
  // name above the model all paths have other hashes.
  probe("wrap_reproducible") { out in
    let (seed, other) = (out.seed, out.seed ^ 1)
    for (name, place, seed) in [
      ("first", "left", seed), ("again", "right", seed), ("other_seed", "left", other),
    ] {
      manualSeed(seed)
      let model = BenchB.small()
      try wrapMiniGPTWithLoRA(ShelfB([(place, model)]))
      out.record(name, try BenchB.allA(model))
    }
    let model = BenchB.small()
    try wrapMiniGPTWithLoRA(model)
    var seen: [[Double]: String] = [:]
    var twins: [String] = []
    for name in BenchB.wrapped(model).sorted() {
      let values: [Double] = try BenchB.parameter(model, "\(name).lora_A").doubles()
      if seen.updateValue(name, forKey: values) != nil { twins.append(name) }
    }
    out.record("with_the_A_of_another", twins)
  }

  probe("wrap_nested_lists") { out in
    let first = ShelfB([("q_proj", Linear(16, 16))])
    let second = ShelfB([("inner", Sequential(ShelfB([("v_proj", Linear(16, 16))])))])
    let model = ShelfB([("layers", ModuleList(first, second))])
    try wrapMiniGPTWithLoRA(model, targetModules: ["q_proj", "v_proj"])
    out.record("wrapped", BenchB.wrapped(model))
    let deep = ShelfB([
      ("a", ShelfB([("b", ShelfB([("c", ShelfB([("d", ShelfB([("q_proj", Linear(16, 16))]))]))]))]))
    ])
    try wrapMiniGPTWithLoRA(deep, targetModules: ["q_proj"])
    out.record("wrapped_at_depth_five", BenchB.wrapped(deep))
  }

  probe("wrap_only_linear") { out in
    // Each target fits a Linear as well.
    let block = ShelfB([("q_proj", LayerNorm(16)), ("k_proj", Linear(16, 16))])
    let other = ShelfB([("q_proj", Linear(16, 16)), ("k_proj", Dropout(0.1))])
    let model = ShelfB([("block", block), ("other", other)])
    try wrapMiniGPTWithLoRA(model, targetModules: ["q_proj", "k_proj"])
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_options_passed_on") { out in
    let (model, names) = BenchB.silent()
    try wrapMiniGPTWithLoRA(model, r: 3, alpha: 5.5, targetModules: names, dropout: 0.2)
    try BenchB.recordOptions(out, model, names)
  }

  probe("wrap_default_options") { out in
    let (model, names) = BenchB.silent()
    try wrapMiniGPTWithLoRA(model, targetModules: names)
    try BenchB.recordOptions(out, model, names)
  }

  probe("wrap_twice") { out in
    let dice = Generator(seed: out.seed)
    let model = BenchB.small()
    try wrapMiniGPTWithLoRA(model)
    try BenchB.fill(model, dice)
    model.eval()
    let ids: Tensor = BenchB.tokens(dice)
    out.record("once", model(ids))
    let trained: [String] = BenchB.trainable(model)
    // Whether it refuses or has nothing to do is left open.
    try? wrapMiniGPTWithLoRA(model)
    model.eval()
    out.record("twice", model(ids))
    out.record("wrapped", BenchB.wrapped(model))
    out.record("newly_frozen", trained.filter { !BenchB.trainable(model).contains($0) })
    out.record("newly_trainable", BenchB.trainable(model).filter { !trained.contains($0) })
    let growing = BenchB.small()
    try wrapMiniGPTWithLoRA(growing, targetModules: ["q_proj"])
    let first: [String] = BenchB.trainable(growing)
    try? wrapMiniGPTWithLoRA(growing, targetModules: ["v_proj"])
    let now: [String] = BenchB.trainable(growing)
    let frozen: [String] = first.filter { $0.contains("lora_") && !now.contains($0) }
    out.record("first_wrapped", BenchB.wrapped(growing).filter { $0.hasSuffix("q_proj") })
    out.record("wrapped_and_frozen", frozen)
    out.record(
      "newly_trainable_besides", now.filter { !first.contains($0) && !$0.contains("lora_") })
  }

  probe("wrap_keeps_mode") { out in
    let dice = Generator(seed: out.seed)
    let model = BenchB.small()
    model.eval()
    try wrapMiniGPTWithLoRA(model, dropout: 0.5)
    out.record("training_in_an_eval_model", BenchB.training(model, true))
    try BenchB.fill(model, dice)
    let ids: Tensor = BenchB.tokens(dice)
    out.record("first", model(ids))
    out.record("second", model(ids))
    // Their dropout is only asleep.
    model.train()
    out.record("in_training", model(ids))
    let trained = BenchB.small()
    try wrapMiniGPTWithLoRA(trained)
    out.record("eval_in_a_training_model", BenchB.training(trained, false))
    // Some of it in one mode, some in the other.
    let mixed = BenchB.small()
    mixed.train()
    mixed.child("blocks.0").eval()
    mixed.child("blocks.1.mlp.fc2").eval()
    out.record("mixed_before", BenchB.training(mixed, true))
    try wrapMiniGPTWithLoRA(mixed)
    let training: [String] = BenchB.training(mixed, true)
    let layers: [String] = BenchB.wrapped(mixed)
    // Inside of a wrapped layer everything has its mode.
    var torn: [String] = []
    for name in layers {
      for (part, module) in mixed.child(name).namedModules()
      where module.training != mixed.child(name).training {
        torn.append("\(name).\(part)")
      }
    }
    let inside: [String] = layers.map { "\($0)." }
    out.record(
      "mixed_after",
      training.filter { name in !inside.contains { name.hasPrefix($0) } })
    out.record("of_two_modes", torn)
  }

  probe("wrap_rejects_unknown_target") { out in
    let model = BenchB.small()
    out.rejects("unknown") { try wrapMiniGPTWithLoRA(model, targetModules: ["q_porj"]) }
    out.record("wrapped", BenchB.wrapped(model))
    out.record("trainable_names", BenchB.trainable(model))
    // A name that fits, on a module that does not.
    let norms = ShelfB([("q_proj", LayerNorm(16)), ("head", Linear(16, 16))])
    out.rejects("only_a_norm") { try wrapMiniGPTWithLoRA(norms, targetModules: ["q_proj"]) }
    out.record("trainable_beside_a_norm", BenchB.trainable(norms))
  }

  probe("freeze_whole_model") { out in
    let model = MiniGPT()
    try wrapMiniGPTWithLoRA(model)
    out.record("trainable_names", BenchB.trainable(model))
    var count = 0
    for parameter in model.parameters() where parameter.requiresGrad { count += parameter.count }
    out.record("trainable", count)
    let decoys = BenchB.decoys()
    try wrapMiniGPTWithLoRA(decoys, targetModules: ["q_proj"])
    out.record("trainable_beside_decoys", BenchB.trainable(decoys))
    let cold = BenchB.small()
    cold.requiresGrad(false)
    try wrapMiniGPTWithLoRA(cold, targetModules: ["q_proj"])
    out.record("trainable_in_a_frozen_model", BenchB.trainable(cold))
  }

  probe("freeze_model_survives_modes") { out in
    let model = BenchB.small()
    try wrapMiniGPTWithLoRA(model)
    out.record("at_first", BenchB.trainable(model))
    model.train()
    out.record("after_train", BenchB.trainable(model))
    model.eval()
    out.record("after_eval", BenchB.trainable(model))
    model.to(.float64)
    out.record("after_to", BenchB.trainable(model))
    model.apply { $0.train() }
    out.record("after_apply", BenchB.trainable(model))
  }
}
