// How it differs: the options are a nested struct that validates itself with typed throws, and
// metadata is one entry for the whole file; the adapter is a nested type that holds both matrices.

import TensorKit

final class LoRALinear: Module {
  struct Options: Equatable, CustomStringConvertible {
    enum Invalid: Error {
      case rankBelowOne(Int)
      case alphaNotFinite
      case dropoutOutside(Float)
    }

    let r: Int
    let alpha: Float
    let dropout: Float

    init(r: Int, alpha: Float, dropout: Float) throws(Invalid) {
      guard dropout >= 0, dropout < 1 else { throw .dropoutOutside(dropout) }
      guard r >= 1 else { throw .rankBelowOne(r) }
      guard alpha.isFinite else { throw .alphaNotFinite }
      self.r = r
      self.alpha = alpha
      self.dropout = dropout
    }

    var scale: Float { alpha / Float(r) }
    var description: String { "r=\(r) alpha=\(alpha)" }
  }

  /// Two thin matrices, seen as one: B·A.
  fileprivate struct Matrices {
    let a: Parameter
    let b: Parameter

    init(_ base: Linear, rank: Int) {
      let dtype = base.weight.dtype
      a = Parameter(Tensor.zeros([rank, base.inFeatures], dtype: dtype))
      b = Parameter(Tensor.zeros([base.outFeatures, rank], dtype: dtype))
      Init.kaimingUniform(a, a: 5.0.squareRoot())
    }

    init(of layer: LoRALinear) {
      a = layer.parameter("lora_A")
      b = layer.parameter("lora_B")
    }

    var product: Tensor { matmul(b, a) }
    func callAsFunction(_ x: Tensor) -> Tensor { linear(linear(x, a), b) }
    func clear() { for matrix in [a, b] { matrix.zero_() } }
  }

  let options: Options

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws(Options.Invalid) {
    options = try Options(r: r, alpha: alpha, dropout: dropout)
    super.init()
    let matrices = Matrices(base, rank: r)
    register("base", base)
    register("lora_A", matrices.a)
    register("lora_B", matrices.b)
    register("dropout", Dropout(dropout))
    if freezeBase { base.requiresGrad(false) }
    child("dropout").train(base.training)
    train(base.training)
  }

  fileprivate var matrices: Matrices { Matrices(of: self) }

  override func forward(_ x: Tensor) -> Tensor {
    let branch = matrices(child("dropout")(x))
    return child("base").forward(x) + branch * options.scale
  }

  func merge() {
    noGrad {
      parameter("base.weight").add_(matrices.product * options.scale)
      matrices.clear()
    }
  }
}

enum AdapterError: Error {
  case noTarget
  case differentLayers(Set<String>)
  case differentShape(String)
  case differentOptions(String?)
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  _ = try LoRALinear.Options(r: r, alpha: alpha, dropout: dropout)
  let suffixes = targetModules.map { "." + $0 }
  var names: [String] = []
  var isThereAny = false
  for (name, module) in model.namedModules() {
    guard suffixes.contains(where: { ("." + name).hasSuffix($0) }) else { continue }
    if module is Linear { names.append(name) }
    isThereAny = isThereAny || module is Linear || module is LoRALinear
  }
  guard isThereAny else { throw AdapterError.noTarget }
  for name in names.sorted() {
    guard let linear = model.child(name) as? Linear else { continue }
    model.replace(name, with: try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout))
  }
  let trained = Set(
    layers(of: model).values.flatMap { [ObjectIdentifier($0.matrices.a), .init($0.matrices.b)] })
  for parameter in model.parameters() {
    parameter.requiresGrad = trained.contains(ObjectIdentifier(parameter))
  }
}

private func layers(of model: Module) -> [String: LoRALinear] {
  var found: [String: LoRALinear] = [:]
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear { found[name] = layer }
  }
  return found
}

private func entries(of model: Module) -> [String: Parameter] {
  var entries: [String: Parameter] = [:]
  for (path, layer) in layers(of: model) {
    let prefix = path.isEmpty ? path : path + "."
    entries[prefix + "lora_A"] = layer.matrices.a
    entries[prefix + "lora_B"] = layer.matrices.b
  }
  return entries
}

private func optionsText(of model: Module) -> String {
  layers(of: model).map { "\($0.key) \($0.value.options)" }.sorted().joined(separator: "; ")
}

func loraStateDict(_ model: Module) -> StateDict {
  let sorted = entries(of: model).sorted { $0.key < $1.key }
  var state = StateDict(sorted.map { ($0.key, $0.value.detach().clone()) })
  state.metadata["options"] = optionsText(of: model)
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let own = entries(of: model)
  let difference = Set(own.keys).symmetricDifference(state.keys)
  guard difference.isEmpty else { throw AdapterError.differentLayers(difference) }
  let pairs = own.compactMap { key, target in state[key].map { (key, target, $0) } }
  for (key, target, source) in pairs where target.shape != source.shape {
    throw AdapterError.differentShape(key)
  }
  guard state.metadata["options"] == optionsText(of: model) else {
    throw AdapterError.differentOptions(state.metadata["options"])
  }
  noGrad { pairs.forEach { _, target, source in target.copy_(source) } }
}
