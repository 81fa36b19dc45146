import ProbeKit
import TensorKit

// Block D, the layer. Its weights are such that their indices do not hang on how somebody rounds.

/// A child under a name of its own.
private final class ShelfD: Probes.Shelf {}

/// What the scenarios of this file share.
private enum BenchD {
  static func uniform(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func named(_ state: StateDict, _ name: String) throws -> Tensor {
    guard let found = state[name] else { throw Probes.Missing("no \(name) in the state") }
    return found
  }

  /// The sixteen values and the 256.
  static func codes(_ out: Recorder) throws -> (nf4: [Float], scales: [Float]) {
    let state = try StateDict(safetensors: try out.data("codes.safetensors"))
    return (try named(state, "nf4.code").scalars, try named(state, "double.code256").scalars)
  }

  static func code(_ out: Recorder) throws -> [Float] { try codes(out).scales }

  static func middles(_ code: [Float]) -> Tensor {
    let values = Tensor(code)
    return (values[1...] + values[..<(-1)]) / 2
  }

  /// Absolute maxima between 0.05 and 0.4, none of them near a middle of the code, less their mean.
  static func scales(_ count: Int, code: [Float], _ dice: Generator) -> Tensor {
    let middles: Tensor = middles(code)
    while true {
      let drawn: Tensor = Tensor.zeros([count]).uniform_(0.05, 0.4, generator: dice)
      let nearest: [Double] = (drawn - drawn.mean()).split(256).map { block in
        ((block / block.abs().max()).unsqueeze(1) - middles).abs().min().item()
      }
      if count == 1 || nearest.allSatisfy({ $0 > 2e-6 }) { return drawn }
    }
  }

  /// A weight of this shape in which every number lies well inside what is nearest to its index.
  static func weight(_ shape: [Int], _ out: Recorder, _ dice: Generator) throws -> Tensor {
    let codes = try codes(out)
    let count: Int = shape.reduce(1, *)
    let blocks: Int = (count + 63) / 64
    var numbers: Tensor = uniform([blocks, 64], dice)
    let middles: Tensor = middles(codes.nf4)
    let distance: Tensor = (numbers.unsqueeze(-1) - middles).abs().amin(dim: -1)
    numbers = numbers + distance.lt(1e-3).to(.float32) * 2e-3
    // Each block's largest, of either sign, at a place that a short last block has too.
    let places: Tensor = Tensor.randint(
      0, count - 64 * (blocks - 1), [blocks, 1], generator: dice)
    let signs: Tensor = Tensor.randint(0, 2, [blocks, 1], generator: dice).to(.float32) * 2 - 1
    numbers = numbers.scatter(dim: 1, index: places, src: signs)
    let absmax: Tensor = scales(blocks, code: codes.scales, dice)
    return (numbers * absmax.unsqueeze(1)).flatten().narrow(dim: 0, start: 0, length: count)
      .reshape(shape)
  }

  static func base(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, _ out: Recorder, _ dice: Generator
  ) throws -> Linear {
    let shift: Tensor? = bias ? uniform([outputs], dice, 0.3) : nil
    return Linear(weight: try weight([outputs, inputs], out, dice), bias: shift)
  }

  /// A base with more than 256 blocks: 265 rows of 64, each a multiple of the same row.
  static func large(_ out: Recorder, _ dice: Generator) throws -> Linear {
    let code: [Float] = try codes(out).scales
    let row: Tensor = try weight([1, 64], out, dice)
    let factors: Tensor = scales(265, code: code, dice).unsqueeze(1)
    return Linear(weight: factors * (row / row.abs().max()))
  }

  /// Values for A and B for which an error shows and float rounding does not.
  static func fill(_ layer: Module, _ dice: Generator) {
    for (name, bound) in [("lora_A", 0.2), ("lora_B", 0.1)] {
      // One draw for each, also where there is none: what comes after it is then the same.
      let found: Parameter = parameter(layer, name)
      let seed: Int = Probes.randint(0..<1_000_000, dice)
      let values: Tensor = uniform(found.shape, Generator(seed: UInt64(seed)), bound)
      noGrad { _ = found.copy_(values) }
    }
  }

  /// The parameter of this name; where there is none, a single 0.
  static func parameter(_ layer: Module, _ name: String) -> Parameter {
    layer.parameterIfPresent(name) ?? Parameter(Tensor.zeros([1, 1]), requiresGrad: false)
  }

  /// The outputs, each with a weight of its own. With x in it, a layer without a graph stops nothing.
  static func loss(_ y: Tensor, _ weights: Tensor, _ x: Tensor) -> Tensor {
    (y.shape == weights.shape ? (y * weights).sum() : y.sum()) + x.sum()
  }

  static func buffer(_ layer: Module, _ name: String) -> Tensor {
    layer.bufferIfPresent(name) ?? Tensor.zeros([0])
  }

  /// Type and shape in words.
  static func kind(_ tensor: Tensor?) -> String {
    tensor.map { "\($0.dtype) \($0.shape)" } ?? "nothing"
  }

  static func trainable(_ module: Module) -> [String] {
    module.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  static let buffers = ["packed", "absmax_indices", "absmax_scales", "absmax_offset"]

  /// How many floating-point numbers a value holds, in tensors, arrays and what is inside of it.
  static func floats(in value: Any, depth: Int = 0) -> Int {
    if let tensor = value as? Tensor { return tensor.dtype.isFloatingPoint ? tensor.count : 0 }
    if let numbers = value as? [Float] { return numbers.count }
    if let numbers = value as? [Double] { return numbers.count }
    if depth > 4 { return 0 }
    if let module = value as? Module {
      return module.namedParameters().map { $0.parameter.count }.reduce(0, +)
        + module.namedBuffers().map { floats(in: $0.buffer) }.reduce(0, +)
        + kept(by: module, depth: depth)
    }
    return Mirror(reflecting: value).children
      .map { floats(in: $0.value, depth: depth + 1) }.reduce(0, +)
  }

  /// The same of a module's stored properties.
  static func kept(by module: Module, depth: Int = 0) -> Int {
    var count = 0
    var mirror: Mirror? = Mirror(reflecting: module)
    while let level = mirror, level.subjectType != Module.self {
      for child in level.children { count += floats(in: child.value, depth: depth + 1) }
      mirror = level.superclassMirror
    }
    return count
  }

  static func largest(_ x: Tensor) -> Double { x.doubles().map { $0.magnitude }.max() ?? 0 }

  static func difference(_ a: Tensor, _ b: Tensor) -> Tensor {
    a.shape == b.shape ? (a.detach() - b.detach()).abs() : Tensor([1e9])
  }

  /// Ŵ + scale·B·A of a layer as it is now.
  static func sum(_ layer: QLoRALinear, scale: Float) -> Tensor {
    let a: Parameter = parameter(layer, "lora_A")
    let b: Parameter = parameter(layer, "lora_B")
    let weight: Tensor = layer.dequantizedWeight()
    return noGrad {
      if b.shape.last != a.shape.first { return weight }
      let product: Tensor = matmul(b, a) * scale
      return product.shape == weight.shape ? weight + product : product
    }
  }
}

func probesD(_ probe: Probes) {
  probe("qlora_buffers") { out in
    let dice = Generator(seed: out.seed)
    let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: try BenchD.code(out))
    out.record("buffers", layer.namedBuffers().map { $0.name })
    for name in BenchD.buffers { out.record(name, BenchD.buffer(layer, name)) }
    let odd = try QLoRALinear(try BenchD.base(33, 5, out, dice), code: try BenchD.code(out))
    for name in BenchD.buffers { out.record("\(name), 5 rows of 33", BenchD.buffer(odd, name)) }
    let weight: Tensor = try BenchD.weight([20, 48], out, dice)
    let view = try QLoRALinear(Linear(weight: weight.T.contiguous().T), code: try BenchD.code(out))
    out.record("packed, a transposed view", BenchD.buffer(view, "packed"))
    let large = try QLoRALinear(try BenchD.large(out, dice), code: try BenchD.code(out))
    for name in BenchD.buffers { out.record("\(name), 265 rows of 64", BenchD.buffer(large, name)) }
  }

  probe("qlora_parameters") { out in
    try qloraParametersD(out)
    try qloraBfloat16D(out)
    try qloraBiasD(out)
  }

  probe("qlora_start") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let layer = try QLoRALinear(try BenchD.base(64, 20, out, dice), code: code)
    let a: Parameter = BenchD.parameter(layer, "lora_A")
    out.record("lora_A", a)
    out.record("largest", a.abs().max().item())
    out.record("different values of A", Set(a.doubles()).count)
    out.record("lora_B", BenchD.parameter(layer, "lora_B"))
  }

