import ProbeKit
import TensorKit

// Block D: bytes, and ranks that fit. Gradients are counted after a backward pass.

/// A Linear with two thin matrices beside it that learn in its place.
private final class ThinPairD: Module {
  init(_ base: Linear, r: Int) {
    super.init()
    base.requiresGrad(false)
    register("base", base)
    register("lora_A", Parameter(Init.kaimingUniform(Tensor.zeros(r, base.inFeatures))))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r)))
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("base")(x) + linear(linear(x, parameter("lora_A")), parameter("lora_B"))
  }
}

private enum BenchD {
  static func model() -> MiniGPT { MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 2) }

  static func wrap(_ model: Module, r: Int) {
    let ends = [".q_proj", ".k_proj", ".v_proj", ".o_proj", ".mlp.fc1", ".mlp.fc2"]
    for (name, module) in model.namedModules() {
      guard let layer = module as? Linear, ends.contains(where: name.hasSuffix) else { continue }
      model.replace(name, with: ThinPairD(layer, r: r))
    }
    for (name, parameter) in model.namedParameters() where !name.contains("lora_") {
      parameter.requiresGrad = false
    }
  }

  static func count(_ model: Module, trained: Bool) -> Int {
    var count = 0
    for parameter in model.parameters() where parameter.requiresGrad == trained {
      count += parameter.count
    }
    return count
  }

  /// The bytes of all gradients after one backward pass.
  static func bytesOfGradients(_ model: Module, _ seed: UInt64) -> Int {
    let ids: Tensor = Tensor.randint(0, 11, [2, 8], generator: Generator(seed: seed))
    let y: Tensor = model(ids)
    (y * y).sum().backward()
    var bytes = 0
    for parameter in model.parameters() {
      if let gradient = parameter.grad { bytes += gradient.count * gradient.dtype.byteCount }
    }
    return bytes
  }

  static func bytesOfWeights(_ model: Module) -> Int {
    model.parameters().reduce(0) { $0 + $1.count * $1.dtype.byteCount }
  }

  struct Purchase {
    let width: Int
    let dFF: Int
    let layers: Int
    let rank: Int
    /// How much of the price of one more rank is left over, in percent.
    let rest: Int

    /// Numbers of LoRA at rank 1: the price of one more rank.
    var price: Int { layers * (8 * width + 2 * (width + dFF)) }
    var weights: Int { layers * (4 * width + 2 * dFF) * width }

    /// What the rank costs and a little more, at so many bytes a number.
    func budget(_ bytes: Int) -> Int { bytes * price * rank + bytes * price * rest / 100 }
  }

  /// Models and budgets that nobody can have written down beforehand.
  static func surprises(_ out: Recorder) -> [Purchase] {
    out.surprises(6) { draw in
      Purchase(
        width: draw(8..<200), dFF: draw(9..<700), layers: draw(1..<12), rank: draw(1..<40),
        rest: draw(0..<100))
    }
  }
}

