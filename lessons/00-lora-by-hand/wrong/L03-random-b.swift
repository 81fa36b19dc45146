// caught-by: lora_init_identity, lora_init_b_zero
// breaks: exact_identity, b_is_zero
// en: B does not start at zero, so the output of step 0 is no longer the base's. Every element of
//   B must start at exactly zero.
// es: B no empieza en cero, así que la salida del paso 0 ya no es la de la base. Todos los
//   elementos de B deben empezar exactamente en cero.

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
    Init.normal(b, std: 0.01)
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
    state[prefix + "lora_A"] = layer.parameter("lora_A").detach().clone()
    state[prefix + "lora_B"] = layer.parameter("lora_B").detach().clone()
    state.metadata[prefix + "alpha"] = "\(layer.alpha)"
    state.metadata[prefix + "r"] = "\(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var own: [String: Parameter] = [:]
  for (prefix, layer) in loraLayers(of: model) {
    own[prefix + "lora_A"] = layer.parameter("lora_A")
    own[prefix + "lora_B"] = layer.parameter("lora_B")
    guard state.metadata[prefix + "alpha"] == "\(layer.alpha)",
      state.metadata[prefix + "r"] == "\(layer.r)"
    else { throw LoRAError("\(prefix)alpha or \(prefix)r differs") }
  }
  guard Set(own.keys) == Set(state.keys) else { throw LoRAError("the names differ") }
  for (name, tensor) in state {
    guard own[name]?.shape == tensor.shape else { throw LoRAError("\(name) has another shape") }
  }
  noGrad {
    for (name, tensor) in state { own[name]?.copy_(tensor) }
  }
}

private func loraLayers(of model: Module) -> [(prefix: String, layer: LoRALinear)] {
  model.namedModules().compactMap { name, module in
    (module as? LoRALinear).map { (prefix: name.isEmpty ? "" : name + ".", layer: $0) }
  }
}