  probe("qlora_weight") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code)
    out.record("Ŵ", layer.dequantizedWeight())
    out.record("Ŵ requires a gradient", layer.dequantizedWeight().requiresGrad)
    let odd = try QLoRALinear(try BenchD.base(33, 5, out, dice), code: code)
    out.record("Ŵ, 5 rows of 33", odd.dequantizedWeight())
    let large = try QLoRALinear(try BenchD.large(out, dice), code: code)
    out.record("Ŵ, 265 rows of 64", large.dequantizedWeight())
    // Whoever gets it may write into it.
    noGrad { _ = layer.dequantizedWeight().zero_() }
    out.record("Ŵ, asked for again", layer.dequantizedWeight())
    out.record("zero", Tensor.zeros([20, 48]))
  }

  probe("qlora_base") { out in
    try qloraBaseUnchangedD(out)
    try qloraReleasesWeightD(out)
  }

  probe("qlora_rejects") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let base = try BenchD.base(16, 8, out, dice)
    out.record("weight before", base.weight.detach().clone())
    var refused: [String] = []
    for (name, r, alpha) in [
      ("r = 1", 1, 16), ("alpha = 0.5", 8, 0.5), ("alpha = -2", 8, -2), ("r = 20", 20, 16),
    ] as [(String, Int, Float)] {
      do { _ = try QLoRALinear(base, code: code, r: r, alpha: alpha) } catch {
        refused.append(name)
      }
    }
    out.record("refused", refused)
    out.rejects("alpha_nan") { _ = try QLoRALinear(base, code: code, alpha: .nan) }
    out.rejects("alpha_infinite") { _ = try QLoRALinear(base, code: code, alpha: .infinity) }
    out.rejects("alpha_minus_infinite") { _ = try QLoRALinear(base, code: code, alpha: -.infinity) }
    out.rejects("code_of_255") { _ = try QLoRALinear(base, code: Array(code.dropLast())) }
    out.rejects("code_of_257") { _ = try QLoRALinear(base, code: code + [1.5]) }
    out.rejects("code_descending") { _ = try QLoRALinear(base, code: code.reversed()) }
    var twice = code
    twice[100] = twice[101]
    out.rejects("code_with_a_value_twice") { _ = try QLoRALinear(base, code: twice) }
    out.record("trainable of the base", BenchD.trainable(base))
    out.record("weight after", base.weight)
    // Last: without a guard these may stop the program.
    out.rejects("code_empty") { _ = try QLoRALinear(base, code: []) }
    out.rejects("rank_zero") { _ = try QLoRALinear(base, code: code, r: 0) }
    out.rejects("rank_negative") { _ = try QLoRALinear(base, code: code, r: -1) }
  }

  probe("qlora_follows") { out in
    try qloraStateD(out)
    try qloraFollowsD(out)
  }

  probe("qlora_forward") { out in
    try qloraForwardD(out)
    try qloraFirstOutputD(out)
    try qloraDimensionsD(out)
  }

  probe("qlora_scale") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    for (name, r, alpha) in [
      ("alpha 4, r 8", 8, 4), ("alpha 12, r 8", 8, 12), ("alpha 5.5, r 3", 3, 5.5),
      ("alpha 3, r 1", 1, 3), ("alpha -2, r 2", 2, -2),
    ] as [(String, Int, Float)] {
      let layer = try QLoRALinear(
        try BenchD.base(32, 20, out, dice), code: code, r: r, alpha: alpha)
      let x: Tensor = BenchD.uniform([5, 32], dice)
      let before: Tensor = layer(x).detach()
      BenchD.fill(layer, dice)
      out.record("the branch, \(name)", layer(x).detach() - before)
    }
    let plain = try QLoRALinear(try BenchD.base(32, 20, out, dice), code: code, r: 4)
    let x: Tensor = BenchD.uniform([5, 32], dice)
    let before: Tensor = layerOutput(plain, x)
    BenchD.fill(plain, dice)
    out.record("the branch, r 4 and no alpha given", layerOutput(plain, x) - before)
  }

  probe("qlora_gradient_x") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    for (name, shape) in [
      ("[6, 48]", [6, 48]), ("[2, 3, 48]", [2, 3, 48]), ("[48]", [48]),
    ] {
      let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
      let x = Parameter(BenchD.uniform(shape, dice))
      let weights: Tensor = BenchD.uniform(Array(shape.dropLast()) + [20], dice)
      BenchD.loss(layer(x), weights, x).backward()
      out.record("gradient of x \(name), B = 0", x.grad ?? Tensor.zeros([0]))
      out.record("gradient of x \(name), without the layer", Tensor.ones(shape))
      BenchD.fill(layer, dice)
      x.grad = nil
      BenchD.loss(layer(x), weights, x).backward()
      out.record("gradient of x \(name)", x.grad ?? Tensor.zeros([0]))
    }
  }

  probe("qlora_gradients") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
    BenchD.fill(layer, dice)
    let x = Parameter(BenchD.uniform([6, 48], dice))
    (layer(x).square().sum() + x.sum()).backward()
    out.record("gradients", gradientsOf: layer)
    for name in ["lora_A", "lora_B"] {
      out.record("gradient of \(name)", BenchD.parameter(layer, name).grad ?? Tensor.zeros([0]))
    }
    // x is no parameter here: nothing but A and B wants a gradient.
    let other = try QLoRALinear(try BenchD.base(20, 48, out, dice), code: code, r: 2)
    BenchD.fill(other, dice)
    let y: Tensor = other(BenchD.uniform([3, 20], dice))
    out.record("y requires a gradient", y.requiresGrad)
    if y.requiresGrad { y.square().sum().backward() }
    for name in ["lora_A", "lora_B"] {
      let found: Tensor? = BenchD.parameter(other, name).grad
      out.record("gradient of \(name), x a constant", found ?? Tensor.zeros([0]))
    }
  }

  probe("qlora_learns") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let layer = try QLoRALinear(try BenchD.base(32, 20, out, dice), code: code, r: 4)
    let before: [Tensor] = BenchD.buffers.map { BenchD.buffer(layer, $0).clone() }
    let weightBefore: Tensor = layer.dequantizedWeight()
    BenchD.fill(layer, dice)
    let x: Tensor = BenchD.uniform([40, 32], dice)
    let goal: Tensor = BenchD.uniform([40, 20], dice, 0.5)
    var losses: [Double] = []
    for _ in 0..<12 {
      let y: Tensor = layer(x)
      let loss: Tensor = (y.shape == goal.shape ? y - goal : y).square().sum() * 0.05
      losses.append(loss.item())
      layer.zeroGrad()
      if loss.requiresGrad { loss.backward() }
      for name in ["lora_A", "lora_B"] {
        let parameter: Parameter = BenchD.parameter(layer, name)
        if let gradient = parameter.grad { noGrad { _ = parameter.add_(gradient * -0.02) } }
      }
    }
    out.record("loss at each step", Tensor(losses, dtype: .float64))
    for (name, old) in zip(BenchD.buffers, before) {
      out.record("\(name) before", old)
      out.record("\(name) after", BenchD.buffer(layer, name))
    }
    out.record("Ŵ before", weightBefore)
    out.record("Ŵ after", layer.dequantizedWeight())
  }

  probe("merged_linear") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    for (name, inputs, outputs, r, alpha) in [
      ("20 outputs of 48", 48, 20, 4, 16), ("48 outputs of 20", 20, 48, 3, 5.5),
      ("5 outputs of 33", 33, 5, 8, 4),
    ] as [(String, Int, Int, Int, Float)] {
      let layer = try QLoRALinear(
        try BenchD.base(inputs, outputs, out, dice), code: code, r: r, alpha: alpha)
      BenchD.fill(layer, dice)
      let merged: Linear = layer.mergedLinear()
      out.record("weight, \(name)", merged.weight)
      out.record("bias, \(name)", merged.bias ?? Tensor.zeros([0]))
      let x: Tensor = BenchD.uniform([4, inputs], dice)
      out.record("layer, \(name)", layer(x))
      out.record("merged, \(name)", merged.inFeatures == inputs ? merged(x) : x)
    }
    let bare = try QLoRALinear(try BenchD.base(48, 20, bias: false, out, dice), code: code)
    out.record("names without a bias", bare.mergedLinear().namedParameters().map { $0.name })
  }

  probe("merged_linear_alone") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
    BenchD.fill(layer, dice)
    let x: Tensor = BenchD.uniform([4, 48], dice)
    out.record("layer before", layer(x))
    let keys: [String] = ["lora_A", "lora_B", "bias"] + BenchD.buffers
    let none = Tensor.zeros([0])
    for key in keys { out.record("\(key) before", layer.stateDict()[key] ?? none) }
    let merged: Linear = layer.mergedLinear()
    for key in keys { out.record("\(key) after", layer.stateDict()[key] ?? none) }
    out.record("trainable of the layer", BenchD.trainable(layer))
    noGrad { for parameter in merged.parameters() { _ = parameter.zero_() } }
    out.record("layer, the merged one set to 0", layer(x))
    out.record("weight of another one", layer.mergedLinear().weight)
    out.record("zero", Tensor.zeros([20, 48]))
  }

  probe("merge_weight") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchD.code(out)
    for (name, inputs, outputs, r, alpha) in [
      ("20 outputs of 48", 48, 20, 4, 16), ("48 outputs of 20", 20, 48, 3, 5.5),
      ("5 outputs of 33", 33, 5, 8, 4),
    ] as [(String, Int, Int, Int, Float)] {
      let layer = try QLoRALinear(
        try BenchD.base(inputs, outputs, out, dice), code: code, r: r, alpha: alpha)
      BenchD.fill(layer, dice)
      let exact: Tensor = BenchD.sum(layer, scale: alpha / Float(r))
      layer.merge()
      let error: Tensor = BenchD.difference(layer.dequantizedWeight(), exact)
      out.record("mean error, \(name)", error.mean().item() / exact.abs().mean().item())
      out.record("largest error, \(name)", error.max().item() / exact.abs().max().item())
    }
  }

  probe("merge_returns") { out in
    try mergeReturnsD(out)
    try mergeLosesD(out)
  }

  probe("merge_zeroes") { out in
    try mergeZeroesD(out)
    try mergeKeepsFourBitsD(out)
  }

  probe("merge_again") { out in
    try mergeOutputD(out)
    try mergeTwiceD(out)
  }

}

