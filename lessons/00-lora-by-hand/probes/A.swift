import ProbeKit
import TensorKit

// Block A, what a layer is and what it computes. Numbers that must be the same in every right
// solution come from `dice`, which no solution draws from.

/// What the scenarios of this file share.
private enum BenchA {
  /// The shape in words: where nothing has that name, the list of names says more than an error.
  static func shape(_ layer: Module, _ name: String) -> String {
    layer.parameterIfPresent(name).map { "\($0.shape)" } ?? "no \(name)"
  }

  /// Values for A and B for which an error shows and float rounding does not.
  static func fill(_ layer: Module, _ dice: Generator) throws {
    let a: Parameter = try Probes.parameter(layer, "lora_A")
    let b: Parameter = try Probes.parameter(layer, "lora_B")
    let newA: Tensor = inputs(a.shape, dice, 0.2)
    let newB: Tensor = inputs(b.shape, dice, 0.1)
    noGrad {
      a.copy_(newA)
      b.copy_(newB)
    }
  }

  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func largest(_ tensor: Tensor) -> Double {
    tensor.doubles().map { $0.magnitude }.max() ?? 0
  }

  static func trainable(_ module: Module) -> [String] {
    module.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  /// How many different values there are, and how many lie in the inner half of ±`bound`.
  static func spread(_ tensor: Tensor, bound: Double) -> (distinct: Int, inner: Double) {
    let values: [Double] = tensor.doubles()
    let inner: Int = values.filter { $0.magnitude < bound / 2 }.count
    return (Set(values).count, Double(inner) / Double(values.count))
  }

  /// Where a few numbers stand in a longer row; −1 if they do not.
  static func place(of numbers: [Double], in row: [Double]) -> Int {
    (0...row.count - numbers.count).first { place in
      zip(numbers, row[place...]).allSatisfy { $0 == $1 }
    } ?? -1
  }

  static func trainableCount(_ module: Module) -> Int {
    var count = 0
    for parameter in module.parameters() where parameter.requiresGrad { count += parameter.count }
    return count
  }

  /// What random A and B add to the output of a layer on Linear(48, 96): whatever else is wrong with it
  /// is in both outputs.
  static func branch(_ layer: LoRALinear, _ dice: Generator) throws -> Tensor {
    try fill(layer, dice)
    let x: Tensor = inputs([5, 48], dice)
    // The same numbers for each: what a call does to its input is another check's.
    let same: Tensor = noGrad { x.clone() }
    let y: Tensor = layer(x)
    let b: Parameter = try Probes.parameter(layer, "lora_B")
    noGrad { _ = b.zero_() }
    return noGrad { y - layer(same) }
  }
}

func probesA(_ probe: Probes) {
  probe("lora_wraps_base") { out in
    let base = Linear(64, 48)
    let layer = try LoRALinear(base)
    out.record("same_object", layer.childIfPresent("base") === base)
  }

  probe("lora_follows_base") { out in
    let base = Linear(64, 48)
    let layer = try LoRALinear(base)
    let dice = Generator(seed: out.seed)
    let weight: Tensor = BenchA.inputs([48, 64], dice, 0.2)
    let x: Tensor = BenchA.inputs([4, 64], dice)
    out.record("base_at_first", base(x))
    out.record("lora_at_first", layer(x))
    noGrad { _ = base.weight.copy_(weight) }
    out.record("base", base(x))
    out.record("lora", layer(x))
    let bias: Tensor = BenchA.inputs([48], dice, 0.2)
    noGrad { _ = base.bias?.copy_(bias) }
    out.record("base_other_bias", base(x))
    out.record("lora_other_bias", layer(x))
  }

  probe("lora_shapes") { out in
    let layer = try LoRALinear(Linear(48, 96), r: 4)
    out.record("names", layer.namedParameters().map { $0.name })
    out.record("shape_A", BenchA.shape(layer, "lora_A"))
    out.record("shape_B", BenchA.shape(layer, "lora_B"))
    let thin = try LoRALinear(Linear(48, 96), r: 1)
    out.record("shape_A_rank_1", BenchA.shape(thin, "lora_A"))
    out.record("shape_B_rank_1", BenchA.shape(thin, "lora_B"))
  }

  probe("lora_dtype") { out in
    let base = Linear(48, 96)
    base.to(.float64)
    let layer = try LoRALinear(base, r: 4)
    out.record("missing", ["lora_A", "lora_B"].filter { layer.parameterIfPresent($0) == nil })
    for name in ["lora_A", "lora_B"] {
      let found: Parameter? = layer.parameterIfPresent(name)
      out.record("dtype of \(name)", found.map { "\($0.dtype)" } ?? "no \(name)")
    }
  }

  probe("param_count") { out in
    let layer = try LoRALinear(Linear(64, 64))
    out.record("trainable", BenchA.trainableCount(layer))
    let wide = try LoRALinear(Linear(48, 96), r: 4)
    out.record("trainable_wide", BenchA.trainableCount(wide))
  }

  probe("lora_init_b_zero") { out in
    let layer = try LoRALinear(Linear(48, 96))
    let a: Parameter = try Probes.parameter(layer, "lora_A")
    out.record("lora_B", try Probes.parameter(layer, "lora_B"))
    out.record("lora_A", a)
    out.record("zero", Tensor.zeros(a.shape))
  }

  probe("lora_init_a_bound") { out in
    let narrow = try LoRALinear(Linear(64, 48))
    let a: Parameter = try Probes.parameter(narrow, "lora_A")
    out.record("lora_A", a)
    out.record("largest", BenchA.largest(a))
    out.record("smallest", a.min().item())
    out.record("highest", a.max().item())
    let spread = BenchA.spread(a, bound: 0.125)
    out.record("different_values", spread.distinct)
    out.record("in_the_inner_half", spread.inner)
    let wide = try LoRALinear(Linear(256, 64), r: 4)
    let wideA: Parameter = try Probes.parameter(wide, "lora_A")
    out.record("lora_A_wide", wideA)
    out.record("largest_wide", BenchA.largest(wideA))
  }

  probe("lora_reproducible") { out in
    let base = Linear(64, 48)
    // What comes next tells how many numbers were drawn.
    manualSeed(out.seed)
    let sequence: [Double] = Tensor.rand([4096]).doubles()
    manualSeed(out.seed)
    let first = try LoRALinear(base)
    let next: Tensor = Tensor.rand([4])
    out.record("next_draw", next)
    out.record("numbers_drawn", BenchA.place(of: next.doubles(), in: sequence))
    out.record("first", try Probes.parameter(first, "lora_A"))
    manualSeed(out.seed)
    let again = try LoRALinear(base)
    out.record("again", try Probes.parameter(again, "lora_A"))
    let neighbour = try LoRALinear(base)
    out.record("neighbour", try Probes.parameter(neighbour, "lora_A"))
    manualSeed(out.seed ^ 1)
    let other = try LoRALinear(base)
    out.record("other_seed", try Probes.parameter(other, "lora_A"))
  }

  probe("lora_init_identity") { out in
    let dice = Generator(seed: out.seed)
    let (square, wide) = (Linear(64, 64), Linear(48, 96))
    let (x, wideX) = (BenchA.inputs([6, 64], dice), BenchA.inputs([6, 48], dice))
    // Before the base is handed over: what is done to it afterwards must not help.
    out.record("base", square(x))
    out.record("base_wide", wide(wideX))
    let layer = try LoRALinear(square)
    out.record("lora", layer(x))
    let wideLayer = try LoRALinear(wide, r: 4, alpha: 32)
    out.record("lora_wide", wideLayer(wideX))
  }

  // Here and below, bases come before the first layer: what a layer draws must not reach them.
  probe("lora_forward") { out in
    let dice = Generator(seed: out.seed)
    let (wide, square) = (Linear(48, 96), Linear(64, 64))
    let (x, squareX) = (BenchA.inputs([5, 48], dice), BenchA.inputs([5, 64], dice))
    out.record("base", wide(x))
    let layer = try LoRALinear(wide, r: 8, alpha: 16)
    try BenchA.fill(layer, dice)
    out.record("lora", layer(x))
    let squareLayer = try LoRALinear(square, r: 8, alpha: 16)
    try BenchA.fill(squareLayer, dice)
    out.record("lora_square", squareLayer(squareX))
    out.record("branch", try BenchA.branch(layer, dice))
  }

  probe("lora_scale") { out in
    let dice = Generator(seed: out.seed)
    let bases = (0..<5).map { _ in Linear(48, 96) }
    let half = try LoRALinear(bases[0], r: 8, alpha: 4)
    out.record("alpha_4_r_8", try BenchA.branch(half, dice))
    let more = try LoRALinear(bases[1], r: 8, alpha: 12)
    out.record("alpha_12_r_8", try BenchA.branch(more, dice))
    let eight = try LoRALinear(bases[2], r: 2, alpha: 16)
    out.record("alpha_16_r_2", try BenchA.branch(eight, dice))
    let broken = try LoRALinear(bases[3], r: 3, alpha: 5.5)
    out.record("alpha_5.5_r_3", try BenchA.branch(broken, dice))
    let plain = try LoRALinear(bases[4], r: 1, alpha: 3)
    out.record("alpha_3_r_1", try BenchA.branch(plain, dice))
  }

  probe("lora_default_alpha") { out in
    let dice = Generator(seed: out.seed)
    let bases = [Linear(48, 96), Linear(48, 96)]
    out.record("r_4", try BenchA.branch(try LoRALinear(bases[0], r: 4), dice))
    out.record("r_default", try BenchA.branch(try LoRALinear(bases[1]), dice))
  }

  probe("lora_batched_input") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(48, 96), alpha: 16)
    try BenchA.fill(layer, dice)
    out.record("rows", layer(BenchA.inputs([5, 48], dice)))
    out.record("lora", layer(BenchA.inputs([2, 3, 48], dice)))
    out.record("one_row", layer(BenchA.inputs([48], dice)))
    out.record("four_dimensions", layer(BenchA.inputs([2, 1, 3, 48], dice)))
    // A view that is not contiguous.
    let columns: Tensor = BenchA.inputs([48, 5], dice)
    out.record("transposed", layer(columns.T))
  }

  probe("lora_keeps_input") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(48, 96), dropout: 0.5)
    try BenchA.fill(layer, dice)
    let x: Tensor = BenchA.inputs([5, 48], dice)
    out.record("before", x)
    out.record("zero", Tensor.zeros([5, 96]))
    layer.train(true)
    _ = layer(x)
    layer.eval()
    let y: Tensor = layer(x)
    out.record("after", x)
    let first: Tensor = noGrad { y.detach().clone() }
    out.record("first", first)
    out.record("second", layer(x))
    out.record("first_later", y)
    // Other matrices, in the same mode: as in a layer that never had the old ones.
    guard let base = layer.childIfPresent("base") as? Linear else {
      throw Probes.Missing("no Linear \"base\" is registered in LoRALinear")
    }
    let other = try LoRALinear(base, dropout: 0.5)
    other.eval()
    for name in ["lora_A", "lora_B"] {
      let (old, new) = (try Probes.parameter(layer, name), try Probes.parameter(other, name))
      let values: Tensor = BenchA.inputs(old.shape, dice, 0.2)
      noGrad {
        old.copy_(values)
        new.copy_(values)
      }
    }
    out.record("with_other_matrices", layer(x))
    out.record("in_a_new_layer", other(x))
  }

  probe("lora_forward_float64") { out in
    let dice = Generator(seed: out.seed)
    let (base, other) = (Linear(48, 96), Linear(48, 96))
    base.to(.float64)
    let layer = try LoRALinear(base, r: 4, alpha: 16)
    try BenchA.fill(layer, dice)
    let x = Tensor.zeros([5, 48], dtype: .float64).uniform_(-1, 1, generator: dice)
    // The same numbers for each: what a call does to its input is another check's.
    let same: Tensor = noGrad { x.clone() }
    let y: Tensor = layer(x)
    out.record("dtype_of_the_output", "\(y.dtype)")
    out.record("lora", y)
    let converted = try LoRALinear(other, r: 4, alpha: 16)
    try BenchA.fill(converted, dice)
    converted.to(.float64)
    let z: Tensor = converted(same)
    out.record("dtype_when_converted", "\(z.dtype)")
    out.record("converted", z)
  }

  probe("lora_base_without_bias") { out in
    let dice = Generator(seed: out.seed)
    let layer = try LoRALinear(Linear(48, 96, bias: false), alpha: 16)
    try BenchA.fill(layer, dice)
    out.record("lora", layer(BenchA.inputs([5, 48], dice)))
    out.record("names", layer.namedParameters().map { $0.name })
  }

  probe("lora_rejects_options") { out in
    let base = Linear(16, 8)
    let weight: Tensor = noGrad { base.weight.clone() }
    out.record("weight_before", weight)
    // What is allowed, and may look odd.
    var refused: [String] = []
    for (name, make) in [
      ("r 1", { _ = try LoRALinear(Linear(64, 48), r: 1) }),
      ("r 8 on Linear(16, 8)", { _ = try LoRALinear(Linear(16, 8), r: 8) }),
      ("alpha 0.5", { _ = try LoRALinear(Linear(64, 48), alpha: 0.5) }),
      ("dropout 0.9", { _ = try LoRALinear(Linear(64, 48), dropout: 0.9) }),
    ] as [(String, () throws -> Void)] {
      do { try make() } catch { refused.append(name) }
    }
    out.record("refused", refused)
    out.rejects("dropout_one") { _ = try LoRALinear(base, dropout: 1) }
    out.rejects("alpha_nan") { _ = try LoRALinear(base, alpha: .nan) }
    out.rejects("alpha_infinite") { _ = try LoRALinear(base, alpha: .infinity) }
    out.rejects("alpha_minus_infinite") { _ = try LoRALinear(base, alpha: -.infinity) }
    out.rejects("dropout_two") { _ = try LoRALinear(base, dropout: 2) }
    out.record("base_trainable", BenchA.trainable(base))
    out.record("weight_after", base.weight)
    // Last: without a guard these stop the program.
    out.rejects("rank_zero") { _ = try LoRALinear(base, r: 0) }
    out.rejects("dropout_negative") { _ = try LoRALinear(base, dropout: -0.1) }
    out.rejects("rank_negative") { _ = try LoRALinear(base, r: -1) }
  }
}
