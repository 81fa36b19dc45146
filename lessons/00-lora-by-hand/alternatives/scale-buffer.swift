// How it differs: the scale is a registered buffer that is saved with A and B, and a load compares it
// as a tensor; wrapping returns the names of what it wrapped.

import TensorKit

struct LoRAError: Error {
  var message: String
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard r >= 1 else { throw LoRAError(message: "r must be at least 1") }
    guard alpha.isFinite else { throw LoRAError(message: "alpha must be a number") }
    guard (0..<1).contains(dropout) else { throw LoRAError(message: "dropout must be in [0, 1)") }
    self.r = r
    self.alpha = alpha
    super.init()
    let dtype = base.weight.dtype
    registerBuffer("scaling", Tensor.full([], Double(alpha) / Double(r), dtype: dtype))
    register("base", base)
    let a = Tensor.zeros(r, base.inFeatures, dtype: dtype)
    Init.kaimingUniform(a, a: 5.0.squareRoot())
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r, dtype: dtype)))
    register("lora_dropout", Dropout(dropout))
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  private var scaling: Tensor { bufferIfPresent("scaling") ?? Tensor(alpha / Float(r)) }

  override func forward(_ x: Tensor) -> Tensor {
    let h = child("lora_dropout")(x)
    let update = linear(linear(h, parameter("lora_A")), parameter("lora_B"))
    return child("base")(x) + update * scaling
  }

  func merge() {
    noGrad {
      let delta = matmul(parameter("lora_B"), parameter("lora_A")) * scaling
      parameter("base.weight").add_(delta)
      parameter("lora_A").zero_()
      parameter("lora_B").zero_()
    }
  }
}

@discardableResult
func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws -> [String] {
  let matches = model.namedModules().filter { name, module in
    (module is Linear || module is LoRALinear)
      && targetModules.contains { target in name == target || name.hasSuffix("." + target) }
  }
  if matches.isEmpty { throw LoRAError(message: "no Linear matches \(targetModules)") }
  var wrapped: [String] = []
  for (name, module) in matches {
    guard let linear = module as? Linear else { continue }
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    // Registering under a name that is taken replaces what was there.
    let parts = name.split(separator: ".").map(String.init)
    let parent = model.child(parts.dropLast().joined(separator: "."))
    parent.register(parts[parts.count - 1], layer)
    wrapped.append(name)
  }
  for (name, p) in model.namedParameters() {
    p.requiresGrad = name.hasSuffix("lora_A") || name.hasSuffix("lora_B")
  }
  return wrapped
}

private let savedNames: Set<String> = ["lora_A", "lora_B", "scaling"]

func loraStateDict(_ model: Module) -> StateDict {
  var adapter = StateDict()
  var options: [String] = []
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    for (key, tensor) in layer.stateDict() where savedNames.contains(key) {
      adapter[name.isEmpty ? key : "\(name).\(key)"] = tensor.clone()
    }
    options.append("\(name):\(layer.r):\(layer.alpha)")
  }
  adapter.metadata = ["lora": options.sorted().joined(separator: ",")]
  return adapter
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let expected = loraStateDict(model)
  guard Set(expected.keys) == Set(state.keys) else {
    let wrong = Set(expected.keys).symmetricDifference(state.keys).sorted()
    throw LoRAError(message: "missing or unexpected: \(wrong)")
  }
  for key in expected.keys {
    guard let mine = expected[key], let theirs = state[key], mine.shape == theirs.shape else {
      throw LoRAError(message: "\(key) has another shape")
    }
    if key.hasSuffix("scaling"), mine.doubles() != theirs.doubles() {
      throw LoRAError(message: "\(key) is \(theirs.doubles()), not \(mine.doubles())")
    }
  }
  guard expected.metadata["lora"] == state.metadata["lora"] else {
    throw LoRAError(message: "r or alpha differs")
  }
  noGrad {
    for (key, tensor) in state where !key.hasSuffix("scaling") {
      model.parameter(key).copy_(tensor)
    }
  }
}