private func layerOutput(_ layer: QLoRALinear, _ x: Tensor) -> Tensor { layer(x).detach() }

private func qloraParametersD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  out.record("parameters", layer.namedParameters().map { $0.name })
  out.record("trainable", BenchD.trainable(layer))
  for name in ["lora_A", "lora_B", "bias"] {
    out.record(name, BenchD.kind(layer.parameterIfPresent(name)))
  }
  let plain = try BenchD.base(48, 20, bias: false, out, dice)
  let bare = try QLoRALinear(plain, code: code, r: 1)
  out.record("parameters without a bias", bare.namedParameters().map { $0.name })
  out.record("lora_A at r = 1", BenchD.kind(bare.parameterIfPresent("lora_A")))
  out.record("lora_B at r = 1", BenchD.kind(bare.parameterIfPresent("lora_B")))
}

private func qloraBfloat16D(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let base = try BenchD.base(48, 20, out, dice)
  base.to(.bfloat16)
  let layer = try QLoRALinear(base, code: code, r: 4)
  for name in ["lora_A", "lora_B", "bias"] {
    out.record("\(name), bfloat16 base", BenchD.kind(layer.parameterIfPresent(name)))
  }
  out.record("Ŵ, bfloat16 base", BenchD.kind(layer.dequantizedWeight()))
  let same = Linear(weight: base.weight.detach().to(.float32))
  out.record("packed, bfloat16 base", BenchD.buffer(layer, "packed"))
  let wide = try QLoRALinear(same, code: code, r: 4)
  out.record("packed, the same in float32", BenchD.buffer(wide, "packed"))
}

