// How it differs: wrapping freezes first, builds every layer before the first replacement and thaws A
// and B in the end; the branch multiplies by the product s·B·A instead of by A and then B.

import TensorKit

struct LoRAError: Error, Equatable {
  enum Kind { case options, targets, adapter }
  let kind: Kind
  let text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

final class LoRALinear: Module {
  let alpha: Float
  /// How many rows A has: the rank.
  var r: Int { parameter("lora_A").shape[0] }
  /// s·B·A, of the weight's shape.
  private var update: Tensor {
    matmul(parameter("lora_B"), parameter("lora_A")) * (alpha / Float(r))
  }

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    try Self.check(r: r, alpha: alpha, dropout: dropout)
    self.alpha = alpha
    super.init()
    let like = base.weight.dtype
    register("base", base)
    register("lora_dropout", Dropout(dropout))
    register("lora_A", Parameter(Tensor.zeros([r, base.inFeatures], dtype: like)))
    register("lora_B", Parameter(Tensor.zeros([base.outFeatures, r], dtype: like)))
    noGrad {
      let bound = 1 / Double(base.inFeatures).squareRoot()
      _ = parameter("lora_A").uniform_(-bound, bound)
    }
    train(base.training)
    guard freezeBase else { return }
    base.requiresGrad(false)
  }

  static func check(r: Int, alpha: Float, dropout: Float) throws {
    switch (r, dropout) {
    case (...0, _): throw LoRAError(.options, "a rank of \(r)")
    case (_, ..<0), (_, 1...): throw LoRAError(.options, "a dropout of \(dropout)")
    default: if !alpha.isFinite { throw LoRAError(.options, "an alpha of \(alpha)") }
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("base")(x) + linear(child("lora_dropout")(x), update)
  }

  func merge() {
    noGrad {
      let delta = update
      parameter("base.weight").sub_(delta, alpha: -1)
      parameter("lora_A").fill_(0)
      parameter("lora_B").fill_(0)
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  try LoRALinear.check(r: r, alpha: alpha, dropout: dropout)
  let endings = Set(targetModules)
  func isTarget(_ name: String) -> Bool {
    // The name itself, then what is left of it after each dot.
    var rest = name[...]
    while true {
      if endings.contains(String(rest)) { return true }
      guard let dot = rest.firstIndex(of: ".") else { return false }
      rest = rest[rest.index(after: dot)...]
    }
  }

  let wrapped = model.namedModules().filter { $0.module is LoRALinear }.map(\.name)
  let targets = model.namedModules().filter { $0.module is Linear && isTarget($0.name) }
  guard !targets.isEmpty || wrapped.contains(where: isTarget) else {
    throw LoRAError(.targets, "nothing to wrap")
  }

  model.requiresGrad(false)
  let layers = try targets.reversed().compactMap { name, module -> (String, LoRALinear)? in
    guard let linear = module as? Linear else { return nil }
    return (name, try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  for (name, layer) in layers { model.replace(name, with: layer) }
  for name in wrapped + layers.map(\.0) {
    for matrix in ["lora_A", "lora_B"] {
      model.child(name).parameter(matrix).requiresGrad = true
    }
  }
}

private func walk(_ model: Module, _ visit: (String, LoRALinear) throws -> Void) rethrows {
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    try visit(name.isEmpty ? "" : "\(name).", layer)
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  walk(model) { prefix, layer in
    for (name, parameter) in layer.namedParameters() where name.hasPrefix("lora_") {
      state[prefix + name] = noGrad { parameter.clone() }
    }
    state.metadata[prefix + "scale"] = "\(layer.alpha) over \(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var plan: [(Parameter, Tensor)] = []
  try walk(model) { prefix, layer in
    guard state.metadata[prefix + "scale"] == "\(layer.alpha) over \(layer.r)" else {
      throw LoRAError(.adapter, "\(prefix)scale")
    }
    for name in ["lora_A", "lora_B"] {
      guard let tensor = state[prefix + name], tensor.shape == layer.parameter(name).shape else {
        throw LoRAError(.adapter, prefix + name)
      }
      plan.append((layer.parameter(name), tensor))
    }
  }
  // Every key was used exactly once, so more keys than places means that some have none.
  guard plan.count == state.count else { throw LoRAError(.adapter, "\(state.count) tensors") }
  noGrad {
    for (parameter, tensor) in plan { parameter.copy_(tensor) }
  }
}
