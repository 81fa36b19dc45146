// How it differs: no helper of any kind; every function is one long imperative piece with plain loops and flags, metadata under the text's two literal names.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    if r < 1 {
      throw LoRAError(problem: "r is \(r), and must be 1 or more")
    }
    if dropout.isNaN || dropout < 0 || dropout >= 1 {
      throw LoRAError(problem: "dropout is \(dropout)")
    }
    if alpha.isNaN || alpha.isInfinite {
      throw LoRAError(problem: "alpha is \(alpha)")
    }
    self.r = r
    self.alpha = alpha
    super.init()
    register("base", base)
    register("lora_A", Parameter(Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype)))
    register("lora_B", Parameter(Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)))
    Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot())
    register("dropout", Dropout(dropout))
    if freezeBase {
      base.requiresGrad(false)
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let dropped = child("dropout")(x)
    let low = linear(dropped, parameter("lora_A"))
    let high = linear(low, parameter("lora_B"))
    return child("base")(x) + (alpha / Float(r)) * high
  }

  func merge() {
    noGrad {
      let product = matmul(parameter("lora_B"), parameter("lora_A"))
      parameter("base.weight").add_((alpha / Float(r)) * product)
      parameter("lora_A").zero_()
      parameter("lora_B").zero_()
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  var names: [String] = []
  var linears: [Linear] = []
  var insideAdapters: [String] = []
  var matched = false
  for (name, module) in model.namedModules() {
    var inside = false
    for prefix in insideAdapters {
      if name.hasPrefix(prefix) { inside = true }
    }
    if inside { continue }
    var isTarget = false
    for target in targetModules {
      if name == target || name.hasSuffix("." + target) { isTarget = true }
    }
    if module is LoRALinear {
      insideAdapters.append(name.isEmpty ? "" : name + ".")
      if isTarget { matched = true }
      continue
    }
    if isTarget, let found = module as? Linear {
      matched = true
      names.append(name)
      linears.append(found)
    }
  }
  if !matched {
    throw LoRAError(problem: "no Linear matches \(targetModules)")
  }
  var layers: [LoRALinear] = []
  for base in linears {
    let layer = try LoRALinear(base, r: r, alpha: alpha, dropout: dropout)
    layer.train(base.training)
    layers.append(layer)
  }
  for i in 0..<names.count {
    model.replace(names[i], with: layers[i])
  }
  for (name, p) in model.namedParameters() {
    if name == "lora_A" || name == "lora_B" || name.hasSuffix(".lora_A")
      || name.hasSuffix(".lora_B")
    {
      p.requiresGrad = true
    } else {
      p.requiresGrad = false
    }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear {
      let dot = name.isEmpty ? "" : "."
      state[name + dot + "lora_A"] = layer.parameter("lora_A").detach().clone()
      state[name + dot + "lora_B"] = layer.parameter("lora_B").detach().clone()
      state.metadata["alpha"] = "\(layer.alpha)"
      state.metadata["r"] = "\(layer.r)"
    }
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var targets: [Parameter] = []
  var sources: [Tensor] = []
  var left = state.keys
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear {
      if state.metadata["alpha"] != "\(layer.alpha)" {
        throw LoRAError(problem: "alpha differs at \(name)")
      }
      if state.metadata["r"] != "\(layer.r)" {
        throw LoRAError(problem: "r differs at \(name)")
      }
      for last in ["lora_A", "lora_B"] {
        let key = name.isEmpty ? last : name + "." + last
        let p = layer.parameter(last)
        guard let value = state[key] else {
          throw LoRAError(problem: "\(key) is missing")
        }
        if value.shape != p.shape {
          throw LoRAError(problem: "\(key) has shape \(value.shape), not \(p.shape)")
        }
        left.removeAll { $0 == key }
        targets.append(p)
        sources.append(value)
      }
    }
  }
  if !left.isEmpty {
    throw LoRAError(problem: "unexpected: \(left)")
  }
  noGrad {
    for i in 0..<targets.count {
      targets[i].copy_(sources[i])
    }
  }
}
