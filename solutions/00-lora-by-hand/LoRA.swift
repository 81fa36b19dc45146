import TensorKit

// MARK: - Block A: a Linear with a low-rank branch

/// Why a layer cannot be built, a model not be wrapped, or an adapter not be loaded.
struct LoRAError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A frozen Linear and, beside it, the product of two thin matrices, which is trained in its place:
///
/// ```
/// y = x Wᵀ + b  +  (α/r) · x Aᵀ Bᵀ
///
///     x [..., in] ──┬── base: W [out, in], b [out] ───────────────── + ── y [..., out]
///                   └── dropout ── A [r, in] ── B [out, r] ── · α/r ─┘
/// ```
///
/// Hu et al., arXiv:2106.09685.
final class LoRALinear: Module {
  let r: Int
  let alpha: Float

  /// The branch is divided by its rank, which keeps the size of an update from growing with r as fast
  /// as it would without. Float by Float: with integers, 4/8 would be 0.
  var scale: Float { alpha / Float(r) }

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    // Everything that can go wrong goes wrong here, before `base` is touched.
    guard r >= 1 else { throw LoRAError("r is \(r), and a rank is at least 1") }
    guard alpha.isFinite else { throw LoRAError("alpha is \(alpha), which is not a finite number") }
    guard (0..<1).contains(dropout) else {
      throw LoRAError("dropout is \(dropout), and it lies in 0 ..< 1")
    }
    self.r = r
    self.alpha = alpha
    super.init()

    // Step 2: two Parameters and not two Linears, which would have biases.
    // Step 3: A is drawn as a Linear's weight is; with a = √5 the bound is 1/√in, whatever r is.
    // B is zero, hence B·A is zero, hence the first output is the base's own. Were A zero as well,
    // both gradients would stay zero: each is multiplied by the other matrix.
    let dtype = base.weight.dtype
    let a = Tensor.zeros([r, base.inFeatures], dtype: dtype)
    let b = Tensor.zeros([base.outFeatures, r], dtype: dtype)
    Init.kaimingUniform(a, a: Double(5).squareRoot())

    // What is registered is seen by namedModules(), by state dictionaries and by to(_:). The object
    // itself is kept, not a copy: the model's weights stay the model's weights.
    register("base", base)
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(b))
    register("dropout", Dropout(dropout))

    // Step 6. The flag lives in each parameter, so neither train() nor to(_:) can lose it.
    if freezeBase { base.requiresGrad(false) }

    // A new module starts in training mode. In a model that is being evaluated, its dropout would
    // be the only active one.
    train(base.training)
  }

  /// x: [..., in] → [..., out]
  override func forward(_ x: Tensor) -> Tensor {
    // Step 4: only the branch sees the dropped input. `linear` takes any number of leading
    // dimensions and multiplies by the transposed weight: [..., in] → [..., r] → [..., out].
    let dropped = child("dropout")(x)
    let branch = linear(linear(dropped, parameter("lora_A")), parameter("lora_B"))
    return child("base")(x) + scale * branch
  }
}

// MARK: - Block B: every target of a model

/// Puts a LoRALinear around each Linear whose dotted name is a target or ends in "." + target, and
/// freezes everything else. What an earlier call has wrapped stays as it is.
///
/// Throws, with the model unchanged, if no module fits a target.
func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  // Collect first, replace after: a tree should not change while it is walked.
  let targeted = model.namedModules().filter { isTarget($0.name, targetModules) }
  guard targeted.contains(where: { $0.module is Linear || $0.module is LoRALinear }) else {
    throw LoRAError("no Linear of the model is called or ends in any of \(targetModules)")
  }
  // A name is not enough: a LayerNorm may be called q_proj too, and a LoRALinear is wrapped already.
  for (name, module) in targeted {
    guard let linear = module as? Linear else { continue }
    let wrapped = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
    // In the parent, where forward looks it up. A variable of our own would change nothing.
    model.replace(name, with: wrapped)
  }
  // A layer freezes what it wraps; embeddings, norms and the head have to be frozen here.
  for (name, parameter) in model.namedParameters() where !isLoRAParameter(name) {
    parameter.requiresGrad = false
  }
}

/// The dot matters: "xq_proj" ends in "q_proj" too.
private func isTarget(_ name: String, _ targets: [String]) -> Bool {
  targets.contains { name == $0 || name.hasSuffix("." + $0) }
}

