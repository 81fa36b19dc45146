import ProbeKit
import TensorKit

// Block A, what happens in training: who is frozen, where gradients go, when dropout acts.

/// What the scenarios of this file share.
private enum BenchATraining {
  static func set(_ layer: Module, _ name: String, _ make: ([Int]) -> Tensor) throws {
    let target: Parameter = try Probes.parameter(layer, name)
    let value: Tensor = make(target.shape)
    noGrad { _ = target.copy_(value) }
  }

  static func fill(_ layer: Module, _ dice: Generator) throws {
    try set(layer, "lora_A") { inputs($0, dice, 0.2) }
    try set(layer, "lora_B") { inputs($0, dice, 0.1) }
  }

  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func trainable(_ module: Module) -> [String] {
    module.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  /// The parameters of the base that collected a gradient.
  static func moved(_ base: Module) -> [String] {
    base.namedParameters().filter { $0.parameter.grad != nil }.map { $0.name }
  }

  /// Backward with a random gradient of y, if there is anything to go back to.
  static func backward(_ y: Tensor, _ dice: Generator) {
    let gradient: Tensor = inputs(y.shape, dice)
    if y.requiresGrad { y.backward(gradient) }
  }

  /// The gradient; zeros where there is none, which `without_gradient` tells.
  static func gradient(_ tensor: Tensor) -> Tensor { tensor.grad ?? Tensor.zeros(tensor.shape) }

  /// The gradient of a new input where one matrix of the layer is zero, which gets its values back.
  static func inputGradient(_ layer: LoRALinear, _ zero: String, _ dice: Generator) throws -> Tensor
  {
    let matrix: Parameter = try Probes.parameter(layer, zero)
    let kept: Tensor = noGrad { matrix.detach().clone() }
    noGrad { _ = matrix.zero_() }
    let x = Parameter(inputs([5, 48], dice))
    backward(layer(x), dice)
    noGrad { _ = matrix.copy_(kept) }
    return gradient(x)
  }

  static func withoutGradient(_ tensors: KeyValuePairs<String, Tensor>) -> [String] {
    tensors.filter { $0.value.grad == nil }.map { $0.key }
  }

  /// A layer whose base gives zero, so that its output is the branch alone; A and B are 1.
  static func bareBranch(_ base: Linear, dropout: Float = 0.5) throws -> LoRALinear {
    noGrad {
      _ = base.weight.zero_()
      _ = base.bias?.zero_()
    }
    let layer = try LoRALinear(base, r: 1, alpha: 2, dropout: dropout)
    try set(layer, "lora_A") { Tensor.ones($0) }
    try set(layer, "lora_B") { Tensor.ones($0) }
    layer.train(true)
    return layer
  }

  /// What the same branch gives for a row of ones where there is nothing to drop.
  static func withoutDropout(_ base: Linear, _ inputs: Int) throws -> Double {
    let layer = try bareBranch(base, dropout: 0)
    layer.eval()
    return layer(Tensor.ones([1, inputs])).doubles()[0]
  }
}

func probesATraining(_ probe: Probes) {
  // Before there is an output, a mask can only be told by what is drawn for it from the default
  // generator. Whoever draws it elsewhere is told by the output.
  probe("dropout_acts") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(64, 48), dropout: 0.5)
    try? BenchATraining.fill(layer, dice)
    layer.train(true)
    let x: Tensor = BenchATraining.inputs([5, 64], dice)
    manualSeed(out.seed)
    let untouched: [Double] = Tensor.rand([4]).doubles()
    manualSeed(out.seed)
    let first: [Double] = layer(x).doubles()
    let drawn: Bool = Tensor.rand([4]).doubles() != untouched
    out.record("draws_a_mask", drawn || layer(x).doubles() != first)
  }

  probe("dropout_train_identity") { out in
    let dice = Generator(seed: out.seed)
    let base = Linear(64, 48)
    let x: Tensor = BenchATraining.inputs([5, 64], dice)
    let layer = try LoRALinear(base, dropout: 0.5)
    // Whatever B starts with: that is another check's, and so is what a call does to its input.
    if layer.parameterIfPresent("lora_B") != nil {
      try BenchATraining.set(layer, "lora_B") { Tensor.zeros($0) }
    }
    let same: Tensor = noGrad { x.clone() }
    layer.eval()
    let still: Tensor = layer(x)
    out.record("shape", "\(still.shape)")
    out.record("in_eval", still)
    layer.train(true)
    out.record("in_training", layer(same))
  }

  probe("dropout_train_noise") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(64, 48), dropout: 0.5)
    try BenchATraining.fill(layer, dice)
    layer.train(true)
    let x: Tensor = BenchATraining.inputs([5, 64], dice)
    // Each call gets the same numbers: what it does to them is another check's.
    func once(_ layer: Module) -> Tensor { layer(noGrad { x.clone() }) }
    out.record("first", once(layer))
    out.record("second", once(layer))
    layer.eval()
    layer.train(true)
    out.record("third", once(layer))
    let still = try LoRALinear(Linear(64, 48), dropout: 0)
    try BenchATraining.fill(still, dice)
    still.train(true)
    out.record("without_dropout", once(still))
    out.record("without_dropout_again", once(still))
  }

  // Independent of how the mask is drawn: with A = B = x = 1 every output of a row is the number of
  // kept inputs times 2·(α/r). One number a row, another one in most rows.
  probe("dropout_on_branch_input") { out in
    // Divided by what a layer without dropout gives, so that the scale has no part in it.
    let layer = try BenchATraining.bareBranch(Linear(64, 8))
    let whole: Double = try BenchATraining.withoutDropout(Linear(64, 8), 64) / 64
    let y: [Double] = layer(Tensor.ones([50, 64])).doubles().map { $0 / whole }
    var spread = 0.0
    var sum = 0.0
    for row in 0..<50 {
      let values: ArraySlice<Double> = y[row * 8..<row * 8 + 8]
      let (low, high): (Double, Double) = (values.min() ?? 0, values.max() ?? 0)
      spread = max(spread, high - low)
      sum += high
    }
    out.record("spread_in_a_row", spread)
    out.record("different_rows", Set(y).count)
    out.record("mean_of_64", sum / 50)
    // With one input kept or not, p can be counted.
    let quarter = try BenchATraining.bareBranch(Linear(1, 1), dropout: 0.25)
    let all: Double = try BenchATraining.withoutDropout(Linear(1, 1), 1)
    let kept: [Double] = quarter(Tensor.ones([2000, 1])).doubles()
    out.record("largest_at_a_quarter", (kept.max() ?? 0) / all)
    out.record("dropped_at_a_quarter", Double(kept.filter { $0 == 0 }.count) / 2000)
  }

  probe("dropout_eval_off") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(64, 48), dropout: 0.5)
    try BenchATraining.fill(layer, dice)
    let x: Tensor = BenchATraining.inputs([5, 64], dice)
    // Each call gets the same numbers: what it does to them is another check's.
    func once(_ layer: Module) -> Tensor { layer(noGrad { x.clone() }) }
    let base: Linear? = layer.childIfPresent("base") as? Linear
    layer.eval()
    out.record("first", once(layer))
    out.record("second", once(layer))
    // Through a parent, and after a spell of training.
    let parent = Sequential(layer)
    parent.train()
    _ = once(parent)
    parent.eval()
    out.record("in_a_model", once(parent))
    layer.train(false)
    out.record("after_train_false", once(layer))
    // What the same matrices give in a layer without dropout. Last: making it may change the base.
    let plain = try LoRALinear(base ?? Linear(64, 48), dropout: 0)
    for name in ["lora_A", "lora_B"] {
      let value: Tensor = try noGrad {
        try Probes.parameter(layer, name).detach().clone()
      }
      try BenchATraining.set(plain, name) { _ in value }
    }
    plain.eval()
    out.record("without_dropout", once(plain))
    out.record("zero", Tensor.zeros([5, 48]))
  }

  probe("freeze_base") { out in
    let base = Linear(48, 96)
    let layer = try LoRALinear(base)
    out.record("trainable_names", BenchATraining.trainable(layer))
    out.record("trainable_in_base", BenchATraining.trainable(base))
    let unbiased = try LoRALinear(Linear(48, 96, bias: false))
    out.record("trainable_without_bias", BenchATraining.trainable(unbiased))
    let evaluated = Linear(48, 96)
    evaluated.eval()
    out.record(
      "trainable_on_a_base_in_eval", BenchATraining.trainable(try LoRALinear(evaluated)))
  }

  probe("freeze_switch") { out in
    let layer = try LoRALinear(Linear(48, 96), freezeBase: false)
    out.record("trainable_names", BenchATraining.trainable(layer))
    // Who never freezes does not pass.
    let frozen = try LoRALinear(Linear(48, 96), freezeBase: true)
    out.record("trainable_when_frozen", BenchATraining.trainable(frozen))
    // Leave the flags as they are, whatever they are.
    let cold = Linear(48, 96)
    cold.requiresGrad(false)
    out.record(
      "trainable_on_a_frozen_base",
      BenchATraining.trainable(try LoRALinear(cold, freezeBase: false)))
    let half = Linear(48, 96)
    half.bias?.requiresGrad = false
    out.record(
      "trainable_on_a_half_frozen_base",
      BenchATraining.trainable(try LoRALinear(half, freezeBase: false)))
    out.record(
      "trainable_of_half_a_base_when_frozen",
      BenchATraining.trainable(try LoRALinear(half, freezeBase: true)))
  }

  probe("freeze_survives_modes") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(48, 96))
    try BenchATraining.fill(layer, dice)
    let x: Tensor = BenchATraining.inputs([5, 48], dice)
    let same: Tensor = noGrad { x.clone() }
    out.record("at_first", BenchATraining.trainable(layer))
    out.record("before", layer(x))
    layer.train(true)
    out.record("after_train", BenchATraining.trainable(layer))
    layer.eval()
    out.record("after_eval", BenchATraining.trainable(layer))
    layer.to(.float64)
    out.record("after_to", BenchATraining.trainable(layer))
    layer.to(.float32)
    layer.apply { $0.train() }
    out.record("after_apply", BenchATraining.trainable(layer))
    out.record("after", layer(same))
  }

  probe("gradient_first_step") { out in
    let dice = Generator(seed: out.seed)
    let base = Linear(48, 96)
    let layer = try LoRALinear(base, alpha: 16)
    // A has known values, B is as it was built.
    try BenchATraining.set(layer, "lora_A") { BenchATraining.inputs($0, dice, 0.2) }
    let y: Tensor = layer(BenchATraining.inputs([5, 48], dice))
    BenchATraining.backward(y, dice)
    let a: Parameter = try Probes.parameter(layer, "lora_A")
    let b: Parameter = try Probes.parameter(layer, "lora_B")
    out.record("without_gradient", BenchATraining.withoutGradient(["lora_A": a, "lora_B": b]))
    out.record("grad_A", BenchATraining.gradient(a))
    out.record("grad_B", BenchATraining.gradient(b))
    out.record("zero", Tensor.zeros(b.shape))
    out.record("base_with_gradient", BenchATraining.moved(base))
    out.record("flow", gradientsOf: ["A": a, "B": b, "base": base.weight])
  }

  probe("gradient_flow") { out in
    let dice = Generator(seed: out.seed)
    let base = Linear(48, 96)
    let layer = try LoRALinear(base, alpha: 16)
    try BenchATraining.fill(layer, dice)
    let x = Parameter(BenchATraining.inputs([5, 48], dice))
    let y: Tensor = layer(x)
    BenchATraining.backward(y, dice)
    let a: Parameter = try Probes.parameter(layer, "lora_A")
    let b: Parameter = try Probes.parameter(layer, "lora_B")
    out.record(
      "without_gradient",
      BenchATraining.withoutGradient(["lora_A": a, "lora_B": b, "input": x]))
    out.record("grad_A", BenchATraining.gradient(a))
    out.record("grad_B", BenchATraining.gradient(b))
    out.record("grad_input", BenchATraining.gradient(x))
    // The two ways of the gradient, each alone: without B, and without the base's weight.
    out.record("grad_input_by_the_base", try BenchATraining.inputGradient(layer, "lora_B", dice))
    out.record(
      "grad_input_by_the_branch", try BenchATraining.inputGradient(layer, "base.weight", dice))
    out.record("gradients", gradientsOf: layer)
    out.record("base_with_gradient", BenchATraining.moved(base))
    // In training, with a mask, over three dimensions.
    let noisy = try LoRALinear(Linear(48, 96), dropout: 0.5)
    try BenchATraining.fill(noisy, dice)
    noisy.train(true)
    let batch: Tensor = BenchATraining.inputs([2, 3, 48], dice)
    BenchATraining.backward(noisy(batch), dice)
    out.record(
      "without_gradient_in_training",
      BenchATraining.withoutGradient([
        "lora_A": try Probes.parameter(noisy, "lora_A"),
        "lora_B": try Probes.parameter(noisy, "lora_B"),
      ]))
  }
}
