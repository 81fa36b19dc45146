// How it differs: wrapping, freezing, saving and loading are all recursions over the children of a
// module; nothing is collected first but a count.

import TensorKit

enum LoRAError: Error {
  case options(r: Int, alpha: Float, dropout: Float)
  case noMatch
  case misfit(String)
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r > 0, alpha.isFinite, 0 <= dropout, dropout < 1 else {
      throw LoRAError.options(r: r, alpha: alpha, dropout: dropout)
    }
    self.r = r
    self.alpha = alpha
    super.init()
    register("base", base)
    register("drop", Dropout(dropout))
    let bound = 1 / Double(base.inFeatures).squareRoot()
    let a = Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype)
    register("lora_A", Parameter(a.uniform_(-bound, bound)))
    let b = Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)
    register("lora_B", Parameter(b))
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let factor = alpha / Float(r)
    let h = linear(child("drop")(x), parameter("lora_A"))
    return child("base")(x) + factor * linear(h, parameter("lora_B"))
  }

  func merge() {
    noGrad {
      let weight = parameter("base.weight")
      let a = parameter("lora_A")
      let b = parameter("lora_B")
      weight.copy_(weight + matmul(b * (alpha / Float(r)), a))
      _ = (a.zero_(), b.zero_())
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  func isTarget(_ path: String) -> Bool {
    for target in targetModules where path == target || path.hasSuffix("." + target) { return true }
    return false
  }

  func count(_ module: Module, _ path: String) -> Int {
    if module is LoRALinear || module is Linear { return isTarget(path) ? 1 : 0 }
    return module.namedChildren().reduce(0) { $0 + count($1.module, joined(path, $1.name)) }
  }

  func wrap(_ module: Module, _ path: String) throws {
    for (name, child) in module.namedChildren() {
      let childPath = joined(path, name)
      // What is inside a wrapped layer is nobody's target any more.
      if child is LoRALinear { continue }
      if let linear = child as? Linear, isTarget(childPath) {
        module.replace(
          name, with: try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
      } else {
        try wrap(child, childPath)
      }
    }
  }

  guard count(model, "") > 0 else { throw LoRAError.noMatch }
  try wrap(model, "")
  freeze(model)
}

private func joined(_ path: String, _ name: String) -> String {
  path.isEmpty ? name : path + "." + name
}

private func freeze(_ module: Module) {
  if let layer = module as? LoRALinear {
    layer.child("base").requiresGrad(false)
    layer.parameter("lora_A").requiresGrad = true
    layer.parameter("lora_B").requiresGrad = true
    return
  }
  // Parameters of its own are those without a dot in their name.
  for (name, parameter) in module.namedParameters() where !name.contains(".") {
    parameter.requiresGrad = false
  }
  for (_, child) in module.namedChildren() { freeze(child) }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  save(model, "", &state)
  return state
}

private func save(_ module: Module, _ path: String, _ state: inout StateDict) {
  guard let layer = module as? LoRALinear else {
    for (name, child) in module.namedChildren() { save(child, joined(path, name), &state) }
    return
  }
  for name in ["lora_A", "lora_B"] {
    state[joined(path, name)] = layer.parameter(name).detach().clone()
  }
  state.metadata[joined(path, "alpha")] = "\(layer.alpha)"
  state.metadata[joined(path, "r")] = "\(layer.r)"
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var used: Set<String> = []
  try inspect(model, "", state, &used)
  for key in state.keys where !used.contains(key) { throw LoRAError.misfit(key) }
  noGrad { write(state, into: model, "") }
}

private func inspect(
  _ module: Module, _ path: String, _ state: StateDict, _ used: inout Set<String>
) throws {
  guard let layer = module as? LoRALinear else {
    for (name, child) in module.namedChildren() {
      try inspect(child, joined(path, name), state, &used)
    }
    return
  }
  for name in ["lora_A", "lora_B"] {
    let key = joined(path, name)
    guard state[key]?.shape == layer.parameter(name).shape else { throw LoRAError.misfit(key) }
    used.insert(key)
  }
  let (alpha, r) = (state.metadata[joined(path, "alpha")], state.metadata[joined(path, "r")])
  guard alpha == "\(layer.alpha)", r == "\(layer.r)" else { throw LoRAError.misfit(path) }
}

private func write(_ state: StateDict, into module: Module, _ path: String) {
  if let layer = module as? LoRALinear {
    for name in ["lora_A", "lora_B"] {
      if let value = state[joined(path, name)] { layer.parameter(name).copy_(value) }
    }
  } else {
    for (name, child) in module.namedChildren() { write(state, into: child, joined(path, name)) }
  }
}
