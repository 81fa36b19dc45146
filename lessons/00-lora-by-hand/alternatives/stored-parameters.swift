// How it differs: the layer keeps base, A and B in stored properties beside the registry and computes
// with those; B·A·x is scaled on the way in, with a Double that is rounded once.

import TensorKit

final class LoRALinear: Module {
  enum Problem: Error {
    case rank(Int)
    case alpha(Float)
    case dropout(Float)
  }

  let base: Linear
  let loraA: Parameter
  let loraB: Parameter
  let inputDropout: Dropout
  let rank: Int
  let alpha: Float
  private let scale: Double

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard dropout >= 0 && dropout < 1 else { throw Problem.dropout(dropout) }
    guard alpha.isFinite else { throw Problem.alpha(alpha) }
    guard r >= 1 else { throw Problem.rank(r) }

    self.base = base
    rank = r
    self.alpha = alpha
    scale = Double(alpha) / Double(r)
    loraA = Parameter(Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype))
    loraB = Parameter(Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype))
    inputDropout = Dropout(dropout)
    super.init()

    register("lora_A", loraA)
    register("lora_B", loraB)
    register("input_dropout", inputDropout)
    register("base", base)
    resetAdapter()
    if freezeBase {
      for parameter in base.parameters() { parameter.requiresGrad = false }
    }
    train(base.training)
  }

  /// A as a Linear's weight, B zero.
  func resetAdapter() {
    Init.kaimingUniform(loraA, a: 5.0.squareRoot())
    Init.zeros(loraB)
  }

  override func forward(_ x: Tensor) -> Tensor {
    base(x) + linear(linear(inputDropout(x) * Float(scale), loraA), loraB)
  }

  func merge() {
    noGrad {
      base.weight.add_(loraB.matmul(loraA), alpha: Float(scale))
      Init.zeros(loraA)
      Init.zeros(loraB)
    }
  }

  override var extraDescription: String { "r=\(rank), alpha=\(alpha)" }
}

enum WrapError: Error, CustomStringConvertible {
  case noTarget([String])

  var description: String {
    switch self {
    case .noTarget(let names): "nothing in the model is called \(names.joined(separator: " or "))"
    }
  }
}

enum AdapterError: Error {
  case missing(String), unexpected(String), shape(String, [Int], [Int]), options(String)
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  // Target by target, so that all q_proj come before the first k_proj.
  var found = 0
  var replacements: [(String, LoRALinear)] = []
  for target in targetModules {
    for (name, module) in model.namedModules() {
      guard name == target || name.hasSuffix("." + target) else { continue }
      switch module {
      case is LoRALinear: found += 1
      case let linear as Linear:
        found += 1
        let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
        replacements.append((name, layer))
      default: break
      }
    }
  }
  guard found > 0 else { throw WrapError.noTarget(targetModules) }
  replacements.forEach { model.replace($0.0, with: $0.1) }

  model.requiresGrad(false)
  for case let layer as LoRALinear in model.namedModules().map(\.module) {
    layer.loraA.requiresGrad = true
    layer.loraB.requiresGrad = true
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear {
      let prefix = name == "" ? "" : "\(name)."
      state["\(prefix)lora_A"] = layer.loraA.clone().detach()
      state["\(prefix)lora_B"] = layer.loraB.clone().detach()
      state.metadata["\(prefix)lora_alpha"] = "\(layer.alpha)"
      state.metadata["\(prefix)lora_r"] = "\(layer.rank)"
    }
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var remaining = Set(state.keys)
  var copies: [() -> Void] = []
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    let prefix = name == "" ? "" : "\(name)."
    guard state.metadata["\(prefix)lora_alpha"].flatMap(Float.init) == layer.alpha,
      state.metadata["\(prefix)lora_r"].flatMap({ Int($0) }) == layer.rank
    else { throw AdapterError.options(name) }
    for (key, target) in [("\(prefix)lora_A", layer.loraA), ("\(prefix)lora_B", layer.loraB)] {
      guard let source = state[key] else { throw AdapterError.missing(key) }
      guard source.shape == target.shape else {
        throw AdapterError.shape(key, source.shape, target.shape)
      }
      remaining.remove(key)
      copies.append { target.copy_(source) }
    }
  }
  if let key = remaining.min() { throw AdapterError.unexpected(key) }
  noGrad { copies.forEach { $0() } }
}
