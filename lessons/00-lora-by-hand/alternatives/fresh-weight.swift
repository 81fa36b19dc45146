// How it differs: merge() registers a new frozen weight and new zero matrices, and changes nothing
// in place; dropout is the function, with the layer's own training flag.

import TensorKit

enum LoRAError: Error {
  case badOption(String)
  case nothingToWrap([String])
  case doesNotFit(String)
}

final class LoRALinear: Module {
  private let rate: Float
  let r: Int
  let alpha: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    if r < 1 { throw LoRAError.badOption("r = \(r)") }
    if !alpha.isFinite { throw LoRAError.badOption("alpha = \(alpha)") }
    if !(dropout >= 0 && dropout < 1) { throw LoRAError.badOption("dropout = \(dropout)") }
    self.r = r
    self.alpha = alpha
    rate = dropout
    super.init()

    register("base", base)
    let dtype = base.weight.dtype
    let a = register("lora_A", Parameter(Tensor.zeros(r, base.inFeatures, dtype: dtype)))
    Init.kaimingUniform(a, a: 5.0.squareRoot())
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r, dtype: dtype)))

    if freezeBase {
      base.weight.requiresGrad = false
      base.bias?.requiresGrad = false
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let kept = dropout(x, p: rate, training: training)
    let low = linear(kept, parameter("lora_A"))
    let high = linear(low, parameter("lora_B"))
    return child("base")(x) + high * (alpha / Float(r))
  }

  func merge() {
    let old = parameter("base.weight")
    let (a, b) = (parameter("lora_A"), parameter("lora_B"))
    let merged = noGrad { old + matmul(b, a) * (alpha / Float(r)) }
    child("base").register("weight", Parameter(merged, requiresGrad: old.requiresGrad))
    register("lora_A", Parameter(Tensor.zeros(a.shape, dtype: a.dtype)))
    register("lora_B", Parameter(Tensor.zeros(b.shape, dtype: b.dtype)))
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  var plain: [(String, Linear)] = []
  var alreadyWrapped = 0
  for (name, module) in model.namedModules() {
    let isTarget = targetModules.contains { name == $0 || name.hasSuffix(".\($0)") }
    guard isTarget else { continue }
    if let linear = module as? Linear { plain.append((name, linear)) }
    if module is LoRALinear { alreadyWrapped += 1 }
  }
  if plain.isEmpty && alreadyWrapped == 0 { throw LoRAError.nothingToWrap(targetModules) }

  for (name, linear) in plain {
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    layer.train(linear.training)
    model.replace(name, with: layer)
  }
  for (name, parameter) in model.namedParameters() {
    let last = name.split(separator: ".").last ?? ""
    parameter.requiresGrad = last == "lora_A" || last == "lora_B"
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    let dot = name.isEmpty ? "" : "."
    state[name + dot + "lora_A"] = layer.parameter("lora_A").detach().clone()
    state[name + dot + "lora_B"] = layer.parameter("lora_B").detach().clone()
    state.metadata["\(name).alpha"] = String(layer.alpha)
    state.metadata["\(name).r"] = String(layer.r)
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let own = loraStateDict(model)
  for name in own.keys where state[name] == nil { throw LoRAError.doesNotFit("no \(name)") }
  for (name, tensor) in state {
    guard let mine = own[name] else { throw LoRAError.doesNotFit("\(name) is unknown here") }
    guard mine.shape == tensor.shape else { throw LoRAError.doesNotFit("shape of \(name)") }
  }
  for (entry, value) in own.metadata where state.metadata[entry] != value {
    throw LoRAError.doesNotFit("\(entry) is \(state.metadata[entry] ?? "missing"), not \(value)")
  }
  noGrad {
    for (name, tensor) in state { model.parameter(name).copy_(tensor) }
  }
}
