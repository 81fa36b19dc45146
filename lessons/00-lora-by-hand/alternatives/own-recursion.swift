// How it differs: its own recursion over namedChildren() instead of namedModules(); a parent takes the new layer by register; the scale is the tensors' alpha argument and a merge subtracts a negative.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  let scale: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    self.r = r
    self.alpha = alpha
    self.scale = alpha / Float(r)
    guard r > 0 else { throw LoRAError(problem: "rank \(r)") }
    guard !alpha.isNaN, !alpha.isInfinite else { throw LoRAError(problem: "alpha \(alpha)") }
    guard dropout >= 0, dropout < 1 else { throw LoRAError(problem: "dropout \(dropout)") }
    super.init()
    register("lora_A", LoRALinear.fresh(rows: r, columns: base.inFeatures, like: base))
    register("lora_B", LoRALinear.fresh(rows: base.outFeatures, columns: r, like: base))
    register("base", base)
    register("dropout", Dropout(dropout))
    Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot())
    if freezeBase {
      base.weight.requiresGrad = false
      base.bias?.requiresGrad = false
    }
  }

  private static func fresh(rows: Int, columns: Int, like base: Linear) -> Parameter {
    Parameter(Tensor.zeros([rows, columns], dtype: base.weight.dtype))
  }

  override func forward(_ x: Tensor) -> Tensor {
    let frozen = child("base")(x)
    let learned = linear(linear(child("dropout")(x), parameter("lora_A")), parameter("lora_B"))
    return frozen - learned * -scale
  }

  func merge() {
    noGrad {
      let (a, b) = (parameter("lora_A"), parameter("lora_B"))
      parameter("base.weight").sub_(matmul(b, a), alpha: -scale)
      a.zero_()
      b.zero_()
    }
  }
}

private struct Place {
  let parent: Module
  let name: String
  let path: String
  let module: Module
}

/// Children in order, parents first, no module twice, nothing below a LoRALinear.
private func walk(_ module: Module, _ path: String, _ seen: inout [ObjectIdentifier]) -> [Place] {
  if module is LoRALinear { return [] }
  var places: [Place] = []
  for (name, below) in module.namedChildren() {
    let id = ObjectIdentifier(below)
    if seen.contains(id) { continue }
    seen.append(id)
    let full = path.isEmpty ? name : path + "." + name
    places.append(Place(parent: module, name: name, path: full, module: below))
    places += walk(below, full, &seen)
  }
  return places
}

private func places(_ model: Module) -> [Place] {
  var seen = [ObjectIdentifier(model)]
  return walk(model, "", &seen)
}

private func markParameters(_ module: Module) {
  let adapted = module is LoRALinear
  for (name, p) in module.namedParameters() where !name.contains(".") {
    p.requiresGrad = adapted && (name == "lora_A" || name == "lora_B")
  }
  for (_, below) in module.namedChildren() { markParameters(below) }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let chosen = places(model).filter { place in
    targetModules.contains { place.path == $0 || place.path.hasSuffix("." + $0) }
      && (place.module is Linear || place.module is LoRALinear)
  }
  if chosen.isEmpty { throw LoRAError(problem: "none of \(targetModules) is a Linear here") }
  var ready: [(Place, LoRALinear)] = []
  for place in chosen {
    guard let old = place.module as? Linear else { continue }
    let layer = try LoRALinear(old, r: r, alpha: alpha, dropout: dropout)
    if !old.training { layer.eval() }
    ready.append((place, layer))
  }
  for (place, layer) in ready { place.parent.register(place.name, layer) }
  markParameters(model)
}

private func layers(_ model: Module) -> [(String, LoRALinear)] {
  if let single = model as? LoRALinear { return [("", single)] }
  return places(model).compactMap { place in
    (place.module as? LoRALinear).map { (place.path + ".", $0) }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  func gather(_ rest: ArraySlice<(String, LoRALinear)>, _ state: StateDict) -> StateDict {
    guard let (path, layer) = rest.first else { return state }
    var longer = state
    longer[path + "lora_A"] = layer.parameter("lora_A").detach().clone()
    longer[path + "lora_B"] = layer.parameter("lora_B").detach().clone()
    longer.metadata[path + "alpha"] = "\(layer.alpha)"
    longer.metadata[path + "r"] = "\(layer.r)"
    return gather(rest.dropFirst(), longer)
  }
  return gather(layers(model)[...], StateDict())
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  func check(_ rest: ArraySlice<(String, LoRALinear)>, _ left: StateDict) throws {
    guard let (path, layer) = rest.first else {
      if let key = left.keys.first { throw LoRAError(problem: "\(key) is one too many") }
      return
    }
    var shorter = left
    for name in ["lora_A", "lora_B"] {
      guard let value = shorter.removeValue(forKey: path + name) else {
        throw LoRAError(problem: "\(path)\(name) is not there")
      }
      if value.shape != layer.parameter(name).shape {
        throw LoRAError(problem: "\(path)\(name): \(value.shape)")
      }
    }
    if Float(state.metadata[path + "alpha"] ?? "") != layer.alpha {
      throw LoRAError(problem: "\(path)alpha")
    }
    if Int(state.metadata[path + "r"] ?? "") != layer.r { throw LoRAError(problem: "\(path)r") }
    try check(rest.dropFirst(), shorter)
  }
  let mine = layers(model)
  try check(mine[...], state)
  noGrad {
    for (path, layer) in mine {
      for name in ["lora_A", "lora_B"] {
        if let value = state[path + name] { layer.parameter(name).copy_(value) }
      }
    }
  }
}
