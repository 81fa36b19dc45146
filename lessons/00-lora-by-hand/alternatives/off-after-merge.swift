// How it differs: merge() also stops A and B from asking for gradients, as nothing is trained in a
// merged layer, and returns the layer; parameters are reached through the object that owns them.

import TensorKit

struct LoRAError: Error {
  let reason: String
  init(because reason: String) { self.reason = reason }
}

public final class LoRALinear: Module {
  public let r: Int
  public let alpha: Float
  public private(set) var merges = 0

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16.0, dropout: Float = 0.0, freezeBase: Bool = true
  ) throws {
    guard alpha.isFinite else { throw LoRAError(because: "alpha is not finite") }
    guard r >= 1 else { throw LoRAError(because: "r is below 1") }
    guard (0..<1).contains(dropout) else { throw LoRAError(because: "dropout is not in 0 ..< 1") }
    self.r = r
    self.alpha = alpha
    super.init()
    register("base", base)
    register("dropout", Dropout(dropout))
    register(
      "lora_A",
      Parameter(
        Init.kaimingUniform(
          Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype), a: 5.0.squareRoot())))
    register(
      "lora_B", Parameter(Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)))
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  public override func forward(_ x: Tensor) -> Tensor {
    let a = parameter("lora_A") * (alpha / Float(r))
    return child("base")(x) + linear(linear(child("dropout")(x), a), parameter("lora_B"))
  }

  @discardableResult
  public func merge() -> LoRALinear {
    guard let base = child("base") as? Linear else { return self }
    let change = noGrad { matmul(parameter("lora_B"), parameter("lora_A")).mul_(alpha / Float(r)) }
    noGrad { _ = base.weight.add_(change) }
    for name in ["lora_A", "lora_B"] {
      let matrix = parameter(name)
      matrix.requiresGrad = false
      matrix.zero_()
    }
    merges += 1
    return self
  }
}

public func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16.0,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let targeted = model.namedModules().filter { entry in
    targetModules.contains { entry.name == $0 || entry.name.hasSuffix(".\($0)") }
  }
  let isAnyThere = targeted.contains { $0.module is Linear || $0.module is LoRALinear }
  guard isAnyThere else { throw LoRAError(because: "\(targetModules) fit nothing") }
  for (name, module) in targeted where module is Linear {
    guard let linear = module as? Linear else { continue }
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    model.replace(name, with: layer)
  }
  for parameter in model.parameters() { parameter.requiresGrad = false }
  for (_, module) in model.namedModules() {
    (module as? LoRALinear)?.parameter("lora_A").requiresGrad = true
    (module as? LoRALinear)?.parameter("lora_B").requiresGrad = true
  }
}

private func forEachMatrix(_ model: Module, _ visit: (String, Parameter, LoRALinear) -> Void) {
  for (path, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    for name in ["lora_A", "lora_B"] {
      visit(path.isEmpty ? name : "\(path).\(name)", layer.parameter(name), layer)
    }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  forEachMatrix(model) { name, matrix, layer in
    state[name] = matrix.detach().clone()
    state.metadata[name] = "alpha \(layer.alpha), r \(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var problems: [String] = []
  var places: [String: Parameter] = [:]
  forEachMatrix(model) { name, matrix, layer in
    places[name] = matrix
    if state[name]?.shape != matrix.shape { problems.append("\(name) is missing or misshapen") }
    if state.metadata[name] != "alpha \(layer.alpha), r \(layer.r)" {
      problems.append("\(name) belongs to another scale")
    }
  }
  problems += state.keys.filter { places[$0] == nil }.map { "\($0) is not in the model" }
  guard problems.isEmpty else { throw LoRAError(because: problems.joined(separator: "; ")) }
  noGrad {
    for (name, place) in places {
      if let value = state[name] { place.copy_(value) }
    }
  }
}
