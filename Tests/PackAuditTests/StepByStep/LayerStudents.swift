extension Student {
  /// Lesson 00 with everything in properties: what has to be there before `super.init()` stands above it.
  static let properties = Student(
    name: "properties", lesson: "00-lora-by-hand",
    stages: [
      Stage(
        "A", 1,
        .instead(
          of: "final class LoRALinear: Module {\n",
          """
          final class LoRALinear: Module {
            let base: Linear
            let r: Int
            let alpha: Float

          """),
        .todo(
          """
              if r < 1 {
                throw LoRAError(problem: "r must be 1 or more")
              }
              if dropout < 0 || dropout >= 1 {
                throw LoRAError(problem: "dropout must be in 0 ..< 1")
              }
              if alpha.isNaN || alpha.isInfinite {
                throw LoRAError(problem: "alpha must be finite")
              }
              self.base = base
              self.r = r
              self.alpha = alpha
          """),
        .todo("    register(\"base\", base)")),
      Stage(
        "A", 2,
        .instead(
          of: "  let alpha: Float\n",
          "  let alpha: Float\n  let loraA: Parameter\n  let loraB: Parameter\n"),
        .above(
          "    super.init()",
          """
              loraA = Parameter(Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype))
              loraB = Parameter(Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype))
          """),
        .todo("    register(\"lora_A\", loraA)\n    register(\"lora_B\", loraB)")),
      Stage("A", 3, .todo("    Init.kaimingUniform(loraA, a: 5.0.squareRoot())")),
      Stage(
        "A", 4, .todo("    register(\"dropout\", Dropout(dropout))"),
        .instead(of: "    let dropped = x\n", "    let dropped = child(\"dropout\")(x)\n"),
        .todo("    // the base still gets x")),
      Stage(
        "A", 5,
        .body(
          """
              let scale = alpha / Float(r)
              let branch = linear(linear(dropped, loraA), loraB)
              return base(x) + branch * scale
          """)),
      Stage("A", 6, .todo("    if freezeBase {\n      base.requiresGrad(false)\n    }")),
      Stage(
        "B", 1,
        .todo(
          """
            var found: [(String, Linear)] = []
            for (name, module) in model.namedModules() {
              for target in targetModules {
                if name == target || name.hasSuffix("." + target) {
                  if let linear = module as? Linear {
                    found.append((name, linear))
                  }
                }
              }
            }
            if found.isEmpty {
              throw LoRAError(problem: "no target found")
            }
          """)),
      Stage(
        "B", 2,
        .todo(
          """
            for (name, linear) in found {
              let layer = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
              layer.train(linear.training)
              model.replace(name, with: layer)
            }
          """)),
      Stage(
        "B", 3,
        .todo(
          """
            for (name, p) in model.namedParameters() {
              let last = name.split(separator: ".").last
              p.requiresGrad = last == "lora_A" || last == "lora_B"
            }
          """)),
      Stage(
        "C", 1,
        .body(
          """
            var state = StateDict()
            for (name, module) in model.namedModules() {
              if let layer = module as? LoRALinear {
                let path = name.isEmpty ? "" : name + "."
                state[path + "lora_A"] = layer.loraA.detach().clone()
                state[path + "lora_B"] = layer.loraB.detach().clone()
                state.metadata[path + "alpha"] = "\\(layer.alpha)"
                state.metadata[path + "r"] = "\\(layer.r)"
              }
            }
            return state
          """)),
      Stage(
        "C", 2,
        .todo(
          """
            let expected = loraStateDict(model)
            for key in expected.keys {
              guard let tensor = state[key] else {
                throw LoRAError(problem: "\\(key) is missing")
              }
              if tensor.shape != expected[key]!.shape {
                throw LoRAError(problem: "\\(key) has another shape")
              }
            }
            for key in state.keys {
              if expected[key] == nil {
                throw LoRAError(problem: "\\(key) is unexpected")
              }
            }
            for (key, value) in expected.metadata {
              if state.metadata[key] != value {
                throw LoRAError(problem: "\\(key) differs")
              }
            }
            noGrad {
              for (name, p) in model.namedParameters() {
                if let value = state[name] {
                  p.copy_(value)
                }
              }
            }
          """)),
      Stage("C", 3),
      Stage(
        "D", 1,
        .todo(
          """
              noGrad {
                let scale = alpha / Float(r)
                base.weight.add_(scale * matmul(loraB, loraA))
                loraA.zero_()
                loraB.zero_()
              }
          """)),
      Stage("D", 2),
      Stage("D", 3),
    ])

  /// Lesson 00 with the registry: the lines of a step in another order, dropout as a function, and A
  /// drawn among the lines of the step before.
  static let registry = Student(
    name: "registry", lesson: "00-lora-by-hand",
    stages: [
      Stage(
        "A", 1,
        .todo(
          """
              self.alpha = alpha
              self.rank = r
              guard alpha.isFinite else {
                throw LoRAError(problem: "alpha")
              }
              guard dropout >= 0, dropout < 1 else {
                throw LoRAError(problem: "dropout")
              }
              guard r >= 1 else {
                throw LoRAError(problem: "r")
              }
          """),
        .todo("    register(\"base\", base)"),
        .instead(
          of: "  override func forward",
          "  let rank: Int\n  let alpha: Float\n\n  override func forward")),
      Stage(
        "A", 2,
        .todo(
          """
              let b = Tensor.zeros([base.outFeatures, r], dtype: base.weight.dtype)
              register("lora_B", Parameter(b))
              let a = Tensor.zeros([r, base.inFeatures], dtype: base.weight.dtype)
              register("lora_A", Parameter(a))
          """)),
      Stage(
        "A", 3,
        .instead(
          of: "    register(\"lora_A\", Parameter(a))\n",
          """
              Init.kaimingUniform(a, a: 5.0.squareRoot())
              register("lora_A", Parameter(a))

          """),
        .todo("")),
      Stage(
        "A", 4,
        .instead(of: "  let alpha: Float\n\n", "  let alpha: Float\n  let p: Float\n\n"),
        .above("    super.init()", "    p = dropout"), .todo(""), .todo(""),
        .instead(
          of: "    let dropped = x\n", "    let dropped = dropout(x, p: p, training: training)\n")),
      Stage(
        "A", 5, .todo(""),
        .instead(
          of: "    return Tensor.zeros(dropped.shape)\n",
          """
              let y = child("base")(x)
              let a = parameter("lora_A")
              let b = parameter("lora_B")
              return y + (alpha / Float(rank)) * linear(linear(dropped, a), b)

          """)),
      Stage("A", 6, .todo("    if freezeBase { base.requiresGrad(false) }")),
      Stage(
        "B", 1,
        .todo(
          """
            let matches = model.namedModules().filter { name, module in
              module is Linear && targetModules.contains { name == $0 || name.hasSuffix(".\\($0)") }
            }
            guard !matches.isEmpty else {
              throw LoRAError(problem: "no Linear is called \\(targetModules)")
            }
          """)),
      Stage(
        "B", 2,
        .todo(
          """
            for (name, module) in matches {
              guard let linear = module as? Linear else { continue }
              let lora = try LoRALinear(linear, r: r, alpha: alpha, dropout: dropout)
              lora.train(linear.training)
              model.replace(name, with: lora)
            }
          """)),
      Stage(
        "B", 3,
        .todo(
          """
            for (name, parameter) in model.namedParameters() {
              let parts = name.split(separator: ".")
              if parts.last == "lora_A" || parts.last == "lora_B" {
                parameter.requiresGrad = true
              } else {
                parameter.requiresGrad = false
              }
            }
          """)),
      Stage(
        "C", 1, .todo(""),
        .instead(
          of: "  StateDict()\n}",
          """
            var state = StateDict()
            for (name, p) in model.namedParameters() {
              if name.hasSuffix("lora_A") || name.hasSuffix("lora_B") {
                state[name] = p.detach().clone()
              }
            }
            for (_, module) in model.namedModules() {
              if let layer = module as? LoRALinear {
                state.metadata["alpha"] = "\\(layer.alpha)"
                state.metadata["r"] = "\\(layer.rank)"
              }
            }
            return state
          }
          """)),
      Stage(
        "C", 2,
        .todo(
          """
            var parameters: [String: Parameter] = [:]
            for (name, p) in model.namedParameters() {
              if name.hasSuffix("lora_A") || name.hasSuffix("lora_B") {
                parameters[name] = p
              }
            }
            guard Set(parameters.keys) == Set(state.keys) else {
              throw LoRAError(problem: "other names")
            }
            for (name, p) in parameters {
              guard state[name]?.shape == p.shape else {
                throw LoRAError(problem: "\\(name): another shape")
              }
            }
            for (_, module) in model.namedModules() {
              if let layer = module as? LoRALinear {
                guard state.metadata["alpha"] == "\\(layer.alpha)",
                  state.metadata["r"] == "\\(layer.rank)"
                else {
                  throw LoRAError(problem: "another alpha or r")
                }
              }
            }
            noGrad {
              for (name, p) in parameters {
                if let value = state[name] { p.copy_(value) }
              }
            }
          """)),
      Stage("C", 3),
      Stage(
        "D", 1,
        .todo(
          """
              let a = parameter("lora_A")
              let b = parameter("lora_B")
              noGrad {
                let delta = matmul(b, a) * (alpha / Float(rank))
                parameter("base.weight").add_(delta)
                a.zero_()
                b.zero_()
              }
          """)),
      Stage("D", 2),
      Stage("D", 3),
    ])
}
