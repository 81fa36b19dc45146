// How it differs: it refuses more than it must: any single target that fits nothing, a second call on
// a wrapped model, and a rank above that of the weight; wrapping lives in a small struct.

import TensorKit

enum LoRAError: Error, CustomStringConvertible {
  case rank(Int, most: Int)
  case alpha(Float)
  case dropout(Float)
  case target(String)
  case wrappedBefore([String])
  case adapter(String)

  var description: String {
    switch self {
    case .rank(let r, let most): "the rank \(r) does not lie in 1 ... \(most)"
    case .alpha(let alpha): "alpha is \(alpha)"
    case .dropout(let p): "the dropout \(p) does not lie in 0 ..< 1"
    case .target(let name): "no Linear fits \(name)"
    case .wrappedBefore(let names): "wrapped already: \(names.joined(separator: ", "))"
    case .adapter(let why): why
    }
  }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  let p: Float

  private var A: Parameter { parameter("lora_A") }
  private var B: Parameter { parameter("lora_B") }
  private var W: Parameter { parameter("base.weight") }

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    let most = min(base.inFeatures, base.outFeatures)
    guard (1...most).contains(r) else { throw LoRAError.rank(r, most: most) }
    guard dropout >= 0, dropout < 1 else { throw LoRAError.dropout(dropout) }
    guard alpha.isFinite else { throw LoRAError.alpha(alpha) }
    (self.r, self.alpha, p) = (r, alpha, dropout)
    super.init()
    register("base", base)
    register("lora_A", Parameter(Tensor.zeros(r, base.inFeatures, dtype: base.weight.dtype)))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r, dtype: base.weight.dtype)))
    Init.kaimingUniform(A, a: 5.0.squareRoot())
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let update = linear(linear(dropout(x, p: p, training: training), A), B)
    return child("base")(x) + update * alpha / Float(r)
  }

  func merge() {
    noGrad {
      W.add_(matmul(B, A) * alpha / Float(r))
      A.zero_()
      B.zero_()
    }
  }
}

private struct Wrapping {
  let model: Module
  let targets: [String]

  func matches(_ target: String) -> [(name: String, linear: Linear)] {
    model.namedModules().compactMap { name, module in
      guard name == target || name.hasSuffix("." + target), let linear = module as? Linear
      else { return nil }
      return (name, linear)
    }
  }

  func linears() throws -> [(name: String, linear: Linear)] {
    var seen: Set<String> = []
    return try targets.flatMap { target in
      let matches = matches(target)
      if matches.isEmpty { throw LoRAError.target(target) }
      return matches
    }.filter { seen.insert($0.name).inserted }
  }

  func freeze() {
    for (name, parameter) in model.namedParameters() {
      let last = name.split(separator: ".").last
      parameter.requiresGrad = last == "lora_A" || last == "lora_B"
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let before = layers(of: model).map(\.path)
  guard before.isEmpty else { throw LoRAError.wrappedBefore(before) }
  let wrapping = Wrapping(model: model, targets: targetModules)
  for (name, linear) in try wrapping.linears() {
    model.replace(name, with: try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  wrapping.freeze()
}

private func layers(of model: Module) -> [(path: String, layer: LoRALinear)] {
  model.namedModules().compactMap { path, module in
    (module as? LoRALinear).map { (path, $0) }
  }
}

private func key(_ path: String, _ name: String) -> String {
  [path, name].filter { !$0.isEmpty }.joined(separator: ".")
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (path, layer) in layers(of: model) {
    state[key(path, "lora_A")] = layer.parameter("lora_A").detach().clone()
    state[key(path, "lora_B")] = layer.parameter("lora_B").detach().clone()
    state.metadata[key(path, "alpha")] = "\(layer.alpha)"
    state.metadata[key(path, "r")] = "\(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let own = loraStateDict(model)
  for name in Set(own.keys).union(state.keys).sorted() {
    switch (own[name], state[name]) {
    case (nil, _): throw LoRAError.adapter("\(name) has no place in the model")
    case (_, nil): throw LoRAError.adapter("\(name) is missing in the adapter")
    case (let mine?, let theirs?):
      if mine.shape != theirs.shape { throw LoRAError.adapter("\(name) is \(theirs.shape)") }
    }
  }
  for (name, value) in own.metadata where state.metadata[name] != value {
    throw LoRAError.adapter("\(name) is \(value) in the model")
  }
  noGrad {
    for (name, tensor) in state { model.parameter(name).copy_(tensor) }
  }
}
