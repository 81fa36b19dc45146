// How it differs: merge() builds a whole new frozen Linear and registers it as the base; helpers are
// extensions of Module, and the branch multiplies with matmul and transposed matrices.

import TensorKit

struct LoRAFailure: Error {
  let reason: String
}

final class LoRALinear: Module {
  let rank: Int
  let alpha: Float
  private let scaling: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r > 0, alpha.isFinite, dropout >= 0, dropout < 1 else {
      throw LoRAFailure(reason: "r \(r), alpha \(alpha) and dropout \(dropout) do not go together")
    }
    rank = r
    self.alpha = alpha
    scaling = alpha / Float(r)
    super.init()
    register("dropout", Dropout(dropout))
    register("base", base)
    register("lora_A", Parameter(.zeros([r, base.inFeatures], dtype: base.weight.dtype)))
    register("lora_B", Parameter(.zeros([base.outFeatures, r], dtype: base.weight.dtype)))
    Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot())
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    // [..., in] × [in, r] → [..., r], then × [r, out] → [..., out]
    let h = matmul(child("dropout")(x), parameter("lora_A").transposed())
    let branch = matmul(h, parameter("lora_B").transposed())
    return child("base")(x) + branch * scaling
  }

  func merge() {
    guard let old = child("base") as? Linear else { return }
    let wasTrainable = old.weight.requiresGrad
    let fresh = Linear(
      old.inFeatures, old.outFeatures, bias: old.bias != nil, dtype: old.weight.dtype)
    noGrad {
      fresh.weight.copy_(old.weight + matmul(parameter("lora_B"), parameter("lora_A")) * scaling)
      if let bias = old.bias { fresh.bias?.copy_(bias) }
      parameter("lora_A").zero_()
      parameter("lora_B").zero_()
    }
    fresh.requiresGrad(wasTrainable)
    fresh.train(old.training)
    register("base", fresh)
  }
}

extension Module {
  fileprivate func loraLayers() -> [(String, LoRALinear)] {
    namedModules().compactMap { entry in
      (entry.module as? LoRALinear).map { (entry.name, $0) }
    }
  }

  /// `lora_A` and `lora_B` of every layer under their full names.
  fileprivate func adapterParameters() -> [(name: String, value: Parameter)] {
    loraLayers().flatMap { path, layer in
      ["lora_A", "lora_B"].map { last in
        (name: path.isEmpty ? last : "\(path).\(last)", value: layer.parameter(last))
      }
    }
  }

  fileprivate func freezeAllButAdapters() {
    let adapters = Set(adapterParameters().map { ObjectIdentifier($0.value) })
    for parameter in parameters() {
      parameter.requiresGrad = adapters.contains(ObjectIdentifier(parameter))
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let wanted = model.namedModules().filter { entry in
    targetModules.contains { ("." + entry.name).hasSuffix("." + $0) }
  }
  let linears = wanted.filter { $0.module is Linear }
  if linears.isEmpty, !wanted.contains(where: { $0.module is LoRALinear }) {
    throw LoRAFailure(reason: "none of \(targetModules) is in this model")
  }
  let layers = try linears.compactMap { entry in
    try (entry.module as? Linear).map {
      (entry.name, try LoRALinear($0, r: r, alpha: alpha, dropout: dropout))
    }
  }
  for (name, layer) in layers { model.replace(name, with: layer) }
  model.freezeAllButAdapters()
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict(model.adapterParameters().map { ($0.name, $0.value.detach().clone()) })
  for (path, layer) in model.loraLayers() {
    state.metadata["lora:\(path)"] = "alpha=\(layer.alpha) r=\(layer.rank)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let own = model.adapterParameters()
  let missing = own.map(\.name).filter { state[$0] == nil }
  guard missing.isEmpty else { throw ModuleError.missing(keys: missing, module: "adapter") }
  let names = Set(own.map(\.name))
  let extra = state.keys.filter { !names.contains($0) }
  guard extra.isEmpty else { throw ModuleError.unexpected(keys: extra, module: "adapter") }
  for (name, parameter) in own {
    guard let found = state[name]?.shape, found == parameter.shape else {
      throw ModuleError.shape(
        key: name, expected: parameter.shape, found: state[name]?.shape ?? [])
    }
  }
  guard state.metadata == loraStateDict(model).metadata else {
    throw LoRAFailure(reason: "alpha or r differs: \(state.metadata)")
  }
  noGrad {
    for (name, parameter) in own {
      if let value = state[name] { parameter.copy_(value) }
    }
  }
}