private func qloraBiasD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let base = try BenchD.base(48, 20, out, dice)
  let before: Tensor? = base.bias.map { $0.detach().clone() }
  let layer = try QLoRALinear(base, code: code)
  out.record("expected bias", before ?? Tensor.zeros([0]))
  out.record("bias, its numbers", layer.parameterIfPresent("bias") ?? Tensor.zeros([0]))
  noGrad { _ = base.bias?.zero_() }
  out.record("bias, the base's set to 0", layer.parameterIfPresent("bias") ?? Tensor.zeros([0]))
}

private func qloraBaseUnchangedD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let base = try BenchD.base(48, 20, out, dice)
  out.record("weight before", base.weight.detach().clone())
  let layer = try QLoRALinear(base, code: code)
  BenchD.fill(layer, dice)
  _ = layer(BenchD.uniform([2, 48], dice))
  out.record("weight after", base.weight)
  out.record("trainable of the base", BenchD.trainable(base))
  out.record("names of the base", base.namedParameters().map { $0.name })
}

private func qloraReleasesWeightD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  weak var weight: Tensor?
  weak var base: Linear?
  let layer: QLoRALinear
  do {
    let made = try BenchD.base(48, 96, out, dice)
    (weight, base) = (made.weight, made)
    layer = try QLoRALinear(made, code: code, r: 2)
  }
  out.record("the base is kept", base != nil)
  out.record("the weight is kept", weight != nil)
  _ = layer(BenchD.uniform([2, 48], dice))
  _ = layer.dequantizedWeight()
  // A and B have 288 numbers, the bias 96, the scales 1 and 1, the code 256; the weight has 4,608.
  out.record("floating-point numbers in the layer", BenchD.floats(in: layer))
}

