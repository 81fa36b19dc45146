// How it differs: what can be merged, saved and loaded is a protocol, and the functions of blocks B
// and C speak to it through generic helpers; Foundation is imported for the root and the errors.

import Foundation
import TensorKit

enum LoRAError: LocalizedError {
  case invalid(String)
  case unknownTargets([String])
  case mismatch(key: String, reason: String)

  var errorDescription: String? {
    switch self {
    case .invalid(let what): "cannot build the layer: \(what)"
    case .unknownTargets(let targets): "no layer fits \(targets.joined(separator: ", "))"
    case .mismatch(let key, let reason): "\(key): \(reason)"
    }
  }
}

/// A module with a few trainable tensors over a frozen base.
protocol Adapted: Module {
  var adapterNames: [String] { get }
  var options: [String: String] { get }
  func merge()
}

final class LoRALinear: Module, Adapted {
  let r: Int
  let alpha: Float
  private lazy var scale: Float = alpha / Float(r)

  let adapterNames = ["lora_A", "lora_B"]
  var options: [String: String] { ["alpha": "\(alpha)", "r": "\(r)"] }

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    if r < 1 { throw LoRAError.invalid("the rank \(r) is not positive") }
    if alpha.isNaN || alpha.isInfinite { throw LoRAError.invalid("alpha is \(alpha)") }
    if dropout < 0 || dropout >= 1 || dropout.isNaN {
      throw LoRAError.invalid("the probability \(dropout) is not in [0, 1)")
    }
    self.r = r
    self.alpha = alpha
    super.init()
    let type = base.weight.dtype
    register("base", base)
    register("dropout", Dropout(dropout))
    let a = Tensor.zeros([r, base.inFeatures], dtype: type)
    register("lora_A", Parameter(Init.kaimingUniform(a, a: sqrt(5))))
    register("lora_B", Parameter(Tensor.zeros([base.outFeatures, r], dtype: type)))
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let branch = adapterNames.reduce(child("dropout")(x)) { linear($0, parameter($1)) }
    return child("base")(x) + scale * branch
  }

  func merge() {
    noGrad {
      let (a, b) = (parameter("lora_A"), parameter("lora_B"))
      // (Bᵀ)ᵀ·A, as `linear` multiplies by the transpose of what it is given.
      let product = linear(b, a.transposed())
      parameter("base.weight").add_(product, alpha: scale)
      for name in adapterNames { parameter(name).zero_() }
    }
  }
}

/// Every module of one kind below `root`, with the prefix of its names.
private func modules<Kind>(_ kind: Kind.Type, in root: Module) -> [(prefix: String, module: Kind)] {
  root.namedModules().compactMap { name, module in
    guard let module = module as? Kind else { return nil }
    return (name.isEmpty ? "" : name + ".", module)
  }
}

private func adapters(of model: Module) -> [(prefix: String, module: any Adapted)] {
  model.namedModules().compactMap { name, module in
    (module as? any Adapted).map { (name.isEmpty ? "" : name + ".", $0) }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  func fits(_ name: String) -> Bool {
    let parts = name.components(separatedBy: ".")
    return targetModules.contains { target in
      parts.suffix(target.components(separatedBy: ".").count).joined(separator: ".") == target
    }
  }
  let candidates = modules(Linear.self, in: model)
    .map { (name: String($0.prefix.dropLast()), linear: $0.module) }
    .filter { fits($0.name) }
  if candidates.isEmpty {
    let done = adapters(of: model).contains { fits(String($0.prefix.dropLast())) }
    guard done else { throw LoRAError.unknownTargets(targetModules) }
  }
  for (name, linear) in candidates {
    model.replace(name, with: try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  model.requiresGrad(false)
  for (_, adapter) in adapters(of: model) {
    for name in adapter.adapterNames { adapter.parameter(name).requiresGrad = true }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  adapters(of: model).reduce(into: StateDict()) { state, entry in
    for name in entry.module.adapterNames {
      state[entry.prefix + name] = entry.module.parameter(name).detach().clone()
    }
    for (key, value) in entry.module.options { state.metadata[entry.prefix + key] = value }
  }
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var known: Set<String> = []
  for (prefix, adapter) in adapters(of: model) {
    for (key, value) in adapter.options where state.metadata[prefix + key] != value {
      throw LoRAError.mismatch(key: prefix + key, reason: "the model has \(value)")
    }
    for name in adapter.adapterNames {
      let key = prefix + name
      guard let tensor = state[key] else { throw LoRAError.mismatch(key: key, reason: "missing") }
      guard tensor.shape == adapter.parameter(name).shape else {
        throw LoRAError.mismatch(key: key, reason: "its shape is \(tensor.shape)")
      }
      known.insert(key)
    }
  }
  if let key = state.keys.first(where: { !known.contains($0) }) {
    throw LoRAError.mismatch(key: key, reason: "the model has no such tensor")
  }
  noGrad {
    for (prefix, adapter) in adapters(of: model) {
      for name in adapter.adapterNames {
        if let tensor = state[prefix + name] { adapter.parameter(name).copy_(tensor) }
      }
    }
  }
}
