// How it differs: throwing initialisers of small structs do the checks (Options, Header, Plan); all of alpha and r is one JSON-like text in the metadata, written and parsed by hand.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

struct Options {
  let r: Int
  let alpha: Float
  let dropout: Float

  init(r: Int, alpha: Float, dropout: Float) throws {
    guard r >= 1 else { throw LoRAError(problem: "r is \(r)") }
    guard alpha.isFinite else { throw LoRAError(problem: "alpha is \(alpha)") }
    guard dropout >= 0, dropout < 1 else { throw LoRAError(problem: "dropout is \(dropout)") }
    self.r = r
    self.alpha = alpha
    self.dropout = dropout
  }

  var scale: Float { alpha / Float(r) }
}

final class LoRALinear: Module {
  let options: Options

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    options = try Options(r: r, alpha: alpha, dropout: dropout)
    super.init()
    register("base", base)
    for (name, shape) in [("lora_A", [r, base.inFeatures]), ("lora_B", [base.outFeatures, r])] {
      let p = register(name, Parameter(Tensor.zeros(shape, dtype: base.weight.dtype)))
      if name == "lora_A" { Init.kaimingUniform(p, a: 5.0.squareRoot()) }
    }
    register("dropout", Dropout(options.dropout))
    if freezeBase { base.requiresGrad(false) }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let a = parameter("lora_A")
    let b = parameter("lora_B")
    let change = linear(linear(child("dropout")(x), a), b) * options.scale
    return change + child("base")(x)
  }

  func merge() {
    let a = parameter("lora_A")
    let b = parameter("lora_B")
    let weight = parameter("base.weight")
    let change = matmul(b.detach(), a.detach()) * options.scale
    noGrad {
      weight.add_(change)
      a.zero_()
      b.zero_()
    }
  }
}

struct Plan {
  var linears: [(name: String, linear: Linear)] = []

  init(_ model: Module, _ targets: [String]) throws {
    var wrapped = 0
    var hidden: [String] = []
    for (name, module) in model.namedModules() {
      let isTarget = targets.contains { name == $0 || name.hasSuffix("." + $0) }
      switch module {
      case is LoRALinear:
        hidden.append(name.isEmpty ? "base" : name + ".base")
        if isTarget { wrapped += 1 }
      case let linear as Linear where isTarget && !hidden.contains(name):
        linears.append((name, linear))
      default:
        break
      }
    }
    if linears.isEmpty && wrapped == 0 {
      throw LoRAError(problem: "\(targets) are not in the model")
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  _ = try Options(r: r, alpha: alpha, dropout: dropout)
  let plan = try Plan(model, targetModules)
  for (name, linear) in plan.linears {
    let mode = linear.training
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    model.replace(name, with: layer)
    layer.train(mode)
  }
  for (name, p) in model.namedParameters() {
    let last = name.split(separator: ".").last
    p.requiresGrad = last == "lora_A" || last == "lora_B"
  }
}

struct Header: Equatable {
  var layers: [String: String] = [:]

  init(_ model: Module) {
    for (name, module) in model.namedModules() {
      guard let layer = module as? LoRALinear else { continue }
      layers[name] = "alpha \(layer.options.alpha) r \(layer.options.r)"
    }
  }

  init(text: String?) throws {
    guard let text, text.hasPrefix("{"), text.hasSuffix("}") else {
      throw LoRAError(problem: "the state does not say its alpha and r")
    }
    for entry in text.dropFirst().dropLast().split(separator: ",") {
      let halves = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard halves.count == 2 else { throw LoRAError(problem: "cannot read \(entry)") }
      let (name, value) = (halves[0].dropFirst().dropLast(), halves[1].dropFirst().dropLast())
      layers[String(name)] = String(value)
    }
  }

  var text: String {
    let entries = layers.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
    return "{" + entries.joined(separator: ",") + "}"
  }
}

private func tensors(_ model: Module) -> [(String, Parameter)] {
  var found: [(String, Parameter)] = []
  for (name, module) in model.namedModules() where module is LoRALinear {
    for last in ["lora_A", "lora_B"] {
      found.append(
        ([name, last].filter { !$0.isEmpty }.joined(separator: "."), module.parameter(last)))
    }
  }
  return found
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  tensors(model).forEach { state[$0] = $1.detach().clone() }
  state.metadata["lora"] = Header(model).text
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  guard try Header(text: state.metadata["lora"]) == Header(model) else {
    throw LoRAError(problem: "alpha or r: \(state.metadata["lora"] ?? "") is not the model's")
  }
  let mine = tensors(model)
  var sources: [Tensor] = []
  for (key, p) in mine {
    guard let source = state[key], source.shape == p.shape else {
      throw LoRAError(problem: "\(key) is missing, or not \(p.shape)")
    }
    sources.append(source)
  }
  guard state.count == mine.count else {
    throw LoRAError(problem: "\(state.count) tensors, and the model has \(mine.count)")
  }
  for ((_, p), source) in zip(mine, sources) {
    noGrad { _ = p.copy_(source) }
  }
}