/// Whether the last part of a dotted name begins with "lora_".
private func isLoRAParameter(_ name: String) -> Bool {
  name.split(separator: ".").last?.hasPrefix("lora_") ?? false
}

// MARK: - Block C: an adapter as a file

/// Every A and B under its full name, as copies: a snapshot that training does not change.
///
/// α is in no tensor, and the same A and B under another α are another function. So α and r go along
/// as metadata, `<layer>.alpha` and `<layer>.r`.
func loraStateDict(_ model: Module) -> StateDict {
  var state = StateDict()
  for (prefix, layer) in loraLayers(of: model) {
    for name in ["lora_A", "lora_B"] {
      state[prefix + name] = layer.parameter(name).detach().clone()
    }
    state.metadata[prefix + "alpha"] = "\(layer.alpha)"
    state.metadata[prefix + "r"] = "\(layer.r)"
  }
  return state
}

/// Copies an adapter into a model that is wrapped in the same way.
///
/// Throws if a tensor is missing, is one too many, or has another shape, or if α or r differ. All of
/// that is found before the first value is written: half an adapter is worse than none.
func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let layers = loraLayers(of: model)
  var pairs: [(target: Parameter, source: Tensor)] = []
  for (prefix, layer) in layers {
    try checkScale(state, prefix, layer)
    for name in ["lora_A", "lora_B"] {
      pairs.append(try matched(state, prefix + name, layer.parameter(name)))
    }
  }
  let known = Set(layers.flatMap { [$0.prefix + "lora_A", $0.prefix + "lora_B"] })
  let unexpected = state.keys.filter { !known.contains($0) }
  guard unexpected.isEmpty else {
    throw LoRAError("the model has no place for \(unexpected.joined(separator: ", "))")
  }
  // In place: an optimiser that holds these parameters goes on holding them.
  noGrad {
    for (target, source) in pairs { target.copy_(source) }
  }
}

/// A parameter with the tensor of its name. Shapes are compared, not counts: [r, in] and [in, r]
/// hold as many numbers and mean different things.
private func matched(
  _ state: StateDict, _ key: String, _ target: Parameter
) throws -> (target: Parameter, source: Tensor) {
  guard let source = state[key] else { throw LoRAError("the adapter has no \(key)") }
  guard source.shape == target.shape else {
    throw LoRAError("\(key) is \(source.shape) in the adapter and \(target.shape) in the model")
  }
  return (target, source)
}

private func checkScale(_ state: StateDict, _ prefix: String, _ layer: LoRALinear) throws {
  let (alpha, r) = (state.metadata[prefix + "alpha"], state.metadata[prefix + "r"])
  guard alpha.flatMap({ Float($0) }) == layer.alpha, r.flatMap({ Int($0) }) == layer.r else {
    throw LoRAError(
      """
      \(prefix)lora_A and lora_B were trained with α \(alpha ?? "unknown"), r \(r ?? "unknown"); \
      the model has α \(layer.alpha), r \(layer.r)
      """)
  }
}

/// The LoRALinears of a model and what the names of their parameters begin with: the dotted path
/// with its dot, or nothing if the model is itself a LoRALinear.
private func loraLayers(of model: Module) -> [(prefix: String, layer: LoRALinear)] {
  model.namedModules().compactMap { name, module in
    guard let layer = module as? LoRALinear else { return nil }
    return (prefix: name.isEmpty ? "" : name + ".", layer: layer)
  }
}

// MARK: - Block D: the branch folded into the weight

extension LoRALinear {
  /// Adds the branch to the weight, W + (α/r)·B·A, and leaves no live branch behind.
  ///
  /// A and B are both zero afterwards, so a second call adds nothing. It also means that both
  /// gradients stay zero: to train a new adapter, draw A anew first, and make a new optimiser.
  func merge() {
    // Arithmetic on weights, not a step of the model: unrecorded, W stays a leaf without a history.
    noGrad {
      let a = parameter("lora_A")  // [r, in]
      let b = parameter("lora_B")  // [out, r]
      let change = matmul(b, a)  // [out, r] × [r, in] → [out, in], as W
      // In place: every reference to this weight sees the new values, and it stays frozen.
      parameter("base.weight").add_(scale * change)
      a.zero_()
      b.zero_()
    }
  }
}