private func qloraForwardD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  for (name, inputs, outputs, r) in [
    ("20 outputs of 48", 48, 20, 8), ("48 outputs of 20", 20, 48, 3),
    ("32 outputs of 32", 32, 32, 1),
    ("5 outputs of 33", 33, 5, 2),
  ] {
    let layer = try QLoRALinear(try BenchD.base(inputs, outputs, out, dice), code: code, r: r)
    BenchD.fill(layer, dice)
    out.record(name, layer(BenchD.uniform([6, inputs], dice)))
  }
}

private func qloraFirstOutputD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let base = try BenchD.base(48, 20, out, dice)
  let bias: Tensor? = base.bias.map { $0.detach().clone() }
  let layer = try QLoRALinear(base, code: code)
  let x: Tensor = BenchD.uniform([6, 48], dice)
  out.record("layer", layer(x))
  let weight: Tensor = layer.dequantizedWeight()
  let fits: Bool = weight.shape == [20, 48]
  out.record("linear(x, Ŵ, b)", fits ? linear(x, weight, bias) : weight)
  out.record("linear(x, W, b)", base(x))
}

private func qloraDimensionsD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code)
  BenchD.fill(layer, dice)
  out.record("[2, 3, 48]", layer(BenchD.uniform([2, 3, 48], dice)))
  out.record("[48]", layer(BenchD.uniform([48], dice)))
  out.record("a transposed view", layer(BenchD.uniform([48, 5], dice).T))
  let bare = try QLoRALinear(try BenchD.base(48, 20, bias: false, out, dice), code: code)
  BenchD.fill(bare, dice)
  out.record("no bias", bare(BenchD.uniform([4, 48], dice)))
}

