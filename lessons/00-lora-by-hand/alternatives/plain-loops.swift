// How it differs: loops and early exits instead of map and filter, A made by stretching Tensor.rand,
// B·A summed rank by rank, and alpha and r as one pair of metadata for the whole model.

import TensorKit

struct Trouble: Error, CustomStringConvertible {
  var description: String
}

class LoRALinear: Module {
  var r: Int
  var alpha: Float
  var p: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    if r <= 0 {
      throw Trouble(description: "r is \(r)")
    }
    if dropout < 0 || dropout >= 1 {
      throw Trouble(description: "dropout is \(dropout)")
    }
    if !alpha.isFinite {
      throw Trouble(description: "alpha is \(alpha)")
    }
    self.r = r
    self.alpha = alpha
    self.p = dropout
    super.init()

    register("base", base)
    if freezeBase {
      for (_, parameter) in base.namedParameters() {
        parameter.requiresGrad = false
      }
    }

    let bound = Float(1) / Float(base.inFeatures).squareRoot()
    var a = Tensor.rand(r, base.inFeatures)  // in 0 ..< 1
    a = (a * 2 - 1) * bound
    a = a.to(base.weight.dtype)
    register("lora_A", Parameter(a))
    let b = Tensor.zeros(base.outFeatures, r, dtype: base.weight.dtype)
    register("lora_B", Parameter(b))

    if base.training {
      train()
    } else {
      eval()
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    var y = child("base")(x)
    var h = x
    if training && p > 0 {
      h = dropout(h, p: p, training: true)
    }
    h = linear(h, parameter("lora_A"))
    h = linear(h, parameter("lora_B"))
    h = h * alpha
    h = h / Float(r)
    y = y + h
    return y
  }

  func merge() {
    noGrad {
      let weight = parameter("base.weight")
      let a = parameter("lora_A")
      let b = parameter("lora_B")
      for k in 0..<r {
        let column = b.narrow(dim: 1, start: k, length: 1)  // [out, 1]
        let row = a.narrow(dim: 0, start: k, length: 1)  // [1, in]
        weight.add_(column * row, alpha: alpha / Float(r))
      }
      a.zero_()
      b.zero_()
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
  var skipped = 0
  for (name, module) in model.namedModules() {
    var matched = false
    for target in targetModules {
      if name == target || name.hasSuffix("." + target) {
        matched = true
        break
      }
    }
    if !matched {
      continue
    }
    if module is LoRALinear {
      skipped += 1
    } else if let linear = module as? Linear {
      names.append(name)
      linears.append(linear)
    }
  }
  if names.count + skipped == 0 {
    throw Trouble(description: "no module matches")
  }

  var i = 0
  while i < names.count {
    let layer = try LoRALinear(linears[i], r: r, alpha: alpha, dropout: dropout)
    model.replace(names[i], with: layer)
    i += 1
  }

  for (name, parameter) in model.namedParameters() {
    if name.hasSuffix(".lora_A") || name.hasSuffix(".lora_B") || name == "lora_A"
      || name == "lora_B"
    {
      parameter.requiresGrad = true
    } else {
      parameter.requiresGrad = false
    }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, parameter) in model.namedParameters() {
    let last = name.split(separator: ".").last
    if last == "lora_A" || last == "lora_B" {
      state[name] = parameter.detach().clone()
    }
  }
  for (_, module) in model.namedModules() {
    if let layer = module as? LoRALinear {
      state.metadata["alpha"] = "\(layer.alpha)"
      state.metadata["r"] = "\(layer.r)"
    }
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let expected = loraStateDict(model)
  if state.metadata["alpha"] != expected.metadata["alpha"] {
    throw Trouble(description: "another alpha")
  }
  if state.metadata["r"] != expected.metadata["r"] {
    throw Trouble(description: "another r")
  }
  for key in expected.keys {
    if state[key] == nil {
      throw Trouble(description: "\(key) is missing")
    }
  }
  for key in state.keys {
    if expected[key] == nil {
      throw Trouble(description: "\(key) is unexpected")
    }
    if expected[key]?.shape != state[key]?.shape {
      throw Trouble(description: "\(key) has another shape")
    }
  }
  for (key, tensor) in state {
    noGrad {
      _ = model.parameter(key).copy_(tensor)
    }
  }
}
