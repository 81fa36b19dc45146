// How it differs: protocols, generics and a strategy object that owns the arithmetic; F.dropout with a stored p instead of a Dropout child; the branch's two matrices are multiplied first.
import TensorKit

struct LoRAError: Error {
  let problem: String
}

protocol Scaling {
  var factor: Float { get }
}

struct AlphaOverRank: Scaling {
  let alpha: Float
  let rank: Int
  var factor: Float { alpha / Float(rank) }
}

protocol Branch {
  var factor: Float { get }
  func output(_ x: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor
  func weightChange(_ a: Tensor, _ b: Tensor) -> Tensor
}

struct LowRankBranch<S: Scaling>: Branch {
  let scaling: S
  var factor: Float { scaling.factor }

  func weightChange(_ a: Tensor, _ b: Tensor) -> Tensor { matmul(b, a) * factor }

  func output(_ x: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    linear(x, weightChange(a, b))
  }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  private let p: Float
  private let branch: any Branch

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r >= 1, alpha.isFinite, dropout >= 0, dropout < 1 else {
      throw LoRAError(problem: "r \(r), alpha \(alpha), dropout \(dropout): one of them is no good")
    }
    self.r = r
    self.alpha = alpha
    self.p = dropout
    self.branch = LowRankBranch(scaling: AlphaOverRank(alpha: alpha, rank: r))
    super.init()
    register("base", base)
    let kind = base.weight.dtype
    let a = register("lora_A", Parameter(.zeros([r, base.inFeatures], dtype: kind)))
    Init.kaimingUniform(a, a: 5.0.squareRoot())
    register("lora_B", Parameter(.zeros([base.outFeatures, r], dtype: kind)))
    if freezeBase {
      for parameter in base.parameters() { parameter.requiresGrad = false }
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let dropped = dropout(x, p: p, training: training)
    return child("base")(x) + branch.output(dropped, parameter("lora_A"), parameter("lora_B"))
  }

  func merge() {
    noGrad {
      let change = branch.weightChange(parameter("lora_A"), parameter("lora_B"))
      let weight = parameter("base.weight")
      weight.copy_(weight + change)
      Init.zeros(parameter("lora_A"))
      Init.zeros(parameter("lora_B"))
    }
  }
}

protocol NameRule {
  func accepts(_ name: String) -> Bool
}

struct DottedSuffix: NameRule {
  let targets: [String]
  func accepts(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return targets.contains { target in
      let wanted = target.split(separator: ".")
      return !wanted.isEmpty && parts.suffix(wanted.count) == wanted[...]
    }
  }
}

private func collect<M: Module, R: NameRule>(_ type: M.Type, in model: Module, _ rule: R) -> [(
  name: String, module: M
)] {
  let wrapped = model.namedModules().filter { $0.module is LoRALinear }
  return model.namedModules().compactMap { name, module in
    guard rule.accepts(name), let typed = module as? M else { return nil }
    let isInner = wrapped.contains { $0.module !== module && $0.module.child("base") === module }
    return isInner ? nil : (name: name, module: typed)
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let rule = DottedSuffix(targets: targetModules)
  let plain = collect(Linear.self, in: model, rule)
  let done = collect(LoRALinear.self, in: model, rule)
  guard plain.count + done.count > 0 else {
    throw LoRAError(problem: "nothing matches \(targetModules)")
  }
  let layers = try plain.map { try LoRALinear($0.module, r: r, alpha: alpha, dropout: dropout) }
  for (place, layer) in zip(plain, layers) {
    layer.train(place.module.training)
    model.replace(place.name, with: layer)
  }
  let trainable = DottedSuffix(targets: ["lora_A", "lora_B"])
  for (name, parameter) in model.namedParameters() {
    parameter.requiresGrad = trainable.accepts(name)
  }
}

struct Slot {
  let key: String
  let parameter: Parameter
}

private func slots(_ model: Module) -> [Slot] {
  let layers = model.namedModules().filter { $0.module is LoRALinear }
  return layers.flatMap { name, layer in
    ["lora_A", "lora_B"].map { last in
      Slot(key: name.isEmpty ? last : "\(name).\(last)", parameter: layer.parameter(last))
    }
  }
}

private func numbers(_ model: Module) -> [String: String] {
  var found: [String: String] = [:]
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    found["lora:\(name)"] = "\(layer.alpha)/\(layer.r)"
  }
  return found
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict(slots(model).map { ($0.key, $0.parameter.detach()) }).clone()
  state.metadata = numbers(model)
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let wanted = slots(model)
  let missing = wanted.map(\.key).filter { state[$0] == nil }
  guard missing.isEmpty else { throw ModuleError.missing(keys: missing, module: "adapter") }
  let names = Set(wanted.map(\.key))
  let unexpected = state.keys.filter { !names.contains($0) }
  guard unexpected.isEmpty else {
    throw ModuleError.unexpected(keys: unexpected, module: "adapter")
  }
  for slot in wanted {
    if let value = state[slot.key], value.shape != slot.parameter.shape {
      throw ModuleError.shape(
        key: slot.key, expected: slot.parameter.shape, found: value.shape)
    }
  }
  for (name, value) in numbers(model) where state.metadata[name] != value {
    throw LoRAError(problem: "\(name): \(state.metadata[name] ?? "unknown") is not \(value)")
  }
  noGrad {
    for slot in wanted {
      if let value = state[slot.key] { slot.parameter.copy_(value) }
    }
  }
}