private func qloraStateD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let first = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  let second = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(first, dice)
  out.record("keys", first.stateDict().keys)
  out.record("Ŵ of the second, before", second.dequantizedWeight())
  var state = StateDict()
  for (key, value) in first.stateDict() { state[key] = value.clone() }
  do {
    try second.loadStateDict(state)
    out.record("loading", "fits")
  } catch { out.record("loading", "\(error)") }
  out.record("Ŵ of the first", first.dequantizedWeight())
  out.record("Ŵ of the second, loaded", second.dequantizedWeight())
}

private func qloraFollowsD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let first = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  let second = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(first, dice)
  let x: Tensor = BenchD.uniform([4, 48], dice)
  out.record("second, before", second(x))
  var state = StateDict()
  for (key, value) in first.stateDict() { state[key] = value.clone() }
  do { try second.loadStateDict(state) } catch { out.record("loading", "\(error)") }
  out.record("first", first(x))
  out.record("second, loaded", second(x))
  first.eval()
  out.record("first, eval", first(x))
  let shelf = ShelfD([("q_proj", first)])
  shelf.train()
  out.record("first, train", first(x))
}

private func mergeReturnsD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  for (name, inputs, outputs, r, alpha) in [
    ("20 outputs of 48", 48, 20, 4, 16), ("48 outputs of 20", 20, 48, 3, 5.5),
  ] as [(String, Int, Int, Int, Float)] {
    let layer = try QLoRALinear(
      try BenchD.base(inputs, outputs, out, dice), code: code, r: r, alpha: alpha)
    BenchD.fill(layer, dice)
    let exact: Tensor = BenchD.sum(layer, scale: alpha / Float(r))
    let rounded: Double = Double(layer.merge())
    let error: Tensor = BenchD.difference(layer.dequantizedWeight(), exact)
    out.record("returned, \(name)", rounded)
    out.record("largest error, \(name)", error.max().item())
  }
}