func probesD(_ probe: Probes) {
  probe("gradient_bytes") { out in
    let full = BenchD.model()
    out.record("full", gradientBytes(trainable: BenchD.count(full, trained: true)))
    out.record("full_counted", BenchD.bytesOfGradients(full, out.seed))
    let wrapped = BenchD.model()
    BenchD.wrap(wrapped, r: 5)
    out.record("lora", gradientBytes(trainable: BenchD.count(wrapped, trained: true)))
    out.record("lora_counted", BenchD.bytesOfGradients(wrapped, out.seed))
    out.record("gradientBytes(trainable: 0)", gradientBytes(trainable: 0))
    out.record("gradientBytes(trainable: 1)", gradientBytes(trainable: 1))
    out.record("gradientBytes(trainable: 7_000_000_001)", gradientBytes(trainable: 7_000_000_001))
  }

  probe("optimizer_bytes") { out in
    out.record("optimizerBytes(trainable: 112_512)", optimizerBytes(trainable: 112_512))
    out.record("optimizerBytes(trainable: 18_432)", optimizerBytes(trainable: 18_432))
    out.record("optimizerBytes(trainable: 0)", optimizerBytes(trainable: 0))
    out.record("optimizerBytes(trainable: 1)", optimizerBytes(trainable: 1))
    out.record("optimizerBytes(trainable: 7_000_000_001)", optimizerBytes(trainable: 7_000_000_001))
  }

  probe("training_bytes") { out in
    out.record(
      "trainingBytes(frozen: 0, trainable: 112_512)", trainingBytes(frozen: 0, trainable: 112_512))
    out.record(
      "trainingBytes(frozen: 112_512, trainable: 18_432)",
      trainingBytes(frozen: 112_512, trainable: 18_432))
    out.record(
      "trainingBytes(frozen: 1000, trainable: 0)", trainingBytes(frozen: 1000, trainable: 0))
    out.record("trainingBytes(frozen: 0, trainable: 0)", trainingBytes(frozen: 0, trainable: 0))
    out.record(
      "trainingBytes(frozen: 7_000_000_001, trainable: 18_874_369)",
      trainingBytes(frozen: 7_000_000_001, trainable: 18_874_369))
    let bytes: [Int] = BenchD.surprises(out).map {
      trainingBytes(frozen: $0.weights, trainable: $0.price * $0.rank)
    }
    out.record("other_sizes", Tensor(ints: bytes))
    let wrapped = BenchD.model()
    BenchD.wrap(wrapped, r: 5)
    let (frozen, trainable) = (
      BenchD.count(wrapped, trained: false), BenchD.count(wrapped, trained: true)
    )
    out.record("wrapped_model", trainingBytes(frozen: frozen, trainable: trainable))
    let weights: Int = BenchD.bytesOfWeights(wrapped)
    let gradients: Int = BenchD.bytesOfGradients(wrapped, out.seed)
    // AdamW keeps two tensors of the gradient's shape.
    out.record("wrapped_model_counted", weights + 3 * gradients)
  }

  probe("memory_ratio") { out in
    out.record(
      "memoryRatio(frozen: 112_512, trainable: 18_432)",
      memoryRatio(frozen: 112_512, trainable: 18_432))
    out.record(
      "memoryRatio(frozen: 7_000_000_000, trainable: 18_874_368)",
      memoryRatio(frozen: 7_000_000_000, trainable: 18_874_368))
    out.record("memoryRatio(frozen: 1000, trainable: 0)", memoryRatio(frozen: 1000, trainable: 0))
    out.record(
      "memoryRatio(frozen: 1000, trainable: 4000)", memoryRatio(frozen: 1000, trainable: 4000))
    let ratios: [Double] = BenchD.surprises(out).map {
      memoryRatio(frozen: $0.weights, trainable: $0.price * $0.rank)
    }
    out.record("other_sizes", Tensor(ratios, dtype: .float64))
  }

  probe("rank_for_parameters") { out in
    func rank(_ budget: Int) -> Int {
      rankForParameters(budget, width: 64, dFF: 256, layers: 4)
    }
    out.record("rankForParameters(36_864, width: 64, dFF: 256, layers: 4)", rank(36_864))
    out.record("rankForParameters(36_863, width: 64, dFF: 256, layers: 4)", rank(36_863))
    out.record("rankForParameters(4_607, width: 64, dFF: 256, layers: 4)", rank(4_607))
    out.record("rankForParameters(4_608, width: 64, dFF: 256, layers: 4)", rank(4_608))
    out.record("rankForParameters(0, width: 64, dFF: 256, layers: 4)", rank(0))
    out.record(
      "rankForParameters(50_000, width: 48, dFF: 160, layers: 3)",
      rankForParameters(50_000, width: 48, dFF: 160, layers: 3))
    out.record(
      "rankForParameters(5000, width: 4, dFF: 5, layers: 1)",
      rankForParameters(5000, width: 4, dFF: 5, layers: 1))
    func large(_ budget: Int) -> Int {
      rankForParameters(budget, width: 12_289, dFF: 49_157, layers: 97)
    }
    out.record("rankForParameters(21_478_244_788, width: 12_289, …)", large(21_478_244_788))
    out.record("rankForParameters(21_478_244_787, width: 12_289, …)", large(21_478_244_787))
    var (yours, fitting): ([Int], [Int]) = ([], [])
    for size in BenchD.surprises(out) {
      let exact: Int = size.price * size.rank
      for (budget, rank) in [
        (size.budget(1), size.rank), (exact, size.rank), (exact - 1, size.rank - 1),
      ] {
        yours.append(
          rankForParameters(budget, width: size.width, dFF: size.dFF, layers: size.layers))
        fitting.append(rank)
      }
    }
    out.record("other_budgets", Tensor(ints: yours))
    out.record("what_fits", Tensor(ints: fitting))
  }

  probe("rank_for_bytes") { out in
    func rank(_ budget: Int) -> Int {
      rankForBytes(budget, frozen: 112_512, width: 64, dFF: 256, layers: 2)
    }
    out.record("rankForBytes(1_000_000, frozen: 112_512, …)", rank(1_000_000))
    out.record("rankForBytes(1_039_872, frozen: 112_512, …)", rank(1_039_872))
    out.record("rankForBytes(1_039_871, frozen: 112_512, …)", rank(1_039_871))
    out.record("rankForBytes(450_048, frozen: 112_512, …)", rank(450_048))
    out.record("rankForBytes(300_000, frozen: 112_512, …)", rank(300_000))
    out.record("rankForBytes(486_912, frozen: 112_512, …)", rank(486_912))
    out.record("rankForBytes(486_911, frozen: 112_512, …)", rank(486_911))
    out.record("rankForBytes(0, frozen: 112_512, …)", rank(0))
    out.record(
      "rankForBytes(80_000, frozen: 104, width: 4, dFF: 5, layers: 1)",
      rankForBytes(80_000, frozen: 104, width: 4, dFF: 5, layers: 1))
    func large(_ budget: Int) -> Int {
      rankForBytes(budget, frozen: 7_000_000_000, width: 4096, dFF: 16_384, layers: 32)
    }
    out.record("rankForBytes(79_980_009_472, frozen: 7_000_000_000, …)", large(79_980_009_472))
    out.record("rankForBytes(79_980_009_471, frozen: 7_000_000_000, …)", large(79_980_009_471))
    var (yours, fitting): ([Int], [Int]) = ([], [])
    for size in BenchD.surprises(out) {
      let (frozen, exact): (Int, Int) = (4 * size.weights, 16 * size.price * size.rank)
      for (budget, rank) in [
        (size.budget(16), size.rank), (exact, size.rank), (exact - 1, size.rank - 1),
      ] {
        yours.append(
          rankForBytes(
            frozen + budget, frozen: size.weights, width: size.width, dFF: size.dFF,
            layers: size.layers))
        fitting.append(rank)
      }
    }
    out.record("other_budgets", Tensor(ints: yours))
    out.record("what_fits", Tensor(ints: fitting))
  }

  probe("in_your_head") { out in
    out.record("sharePercent", Double(InYourHead.sharePercent))
    out.record("loraMillions", Double(InYourHead.loraMillions))
    out.record("targetBillions", Double(InYourHead.targetBillions))
    out.record("fullGigabytes", Double(InYourHead.fullGigabytes))
    out.record("loraGigabytes", Double(InYourHead.loraGigabytes))
    out.record("rankForTenMillion", Double(InYourHead.rankForTenMillion))
  }
}
