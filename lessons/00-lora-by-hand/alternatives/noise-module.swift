// How it differs: a private module of its own draws the dropout and is registered only if p > 0; A and
// B are built by a static factory, and train(_:) is overridden to keep a flag beside the registry's.

import TensorKit

struct LoRAError: Error { let what: String }

/// Keeps each input with probability 1 − p, scaled by 1/(1 − p).
private final class InputNoise: Module {
  let p: Float

  init(_ p: Float) {
    self.p = p
    super.init()
  }

  override func forward(_ x: Tensor) -> Tensor {
    guard training else { return x }
    return dropout(x, p: p, training: true)
  }
}

final class LoRALinear: Module {
  static let defaultAlpha: Float = 16
  static let defaultRank = 8

  let r: Int
  let alpha: Float
  let scale: Float
  private var isTraining = true

  init(
    _ base: Linear, r: Int = defaultRank, alpha: Float = defaultAlpha, dropout: Float = 0,
    freezeBase: Bool = true
  ) throws {
    if r < 1 || !alpha.isFinite { throw LoRAError(what: "r = \(r), alpha = \(alpha)") }
    if dropout < 0 || dropout >= 1 { throw LoRAError(what: "dropout = \(dropout)") }
    self.r = r
    self.alpha = alpha
    self.scale = alpha / Float(r)
    super.init()
    if dropout > 0 { register("noise", InputNoise(dropout)) }
    register("lora_A", Self.matrix(r, base.inFeatures, like: base, random: true))
    register("lora_B", Self.matrix(base.outFeatures, r, like: base, random: false))
    register("base", base)
    if freezeBase { base.parameters().forEach { $0.requiresGrad = false } }
    train(base.training)
  }

  private static func matrix(
    _ rows: Int, _ columns: Int, like base: Linear, random: Bool
  ) -> Parameter {
    let values = Tensor.zeros([rows, columns], dtype: base.weight.dtype)
    return Parameter(random ? Init.kaimingUniform(values, a: 5.0.squareRoot()) : values)
  }

  override func train(_ mode: Bool = true) {
    super.train(mode)
    isTraining = mode
  }

  override func forward(_ x: Tensor) -> Tensor {
    var input = x
    if isTraining, let noise = childIfPresent("noise") { input = noise(x) }
    let branch = input.matmul(parameter("lora_A").T).matmul(parameter("lora_B").T)
    return child("base")(x) + branch * scale
  }

  func merge() {
    let (a, b) = (parameter("lora_A"), parameter("lora_B"))
    // Outside the graph by working on detached windows, which share the storage.
    let weight = parameter("base.weight").detach()
    weight.add_(b.detach().matmul(a.detach()), alpha: scale)
    a.detach().zero_()
    b.detach().zero_()
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let all = Dictionary(uniqueKeysWithValues: model.namedModules().map { ($0.name, $0.module) })
  let names = all.keys.sorted().filter { name in
    targetModules.contains { name == $0 || name.hasSuffix("." + $0) }
  }
  guard names.contains(where: { all[$0] is Linear || all[$0] is LoRALinear }) else {
    throw LoRAError(what: "no module is called \(targetModules)")
  }
  for name in names {
    guard let linear = all[name] as? Linear else { continue }
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    model.replace(name, with: layer)
  }
  for (name, parameter) in model.namedParameters() {
    parameter.requiresGrad = isMatrix(name)
  }
}

/// A module of the base may be called lora_head: the last part of a name decides.
private func isMatrix(_ name: String) -> Bool {
  ["lora_A", "lora_B"].contains(name.split(separator: ".").last.map(String.init))
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (name, parameter) in model.namedParameters() where isMatrix(name) {
    state[name] = parameter.detach().clone()
  }
  for case let (name, layer as LoRALinear) in model.namedModules() {
    state.metadata[name + "#alpha"] = "\(layer.alpha)"
    state.metadata[name + "#r"] = "\(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let mine = loraStateDict(model)
  guard mine.keys.sorted() == state.keys.sorted() else {
    throw LoRAError(what: "the names of the tensors differ")
  }
  guard mine.allSatisfy({ state[$0.key]?.shape == $0.value.shape }) else {
    throw LoRAError(what: "the shapes of the tensors differ")
  }
  guard mine.metadata.allSatisfy({ state.metadata[$0.key] == $0.value }) else {
    throw LoRAError(what: "alpha or r differs")
  }
  for (name, tensor) in state {
    model.parameter(name).detach().copy_(tensor)
  }
}
