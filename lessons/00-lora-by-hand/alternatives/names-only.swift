// How it differs: parameters and children are read through namedParameters() and namedChildren() only, never by parameter(_:) or child(_:); the state is a filter over the model's names.
import TensorKit

struct LoRAError: Error, CustomStringConvertible {
  var description: String
}

final class LoRALinear: Module {
  var rank = 0
  var numerator: Float = 0

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    switch (r, alpha, dropout) {
    case (..<1, _, _):
      throw LoRAError(description: "r \(r) is below 1")
    case (_, let alpha, _) where !alpha.isFinite:
      throw LoRAError(description: "alpha \(alpha) is not finite")
    case (_, _, 0..<1):
      break
    default:
      throw LoRAError(description: "dropout \(dropout) is outside 0 ..< 1")
    }
    super.init()
    rank = r
    numerator = alpha
    let dtype = base.weight.dtype
    let a = Parameter(Tensor.zeros([r, base.inFeatures], dtype: dtype))
    let b = Parameter(Tensor.zeros([base.outFeatures, r], dtype: dtype))
    Init.kaimingUniform(a, a: 5.0.squareRoot())
    register("dropout", Dropout(dropout))
    register("base", base)
    register("lora_B", b)
    register("lora_A", a)
    guard freezeBase else { return }
    for (_, p) in base.namedParameters() { p.requiresGrad = false }
  }

  func find(_ wanted: String) -> Parameter {
    for (name, p) in namedParameters() where name == wanted { return p }
    preconditionFailure("no \(wanted)")
  }

  func run(_ wanted: String, _ x: Tensor) -> Tensor {
    for (name, module) in namedChildren() where name == wanted { return module(x) }
    preconditionFailure("no \(wanted)")
  }

  override func forward(_ x: Tensor) -> Tensor {
    let scale = numerator / Float(rank)
    let inner = linear(run("dropout", x), find("lora_A"))
    return run("base", x) + linear(inner * scale, find("lora_B"))
  }

  func merge() {
    noGrad {
      var byName: [String: Parameter] = [:]
      for (name, p) in namedParameters() { byName[name] = p }
      guard let weight = byName["base.weight"], let a = byName["lora_A"], let b = byName["lora_B"]
      else { return }
      weight.add_(matmul(b * (numerator / Float(rank)), a))
      for p in [a, b] { p.zero_() }
    }
  }
}

private func last(_ name: String) -> String {
  guard let dot = name.lastIndex(of: ".") else { return name }
  return String(name[name.index(after: dot)...])
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  var places: [(String, Linear)] = []
  var already = 0
  var inner: [ObjectIdentifier] = []
  for (name, module) in model.namedModules() {
    let isTarget = targetModules.contains { name == $0 || name.hasSuffix("." + $0) }
    if module is LoRALinear {
      for (_, below) in module.namedChildren() { inner.append(ObjectIdentifier(below)) }
      already += isTarget ? 1 : 0
    } else if isTarget, let linear = module as? Linear, !inner.contains(ObjectIdentifier(linear)) {
      places.append((name, linear))
    }
  }
  if places.isEmpty && already == 0 {
    throw LoRAError(description: "no target among \(model.namedModules().map(\.name))")
  }
  var made: [(String, LoRALinear)] = []
  for (name, linear) in places {
    made.append((name, try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)))
    made[made.count - 1].1.train(linear.training)
  }
  for (name, layer) in made { model.replace(name, with: layer) }
  for (name, p) in model.namedParameters() {
    switch last(name) {
    case "lora_A", "lora_B": p.requiresGrad = true
    default: p.requiresGrad = false
    }
  }
}

private func adapterParameters(_ model: Module) -> [(name: String, parameter: Parameter)] {
  let owned = model.namedModules()
    .compactMap { $0.module as? LoRALinear }
    .flatMap { [ObjectIdentifier($0.find("lora_A")), ObjectIdentifier($0.find("lora_B"))] }
  return model.namedParameters().filter { owned.contains(ObjectIdentifier($0.parameter)) }
}

private func layerNumbers(_ model: Module) -> (alphas: String, ranks: String) {
  let layers = model.namedModules().compactMap { $0.module as? LoRALinear }
  return (
    layers.map { "\($0.numerator)" }.joined(separator: " "),
    layers.map { "\($0.rank)" }.joined(separator: " ")
  )
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, p) in adapterParameters(model) { state[name] = p.detach().clone() }
  let (alphas, ranks) = layerNumbers(model)
  state.metadata = ["lora_alpha": alphas, "lora_r": ranks, "format": "pt"]
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let mine = adapterParameters(model)
  let names = mine.map(\.name)
  if names.sorted() != state.keys.sorted() {
    throw LoRAError(description: "the names \(state.keys) are not \(names)")
  }
  for (name, p) in mine {
    let found = state[name]?.shape ?? []
    if found != p.shape { throw LoRAError(description: "\(name) is \(found), not \(p.shape)") }
  }
  let (alphas, ranks) = layerNumbers(model)
  if state.metadata["lora_alpha"] != alphas || state.metadata["lora_r"] != ranks {
    throw LoRAError(description: "trained with another alpha or r")
  }
  noGrad {
    for (name, p) in mine {
      if let value = state[name] { p.copy_(value) }
    }
  }
}
