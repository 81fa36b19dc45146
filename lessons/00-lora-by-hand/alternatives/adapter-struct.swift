// How it differs: an adapter is a value of its own, read from a model, compared and written back in one
// place; errors are the library's ModuleError where it has a case, and an enum elsewhere.

import TensorKit

enum OptionError: Error, CustomStringConvertible {
  case outOfRange(String)

  var description: String {
    guard case .outOfRange(let option) = self else { return "" }
    return "\(option) is out of range"
  }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  private let scaleFactor: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    let checks = [
      ("r", r >= 1), ("alpha", alpha.isFinite), ("dropout", dropout >= 0 && dropout < 1),
    ]
    if let failed = checks.first(where: { !$0.1 }) { throw OptionError.outOfRange(failed.0) }
    self.r = r
    self.alpha = alpha
    scaleFactor = alpha / Float(r)
    super.init()

    let a = Tensor.zeros(r, base.inFeatures, dtype: base.weight.dtype)
    let b = Tensor.zeros(base.outFeatures, r, dtype: base.weight.dtype)
    Init.kaimingUniform(a, a: 5.0.squareRoot(), nonlinearity: .leakyReLU)
    for (name, value) in [("lora_A", a), ("lora_B", b)] { register(name, Parameter(value)) }
    for (name, module) in [("base", base), ("dropout", Dropout(dropout))] as [(String, Module)] {
      register(name, module)
      module.train(base.training)
    }
    if freezeBase { base.requiresGrad(false) }
    train(base.training)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let shape = x.shape
    // Rows of the batch, whatever stands before the last dimension.
    let rows = child("dropout")(x).reshape(-1, shape[shape.count - 1])
    let branch = matmul(
      matmul(rows, parameter("lora_A").transposed(0, 1)),
      parameter("lora_B").transposed(0, 1))
    let y = child("base")(x)
    return y + (branch * scaleFactor).reshape(y.shape)
  }

  func merge() {
    let product = noGrad { matmul(parameter("lora_B"), parameter("lora_A")) }
    noGrad { _ = parameter("base.weight").add_(product, alpha: scaleFactor) }
    noGrad { _ = parameter("lora_A").zero_() }
    noGrad { _ = parameter("lora_B").zero_() }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let targets = model.namedModules()
    .filter { entry in
      guard entry.module is Linear || entry.module is LoRALinear else { return false }
      return targetModules.contains(entry.name)
        || targetModules.contains { entry.name.hasSuffix("." + $0) }
    }
  if targets.isEmpty { throw OptionError.outOfRange("targetModules") }
  try targets.forEach { name, module in
    guard let linear = module as? Linear else { return }
    try model.replace(name, with: LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  let trainable = Set(Adapter(of: model).parameters.map { ObjectIdentifier($0.value) })
  model.parameters().forEach { $0.requiresGrad = trainable.contains(ObjectIdentifier($0)) }
}

/// What training adds to a model.
private struct Adapter {
  private(set) var parameters: [(name: String, value: Parameter)] = []
  private(set) var metadata: [String: String] = [:]

  init(of model: Module) {
    for (path, module) in model.namedModules() {
      guard let layer = module as? LoRALinear else { continue }
      let stem = path + (path.isEmpty ? "" : ".")
      parameters += ["lora_A", "lora_B"].map { (stem + $0, layer.parameter($0)) }
      metadata[stem + "options"] = "\(layer.r);\(layer.alpha)"
    }
  }

  var state: StateDict {
    var state = StateDict(parameters.map { ($0.name, $0.value.detach().clone()) })
    state.metadata = metadata
    return state
  }

  func check(_ state: StateDict) throws {
    let names = parameters.map(\.name)
    let missing = names.filter { !state.keys.contains($0) }
    if !missing.isEmpty { throw ModuleError.missing(keys: missing, module: "LoRA") }
    let unexpected = state.keys.filter { !names.contains($0) }
    if !unexpected.isEmpty { throw ModuleError.unexpected(keys: unexpected, module: "LoRA") }
    for (name, value) in parameters {
      let found = state[name]?.shape ?? []
      if found != value.shape {
        throw ModuleError.shape(key: name, expected: value.shape, found: found)
      }
    }
    // Written by another program there may be more entries; ours must be there.
    for (key, value) in metadata where state.metadata[key] != value {
      throw OptionError.outOfRange(key)
    }
  }

  func write(_ state: StateDict) {
    noGrad {
      for (name, value) in parameters { _ = state[name].map { value.copy_($0) } }
    }
  }
}

func loraStateDict(_ model: Module) -> StateDict { Adapter(of: model).state }

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let adapter = Adapter(of: model)
  try adapter.check(state)
  adapter.write(state)
}
