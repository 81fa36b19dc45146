import TensorKit

/// Just enough of an adapted layer to compare with recorded numbers: it takes A and B as given.
final class AdapterLinear: Module {
  private let scale: Float

  init(_ base: Linear, a: Tensor, b: Tensor, scale: Float) {
    self.scale = scale
    super.init()
    register("base", base)
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(b))
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("base")(x) + linear(linear(x, parameter("lora_A")), parameter("lora_B")) * scale
  }
}

extension MiniGPT {
  /// Freezes the model and adapts each layer that has an A and a B.
  func adapt(_ tensors: StateDict, scale: Float) {
    requiresGrad(false)
    for (name, module) in namedModules() {
      guard let base = module as? Linear, let a = tensors["\(name).lora_A"],
        let b = tensors["\(name).lora_B"]
      else { continue }
      replace(name, with: AdapterLinear(base, a: a.clone(), b: b.clone(), scale: scale))
    }
  }
}
