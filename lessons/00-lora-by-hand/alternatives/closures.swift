// How it differs: what the layer computes and how it merges are closures stored in properties; wrapping and loading are lists of deferred actions that run only once all of them exist.
import TensorKit

enum LoRAError: Error {
  case option(String)
  case noTarget([String])
  case adapter(String)
}

final class LoRALinear: Module {
  let alpha: Float
  let r: Int
  private let compute: (LoRALinear, Tensor) -> Tensor
  private let fold: (LoRALinear) -> Void

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    let demands: [(Bool, String)] = [
      (r > 0, "r = \(r)"),
      (alpha.isFinite, "alpha = \(alpha)"),
      (dropout >= 0 && dropout < 1, "dropout = \(dropout)"),
    ]
    for (holds, text) in demands where !holds { throw LoRAError.option(text) }

    let scale = alpha / Float(r)
    self.alpha = alpha
    self.r = r
    compute = { me, x in
      let narrow = linear(me.child("dropout")(x), me.parameter("lora_A"))
      return me.child("base")(x) + linear(narrow, me.parameter("lora_B")) * scale
    }
    fold = { me in
      let (a, b) = (me.parameter("lora_A"), me.parameter("lora_B"))
      me.parameter("base.weight").add_(b.matmul(a), alpha: scale)
      [a, b].forEach { $0.zero_() }
    }
    super.init()

    let steps: [() -> Void] = [
      { self.register("base", base) },
      {
        let a = Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype)
        self.register("lora_A", Parameter(Init.kaimingUniform(a, a: 5.0.squareRoot())))
      },
      {
        let b = Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)
        self.register("lora_B", Parameter(b))
      },
      { self.register("dropout", Dropout(dropout)) },
      { if freezeBase { base.requiresGrad(false) } },
    ]
    steps.forEach { $0() }
  }

  override func forward(_ x: Tensor) -> Tensor { compute(self, x) }

  func merge() { noGrad { fold(self) } }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let fits: (String) -> Bool = { name in
    targetModules.contains { ("." + name).hasSuffix("." + $0) }
  }
  let isInside: (String) -> Bool = { name in
    guard let dot = name.lastIndex(of: ".") else { return model is LoRALinear && !name.isEmpty }
    return model.childIfPresent(String(name[..<dot])) is LoRALinear
  }
  var actions: [() -> Void] = []
  var hits = 0
  for (name, module) in model.namedModules() where fits(name) && !isInside(name) {
    if module is LoRALinear { hits += 1 }
    guard let old = module as? Linear else { continue }
    hits += 1
    let new = try LoRALinear(old, r: r, alpha: alpha, dropout: dropout)
    new.train(old.training)
    actions.append { model.replace(name, with: new) }
  }
  if hits == 0 { throw LoRAError.noTarget(targetModules) }
  actions.append {
    for (name, p) in model.namedParameters() {
      let last = name.split(separator: ".").last.map(String.init) ?? name
      p.requiresGrad = last == "lora_A" || last == "lora_B"
    }
  }
  for action in actions { action() }
}

private func eachLayer(_ model: Module, _ body: (String, LoRALinear) throws -> Void) rethrows {
  for (name, module) in model.namedModules() {
    if let layer = module as? LoRALinear { try body(name.isEmpty ? "" : "\(name).", layer) }
  }
}

func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  eachLayer(model) { path, layer in
    for (name, p) in layer.namedParameters() where ["lora_A", "lora_B"].contains(name) {
      state[path + name] = p.detach().clone()
    }
    state.metadata["alpha of " + path] = layer.alpha.description
    state.metadata["rank of " + path] = layer.r.description
  }
  return state
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  var copies: [() -> Void] = []
  var known: Set<String> = []
  try eachLayer(model) { path, layer in
    guard state.metadata["alpha of " + path] == layer.alpha.description,
      state.metadata["rank of " + path] == layer.r.description
    else { throw LoRAError.adapter("\(path): other alpha or r") }
    for name in ["lora_A", "lora_B"] {
      let p = layer.parameter(name)
      guard let value = state[path + name] else { throw LoRAError.adapter("no \(path)\(name)") }
      guard value.shape == p.shape else { throw LoRAError.adapter("shape of \(path)\(name)") }
      known.insert(path + name)
      copies.append { p.copy_(value) }
    }
  }
  if let stranger = state.keys.first(where: { !known.contains($0) }) {
    throw LoRAError.adapter("unexpected \(stranger)")
  }
  noGrad { copies.forEach { $0() } }
}
