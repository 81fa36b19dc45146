import LanguageModels
import TensorKit

/// A frozen Linear beside a low-rank branch, as PEFT computes it.
private final class Adapted: Module {
  let scale: Float

  init(_ base: Linear, a: Tensor, b: Tensor, scale: Float) {
    self.scale = scale
    super.init()
    register("base", base)
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(b))
  }

  override func forward(_ x: Tensor) -> Tensor {
    let branch = linear(linear(x, parameter("lora_A")), parameter("lora_B"))
    return child("base")(x) + branch * scale
  }
}

/// The training run of the goldens: an adapter of PEFT's around the model, and AdamW.
final class GoldenTraining {
  let goldens: Goldens
  let model: LanguageModel
  private(set) var compared = 0
  private let optimizer: AdamW

  /// - `adapter`: a folder in PEFT's layout to begin with; else where the goldens began.
  init(_ goldens: Goldens, adapter: String? = nil) throws {
    self.goldens = goldens
    model = try LanguageModel(path: goldens.model, dtype: .float32)
    let config = try Adapter.load(from: goldens.folder + "/peft_adapter").config
    let tensors =
      try adapter.map { try Adapter.load(from: $0).tensors }
      ?? Self.named(try StateDict.load(from: goldens.folder + "/adapter_init.safetensors"))
    model.network.requiresGrad(false)
    let scale = Float(config.alpha) / Float(config.rank)
    for (name, module) in model.network.namedModules() {
      guard let base = module as? Linear, let a = tensors[name + ".lora_A"],
        let b = tensors[name + ".lora_B"]
      else { continue }
      model.network.replace(name, with: Adapted(base, a: a, b: b, scale: scale))
    }
    optimizer = AdamW(
      model.network.parameters().filter(\.requiresGrad), lr: 1e-3, weightDecay: 0)
  }

  /// PEFT's names as this model's.
  private static func named(_ state: StateDict) -> StateDict {
    var named = StateDict()
    for (key, tensor) in state {
      let name = key.dropFirst("base_model.model.".count).dropLast(".weight".count)
      named[String(name)] = tensor
    }
    return named
  }

  /// One step; the loss before it. In the first, each gradient that the goldens have is handed over.
  func step(
    first: Bool, _ compare: (String, Tensor, Tensor) -> Void
  ) throws -> Double {
    let loss = model.network.loss(
      try goldens.tensor("train.ids"), labels: try goldens.tensor("train.labels"))
    optimizer.zeroGrad()
    loss.backward()
    if first {
      let theirs = Self.named(
        try StateDict.load(from: goldens.folder + "/gradients_step0.safetensors"))
      for (name, gradient) in theirs {
        guard let own = model.network.parameter(name).grad else {
          throw Goldens.Missing(name: name)
        }
        // A's gradient is zero while B is.
        if Double(gradient.abs().max().item()) == 0 {
          compare(name, own + 1, gradient + 1)
        } else {
          compare(name, own, gradient)
        }
        compared += 1
      }
    }
    optimizer.step()
    return Double(loss.item())
  }

  /// The last position's logits for the ids of this name.
  func logits(of ids: String) throws -> Tensor {
    let ids = try goldens.tensor(ids)
    return noGrad { model.network(ids) }.last
  }
}
