// How it differs: operators of its own for the two products, and almost everything lives in extensions of Module, String, StateDict and Parameter.
import TensorKit

struct LoRAError: Error, ExpressibleByStringInterpolation {
  let text: String
  init(stringLiteral value: String) { text = value }
}

precedencegroup PipePrecedence {
  associativity: left
  higherThan: MultiplicationPrecedence
}
infix operator --> : PipePrecedence
infix operator ** : PipePrecedence
infix operator ?! : NilCoalescingPrecedence

func --> (x: Tensor, weight: Parameter) -> Tensor { linear(x, weight) }
func --> (x: Tensor, layer: Module) -> Tensor { layer(x) }
func ** (b: Parameter, a: Parameter) -> Tensor { matmul(b, a) }
func ?! <T>(value: T?, error: @autoclosure () -> LoRAError) throws -> T {
  guard let value else { throw error() }
  return value
}

extension Bool {
  func orThrow(_ error: @autoclosure () -> LoRAError) throws {
    if !self { throw error() }
  }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    try (r >= 1).orThrow("r is \(r)")
    try alpha.isFinite.orThrow("alpha is \(alpha)")
    try (dropout >= 0 && dropout < 1).orThrow("dropout is \(dropout)")
    (self.r, self.alpha) = (r, alpha)
    super.init()
    addBranch(to: base, dropout)
    if freezeBase { base.requiresGrad(false) }
  }

  override func forward(_ x: Tensor) -> Tensor {
    x --> child("base") + scale * (x --> child("dropout") --> a --> b)
  }
}

extension LoRALinear {
  var a: Parameter { parameter("lora_A") }
  var b: Parameter { parameter("lora_B") }
  var scale: Float { alpha / Float(r) }

  private func addBranch(to base: Linear, _ p: Float) {
    register("base", base)
    register("lora_A", Parameter.zeros(r, base.inFeatures, like: base.weight))
    register("lora_B", Parameter.zeros(base.outFeatures, r, like: base.weight))
    register("dropout", Dropout(p))
    Init.kaimingUniform(a, a: 5.0.squareRoot())
  }

  func merge() {
    noGrad {
      let change = b ** a
      parameter("base.weight").add_(change, alpha: scale)
      _ = (a.zero_(), b.zero_())
    }
  }
}

extension Parameter {
  static func zeros(_ rows: Int, _ columns: Int, like other: Tensor) -> Parameter {
    Parameter(Tensor.zeros([rows, columns], dtype: other.dtype))
  }
}

extension String {
  func ends(withAny targets: [String]) -> Bool {
    targets.contains { self == $0 || hasSuffix(".\($0)") }
  }
  var asPrefix: String { isEmpty ? "" : self + "." }
}

extension Module {
  var adapters: [(path: String, layer: LoRALinear)] {
    namedModules().compactMap { name, module in
      (module as? LoRALinear).map { (path: name.asPrefix, layer: $0) }
    }
  }

  func freezeAllButAdapters() {
    for (name, p) in namedParameters() {
      p.requiresGrad = name.ends(withAny: ["lora_A", "lora_B"])
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let taken = model.adapters
  let free = model.namedModules().filter { name, module in
    name.ends(withAny: targetModules) && module is Linear
      && !taken.contains { $0.layer.child("base") === module }
  }
  let again = taken.filter { String($0.path.dropLast()).ends(withAny: targetModules) }
  try (!free.isEmpty || !again.isEmpty).orThrow("no Linear is one of \(targetModules)")
  let new = try free.map { name, module in
    let base = try (module as? Linear) ?! "\(name) is no Linear"
    let layer = try LoRALinear(base, r: r, alpha: alpha, dropout: dropout)
    layer.train(base.training)
    return (name, layer)
  }
  for (name, layer) in new { model.replace(name, with: layer) }
  model.freezeAllButAdapters()
}

extension StateDict {
  fileprivate mutating func add(_ path: String, _ layer: LoRALinear) {
    self[path + "lora_A"] = layer.a.detach().clone()
    self[path + "lora_B"] = layer.b.detach().clone()
    metadata[path + "alpha"] = "\(layer.alpha)"
    metadata[path + "r"] = "\(layer.r)"
  }

  fileprivate func checkFits(_ path: String, _ layer: LoRALinear) throws {
    let alpha = try metadata[path + "alpha"] ?! "no alpha for \(path)"
    let r = try metadata[path + "r"] ?! "no r for \(path)"
    try (alpha == "\(layer.alpha)" && r == "\(layer.r)").orThrow("\(path) has another scale")
    let a = try self[path + "lora_A"] ?! "no \(path)lora_A"
    let b = try self[path + "lora_B"] ?! "no \(path)lora_B"
    try (a.shape == layer.a.shape).orThrow("\(path)lora_A is \(a.shape)")
    try (b.shape == layer.b.shape).orThrow("\(path)lora_B is \(b.shape)")
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (path, layer) in model.adapters { state.add(path, layer) }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let adapters = model.adapters
  for (path, layer) in adapters { try state.checkFits(path, layer) }
  try (state.count == 2 * adapters.count).orThrow("\(state.count) tensors for \(adapters.count)")
  noGrad {
    for (path, layer) in adapters {
      _ = state[path + "lora_A"].map(layer.a.copy_)
      _ = state[path + "lora_B"].map(layer.b.copy_)
    }
  }
}
