// How it differs: property wrappers that read and write the module's registry (A, B, base weight) through the enclosing instance, and a wrapper for a child.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

@propertyWrapper
struct Registered {
  let name: String
  init(_ name: String) { self.name = name }

  @available(*, unavailable)
  var wrappedValue: Parameter {
    get { fatalError("only in a class") }
    set { fatalError("only in a class, not \(newValue)") }
  }

  static subscript(
    _enclosingInstance owner: LoRALinear,
    wrapped wrapped: ReferenceWritableKeyPath<LoRALinear, Parameter>,
    storage storage: ReferenceWritableKeyPath<LoRALinear, Registered>
  ) -> Parameter {
    get { owner.parameter(owner[keyPath: storage].name) }
    set { owner.register(owner[keyPath: storage].name, newValue) }
  }
}

@propertyWrapper
struct Child {
  let name: String
  init(_ name: String) { self.name = name }

  @available(*, unavailable)
  var wrappedValue: Module {
    get { fatalError("only in a class") }
    set { fatalError("only in a class, not \(newValue)") }
  }

  static subscript(
    _enclosingInstance owner: LoRALinear,
    wrapped wrapped: ReferenceWritableKeyPath<LoRALinear, Module>,
    storage storage: ReferenceWritableKeyPath<LoRALinear, Child>
  ) -> Module {
    get { owner.child(owner[keyPath: storage].name) }
    set { owner.register(owner[keyPath: storage].name, newValue) }
  }
}

final class LoRALinear: Module {
  let r: Int
  let alpha: Float
  @Child("base") var base: Module
  @Child("dropout") var drop: Module
  @Registered("lora_A") var a: Parameter
  @Registered("lora_B") var b: Parameter

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    let problem: String? =
      r < 1
      ? "r is \(r)"
      : !alpha.isFinite
        ? "alpha is \(alpha)" : !(0..<1).contains(dropout) ? "dropout is \(dropout)" : nil
    if let problem { throw LoRAError(problem: problem) }
    self.r = r
    self.alpha = alpha
    super.init()
    self.base = base
    drop = Dropout(dropout)
    let dtype = base.weight.dtype
    a = Parameter(
      Init.kaimingUniform(Tensor.zeros([r, base.inFeatures], dtype: dtype), a: 5.0.squareRoot()))
    b = Parameter(Tensor.zeros([base.outFeatures, r], dtype: dtype))
    if freezeBase { self.base.requiresGrad(false) }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let branch = linear(linear(drop(x), a), b)
    return base(x) + branch * (alpha / Float(r))
  }

  func merge() {
    noGrad {
      let change = matmul(b, a) * (alpha / Float(r))
      base.parameter("weight").add_(change)
      for matrix in [a, b] { matrix.mul_(0) }
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  enum Found {
    case linear(String, Linear)
    case wrapped
  }
  var found: [Found] = []
  var inner: [Module] = []
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear { inner.append(layer.base) }
    guard targetModules.contains(where: { name == $0 || name.hasSuffix("." + $0) }) else {
      continue
    }
    if let linear = module as? Linear, !inner.contains(where: { $0 === linear }) {
      found.append(.linear(name, linear))
    } else if module is LoRALinear {
      found.append(.wrapped)
    }
  }
  guard !found.isEmpty else { throw LoRAError(problem: "nothing is called \(targetModules)") }
  var pending: [(String, LoRALinear)] = []
  for case .linear(let name, let linear) in found {
    let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    layer.train(linear.training)
    pending.append((name, layer))
  }
  pending.forEach { model.replace($0, with: $1) }
  let own = Set(
    model.namedModules().compactMap { $0.module as? LoRALinear }
      .flatMap { [ObjectIdentifier($0.a), ObjectIdentifier($0.b)] })
  for p in model.parameters() { p.requiresGrad = own.contains(ObjectIdentifier(p)) }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for case (let name, let layer as LoRALinear) in model.namedModules() {
    let path = name.isEmpty ? "" : "\(name)."
    (state["\(path)lora_A"], state["\(path)lora_B"]) =
      (layer.a.detach().clone(), layer.b.detach().clone())
    state.metadata["\(path)alpha"] = "\(layer.alpha)"
    state.metadata["\(path)r"] = "\(layer.r)"
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var names = Set<String>()
  var work: [(KeyPath<LoRALinear, Parameter>, LoRALinear, Tensor)] = []
  for case (let name, let layer as LoRALinear) in model.namedModules() {
    let path = name.isEmpty ? "" : "\(name)."
    guard let alpha = Float(state.metadata["\(path)alpha"] ?? ""), alpha == layer.alpha,
      let r = Int(state.metadata["\(path)r"] ?? ""), r == layer.r
    else { throw LoRAError(problem: "\(path): alpha or r is another") }
    for (last, matrix) in [("lora_A", \LoRALinear.a), ("lora_B", \LoRALinear.b)] {
      let key = path + last
      guard let value = state[key] else { throw LoRAError(problem: "no \(key)") }
      guard value.shape == layer[keyPath: matrix].shape else {
        throw LoRAError(problem: "\(key) is \(value.shape)")
      }
      names.insert(key)
      work.append((matrix, layer, value))
    }
  }
  guard names.isSuperset(of: state.keys) else {
    throw LoRAError(problem: "the model has no \(Set(state.keys).subtracting(names))")
  }
  noGrad {
    for (matrix, layer, value) in work { layer[keyPath: matrix].copy_(value) }
  }
}
