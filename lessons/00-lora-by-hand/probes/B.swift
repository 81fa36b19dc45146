import ProbeKit
import TensorKit

// Block B: which modules of a model are wrapped, how, and who stays trainable.

/// A module with any children under any names.
private final class ShelfB: Module {
  init(_ children: [(String, Module)]) {
    super.init()
    for (name, module) in children { register(name, module) }
  }
}

/// What the scenarios of this file share.
private enum BenchB {
  struct Missing: Error, CustomStringConvertible { let description: String }

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
    model.namedModules().filter { $0.module.training == mode }.map { $0.name }
  }

  static func parameter(_ layer: Module, _ name: String) throws -> Parameter {
    guard let found = layer.parameterIfPresent(name) else {
      throw Missing(description: "no parameter \"\(name)\" in \(type(of: layer))")
    }
    return found
  }

  /// Random A and B in every layer, in the order of their names.
  static func fill(_ model: Module, _ dice: Generator) throws {
    let names: [String] = wrapped(model).sorted()
    if names.isEmpty { throw Missing(description: "no LoRALinear is in the model") }
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
      out.record("\(name) scale", layer(x).doubles().max() ?? 0)
      layer.train()
      let y: [Double] = layer(x).doubles()
      out.record("\(name) largest", y.max() ?? 0)
      out.record("\(name) dropped", Double(y.count { $0 == 0 }) / Double(y.count))
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

  probe("wrap_dotted_suffix") { out in
    let mlp = ShelfB([("fc1", Linear(4, 4)), ("fc2", Linear(4, 4)), ("fc2x", Linear(4, 4))])
    let near = ShelfB([("fc2", Linear(4, 4)), ("q_proj", Linear(4, 4))])
    let model = ShelfB([
      ("q_proj", Linear(4, 4)), ("xq_proj", Linear(4, 4)), ("q_proj_extra", Linear(4, 4)),
      ("fc1", Linear(4, 4)), ("mlp", mlp), ("xmlp", near),
    ])
    try wrapMiniGPTWithLoRA(model)
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_nested_lists") { out in
    let first = ShelfB([("q_proj", Linear(4, 4))])
    let second = ShelfB([("inner", Sequential(ShelfB([("v_proj", Linear(4, 4))])))])
    let model = ShelfB([("layers", ModuleList(first, second))])
    try wrapMiniGPTWithLoRA(model)
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_only_linear") { out in
    let block = ShelfB([("q_proj", LayerNorm(4)), ("v_proj", Linear(4, 4))])
    let model = ShelfB([("block", block), ("k_proj", Dropout(0.1))])
    try wrapMiniGPTWithLoRA(model)
    out.record("wrapped", BenchB.wrapped(model))
  }

  probe("wrap_options_passed_on") { out in
    let (model, names) = BenchB.silent()
    try wrapMiniGPTWithLoRA(model, r: 3, alpha: 5, dropout: 0.2)
    try BenchB.recordOptions(out, model, names)
  }

  probe("wrap_default_options") { out in
    let (model, names) = BenchB.silent()
    try wrapMiniGPTWithLoRA(model)
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
    // Whether it refuses or has nothing to do is left open.
    try? wrapMiniGPTWithLoRA(model)
    model.eval()
    out.record("twice", model(ids))
    out.record("wrapped", BenchB.wrapped(model))
    out.record("trainable_names", BenchB.trainable(model))
    let growing = BenchB.small()
    try wrapMiniGPTWithLoRA(growing, targetModules: ["q_proj"])
    try wrapMiniGPTWithLoRA(growing, targetModules: ["v_proj"])
    out.record("trainable_growing", BenchB.trainable(growing))
  }

  probe("wrap_keeps_mode") { out in
    let dice = Generator(seed: out.seed)
    let model = BenchB.small()
    model.eval()
    try wrapMiniGPTWithLoRA(model, dropout: 0.5)
    out.record("awake", BenchB.training(model, true))
    try BenchB.fill(model, dice)
    let ids: Tensor = BenchB.tokens(dice)
    out.record("first", model(ids))
    out.record("second", model(ids))
    let trained = BenchB.small()
    try wrapMiniGPTWithLoRA(trained)
    out.record("asleep", BenchB.training(trained, false))
  }

  probe("wrap_rejects_unknown_target") { out in
    let model = BenchB.small()
    out.rejects("unknown") { try wrapMiniGPTWithLoRA(model, targetModules: ["q_porj"]) }
    out.record("wrapped", BenchB.wrapped(model))
    out.record("trainable_names", BenchB.trainable(model))
  }

  probe("freeze_whole_model") { out in
    let model = MiniGPT()
    try wrapMiniGPTWithLoRA(model)
    out.record("trainable_names", BenchB.trainable(model))
    var count = 0
    for parameter in model.parameters() where parameter.requiresGrad { count += parameter.count }
    out.record("trainable", count)
  }

  probe("freeze_model_survives_modes") { out in
    let model = BenchB.small()
    try wrapMiniGPTWithLoRA(model)
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
