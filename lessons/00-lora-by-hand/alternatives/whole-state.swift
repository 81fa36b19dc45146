// How it differs: saving filters the model's own stateDict(), and loading lays the adapter over a
// whole state dictionary and leaves names and shapes to Module.loadStateDict.

import TensorKit

enum LoRAError: Error {
  case invalidRank(Int)
  case invalidAlpha(Float)
  case invalidDropout(Float)
  case noTargets([String])
  case unknownKeys([String])
  case otherScale
}

final class LoRALinear: Module {
  let rank: Int
  let alpha: Float
  private(set) var isMerged = false

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r >= 1 else { throw LoRAError.invalidRank(r) }
    guard alpha.isFinite else { throw LoRAError.invalidAlpha(alpha) }
    guard (Float(0)..<1) ~= dropout else { throw LoRAError.invalidDropout(dropout) }
    self.rank = r
    self.alpha = alpha
    super.init()
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r, dtype: base.weight.dtype)))
    register("lora_A", Parameter(Tensor.zeros(r, base.inFeatures, dtype: base.weight.dtype)))
    register("base", base)
    register("noise", Sequential(Dropout(dropout)))
    Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot())
    if freezeBase {
      ["weight", "bias"].forEach { base.parameterIfPresent($0)?.requiresGrad = false }
    }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let base = child("base")(x)
    let branch = linear(linear(child("noise")(x), parameter("lora_A")), parameter("lora_B"))
    return base + branch * (alpha / Float(rank))
  }

  func merge() {
    noGrad {
      let product = parameter("lora_B").matmul(parameter("lora_A"))
      parameter("base.weight").add_(product.mul_(alpha / Float(rank)))
      parameter("lora_A").zero_()
      parameter("lora_B").zero_()
    }
    isMerged = true
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let modules = model.namedModules()
  let byTarget = targetModules.map { target in
    modules.filter { $0.name == target || $0.name.hasSuffix("." + target) }
  }
  let hits = byTarget.joined().filter { $0.module is Linear || $0.module is LoRALinear }
  if hits.isEmpty { throw LoRAError.noTargets(targetModules) }
  for hit in hits {
    // Two targets may name the same layer: what the model holds now decides.
    guard let linear = model.child(hit.name) as? Linear else { continue }
    model.replace(hit.name, with: try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  model.apply { module in
    if module is LoRALinear { return }
    for (name, parameter) in module.namedParameters() {
      let isAdapter = name.hasSuffix("lora_A") || name.hasSuffix("lora_B")
      if !isAdapter { parameter.requiresGrad = false }
    }
  }
  for (_, module) in model.namedModules() where module is LoRALinear {
    module.child("base").requiresGrad(false)
  }
}

private func isAdapterKey(_ key: String) -> Bool {
  key.split(separator: ".").last.map { $0 == "lora_A" || $0 == "lora_B" } ?? false
}

private func scales(of model: Module) -> [String: String] {
  var scales: [String: String] = [:]
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear { scales[name] = "\(layer.alpha)/\(layer.rank)" }
  }
  return scales
}

func loraStateDict(_ model: Module) -> StateDict {
  let snapshot = model.stateDict().clone()
  var adapter = StateDict(snapshot.filter { isAdapterKey($0.key) }.map { ($0.key, $0.value) })
  adapter.metadata = scales(of: model)
  return adapter
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let foreign = state.keys.filter { !isAdapterKey($0) }
  guard foreign.isEmpty else { throw LoRAError.unknownKeys(foreign) }
  guard state.metadata == scales(of: model) else { throw LoRAError.otherScale }
  var whole = model.stateDict().clone()
  for key in whole.keys where isAdapterKey(key) { whole[key] = nil }
  for (key, tensor) in state { whole[key] = tensor }
  try model.loadStateDict(whole)
}