private func mergeLosesD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(layer, dice)
  // So small a branch that no weight comes nearer to another of the sixteen values.
  let b: Parameter = BenchD.parameter(layer, "lora_B")
  noGrad { _ = b.mul_(1e-4) }
  let before: Tensor = BenchD.buffer(layer, "packed").clone()
  let branch: Tensor = BenchD.difference(
    BenchD.sum(layer, scale: 4), layer.dequantizedWeight())
  let rounded: Double = Double(layer.merge())
  out.record("packed before", before)
  out.record("packed after", BenchD.buffer(layer, "packed"))
  out.record("returned by the largest of the branch", rounded / branch.max().item())
}

private func mergeZeroesD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(layer, dice)
  let bias: Tensor = layer.parameterIfPresent("bias")?.detach().clone() ?? Tensor.zeros([0])
  let (a, b) = (BenchD.parameter(layer, "lora_A"), BenchD.parameter(layer, "lora_B"))
  layer.merge()
  out.record("lora_A", BenchD.parameter(layer, "lora_A"))
  out.record("lora_B", BenchD.parameter(layer, "lora_B"))
  out.record("lora_A is the same object", layer.parameterIfPresent("lora_A") === a)
  out.record("lora_B is the same object", layer.parameterIfPresent("lora_B") === b)
  out.record("trainable", BenchD.trainable(layer))
  out.record("bias before", bias)
  out.record("bias after", layer.parameterIfPresent("bias") ?? Tensor.zeros([0]))
}

private func mergeKeepsFourBitsD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(layer, dice)
  let names: [String] = layer.namedBuffers().map { $0.name }
  layer.merge()
  out.record("names before", names)
  out.record("names after", layer.namedBuffers().map { $0.name })
  for name in BenchD.buffers {
    out.record(name, BenchD.kind(layer.bufferIfPresent(name)))
  }
  out.record("parameters", layer.namedParameters().map { $0.name })
  out.record("floating-point numbers in the layer", BenchD.floats(in: layer))
}

private func mergeOutputD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(layer, dice)
  let x: Tensor = BenchD.uniform([4, 48], dice)
  let bias: Tensor? = layer.parameterIfPresent("bias")?.detach().clone()
  layer.merge()
  let weight: Tensor = layer.dequantizedWeight()
  out.record("layer, merged", layer(x))
  out.record("linear(x, new Ŵ, b)", weight.shape == [20, 48] ? linear(x, weight, bias) : weight)
  // A branch of its own may be added to the new base.
  BenchD.fill(layer, dice)
  let exact: Tensor = BenchD.sum(layer, scale: 4)
  out.record("layer, with new A and B", layer(x))
  out.record("linear(x, sum, b)", exact.shape == [20, 48] ? linear(x, exact, bias) : exact)
}

private func mergeTwiceD(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchD.code(out)
  let layer = try QLoRALinear(try BenchD.base(48, 20, out, dice), code: code, r: 4)
  BenchD.fill(layer, dice)
  layer.merge()
  let once: Tensor = layer.dequantizedWeight()
  let second: Double = Double(layer.merge())
  let twice: Tensor = layer.dequantizedWeight()
  out.record("change of Ŵ", BenchD.largest(BenchD.difference(once, twice)) / BenchD.largest(once))
  out.record("returned the second time", second)
  out.record("largest change of Ŵ", BenchD.largest(BenchD.difference(once, twice)))
}
