// How it differs: nested types, a lazy scale, Result instead of throws in the two-pass load, no Set; the wrap walks the list back to front after drawing front to back; merge through the branch's response to the identity.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

final class LoRALinear: Module {
  enum Matrix: String, CaseIterable {
    case a = "lora_A"
    case b = "lora_B"
  }

  struct Setting: Equatable, CustomStringConvertible {
    var rank: Int
    var alpha: Float
    var description: String { "\(rank);\(alpha)" }
  }

  let setting: Setting
  private(set) lazy var scale: Float = setting.alpha / Float(setting.rank)

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    guard case 1... = r else { throw LoRAError(problem: "r is \(r)") }
    guard case 0..<1 = dropout else { throw LoRAError(problem: "dropout is \(dropout)") }
    guard alpha.isFinite else { throw LoRAError(problem: "alpha is \(alpha)") }
    setting = Setting(rank: r, alpha: alpha)
    super.init()
    register("base", base)
    for matrix in Matrix.allCases {
      let shape =
        switch matrix {
        case .a: [r, base.inFeatures]
        case .b: [base.outFeatures, r]
        }
      register(matrix.rawValue, Parameter(Tensor.zeros(shape, dtype: base.weight.dtype)))
    }
    Init.kaimingUniform(self[.a], a: 5.0.squareRoot())
    register("dropout", Dropout(dropout))
    if freezeBase { base.apply { $0.requiresGrad(false) } }
  }

  subscript(matrix: Matrix) -> Parameter { parameter(matrix.rawValue) }

  private func branch(_ x: Tensor) -> Tensor {
    scale * linear(linear(x, self[.a]), self[.b])
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("base")(x) + branch(child("dropout")(x))
  }

  func merge() {
    noGrad {
      let weight = parameter("base.weight")
      let unit = Tensor.eye(weight.shape[1], dtype: weight.dtype)
      weight.add_(branch(unit).transposed())
      for matrix in Matrix.allCases { self[matrix].zero_() }
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  func isTarget(_ name: String) -> Bool {
    for target in targetModules {
      if name == target { return true }
      if name.hasSuffix("." + target) { return true }
    }
    return false
  }
  func isInLayer(_ module: Module) -> Bool {
    for (_, other) in model.namedModules() {
      if let layer = other as? LoRALinear, layer.child("base") === module { return true }
    }
    return false
  }
  var stack: [(name: String, layer: LoRALinear)] = []
  var count = 0
  for (name, module) in model.namedModules() where isTarget(name) {
    switch module {
    case is LoRALinear:
      count += 1
    case let linear as Linear:
      if isInLayer(linear) { continue }
      count += 1
      let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
      layer.train(linear.training)
      stack.append((name, layer))
    default:
      continue
    }
  }
  if count == 0 { throw LoRAError(problem: "no Linear called \(targetModules)") }
  while let (name, layer) = stack.popLast() { model.replace(name, with: layer) }
  for (name, p) in model.namedParameters() {
    let last = name.components()
    p.requiresGrad = LoRALinear.Matrix(rawValue: last) != nil
  }
}

extension String {
  fileprivate func components() -> String {
    split(separator: ".").last.map(String.init) ?? self
  }
}

private struct Slot {
  let key: String
  let target: Parameter
}

private func slots(_ model: Module) -> [Slot] {
  var found: [Slot] = []
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    for matrix in LoRALinear.Matrix.allCases {
      let key = name.isEmpty ? matrix.rawValue : "\(name).\(matrix.rawValue)"
      found.append(Slot(key: key, target: layer[matrix]))
    }
  }
  return found
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for slot in slots(model) { state[slot.key] = slot.target.detach().clone() }
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear { state.metadata["setting/" + name] = "\(layer.setting)" }
  }
  return state
}

private func matched(_ state: StateDict, _ slot: Slot) -> Result<(Parameter, Tensor), LoRAError> {
  guard let value = state[slot.key] else {
    return .failure(LoRAError(problem: "\(slot.key) is missing"))
  }
  if value.shape != slot.target.shape {
    return .failure(LoRAError(problem: "\(slot.key) has shape \(value.shape)"))
  }
  return .success((slot.target, value))
}

private func settings(_ model: Module, _ state: StateDict) -> Result<Void, LoRAError> {
  for (name, module) in model.namedModules() {
    guard let layer = module as? LoRALinear else { continue }
    if state.metadata["setting/" + name] != layer.setting.description {
      return .failure(LoRAError(problem: "\(name) was trained with another alpha or r"))
    }
  }
  return .success(())
}

private func strangers(_ slots: [Slot], _ state: StateDict) -> Result<Void, LoRAError> {
  for key in state.keys {
    if !slots.contains(where: { $0.key == key }) {
      return .failure(LoRAError(problem: "\(key) is unknown"))
    }
  }
  return .success(())
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let places = slots(model)
  let results = places.map { matched(state, $0) }
  let pairs = try results.map { try $0.get() }
  try strangers(places, state).get()
  try settings(model, state).get()
  noGrad {
    for (target, value) in pairs { target.copy_(value) }
  }
}
