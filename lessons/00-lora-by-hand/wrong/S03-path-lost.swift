// caught-by: state_dict_keys, roundtrip_forward
// breaks: full_names
// en: The names lack their path: the state has one lora_A and one lora_B for all layers. Use the
//   full dotted name.
// es: A los nombres les falta la ruta: el estado tiene una sola lora_A y una sola lora_B para
//   todas las capas. Usa el nombre completo con puntos.

import TensorKit

struct LoRAError: Error {
  var problem: String
  init(_ problem: String) { self.problem = problem }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  var scale: Float { alpha / Float(r) }

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r >= 1, alpha.isFinite, (0..<1).contains(dropout) else {
      throw LoRAError("r \(r), alpha \(alpha), dropout \(dropout) do not make a layer")
    }
    self.r = r
    self.alpha = alpha
    super.init()
    let a = Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype)
    let b = Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)
    Init.kaimingUniform(a, a: Double(5).squareRoot())
    register("base", base)
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(b))
    register("dropout", Dropout(dropout))
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let dropped = child("dropout")(x)
    let branch = linear(linear(dropped, parameter("lora_A")), parameter("lora_B"))
    return child("base")(x) + scale * branch
  }

  func merge() {
    noGrad {
      let a = parameter("lora_A")
      let b = parameter("lora_B")
      parameter("base.weight").add_(scale * matmul(b, a))
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
  let targeted = model.namedModules().filter { isTarget($0.name, targetModules) }
  guard targeted.contains(where: { $0.module is Linear || $0.module is LoRALinear }) else {
    throw LoRAError("no Linear fits any of \(targetModules)")
  }
  for (name, module) in targeted {
    guard let base = module as? Linear else { continue }
    model.replace(name, with: try LoRALinear(base, r: r, alpha: alpha, dropout: dropout))
  }
  for (name, parameter) in model.namedParameters() where !isAdapter(name) {
    parameter.requiresGrad = false
  }
}

private func isAdapter(_ name: String) -> Bool {
  name.hasSuffix("lora_A") || name.hasSuffix("lora_B")
}

private func isTarget(_ name: String, _ targets: [String]) -> Bool {
  targets.contains { name == $0 || name.hasSuffix("." + $0) }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (prefix, layer) in loraLayers(of: model) {
    state["lora_A"] = layer.parameter("lora_A").detach().clone()
    state["lora_B"] = layer.parameter("lora_B").detach().clone()
    state.metadata[prefix + "alpha"] = "\(layer.alpha)"
    state.metadata[prefix + "r"] = "\(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  guard Set(state.keys) == ["lora_A", "lora_B"] else { throw LoRAError("the names differ") }
  for (prefix, layer) in loraLayers(of: model) {
    guard state.metadata[prefix + "alpha"] == "\(layer.alpha)",
      state.metadata[prefix + "r"] == "\(layer.r)"
    else { throw LoRAError("\(prefix)alpha or \(prefix)r differs") }
  }
  noGrad {
    for (_, layer) in loraLayers(of: model) {
      for (name, tensor) in state where layer.parameter(name).shape == tensor.shape {
        layer.parameter(name).copy_(tensor)
      }
    }
  }
}

private func loraLayers(of model: Module) -> [(prefix: String, layer: LoRALinear)] {
  model.namedModules().compactMap { name, module in
    (module as? LoRALinear).map { (prefix: name.isEmpty ? "" : name + ".", layer: $0) }
  }
}
