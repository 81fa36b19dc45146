import TensorKit

/// A frozen Linear beside a low-rank branch: y = x Wᵀ + b + (α/r)·x Aᵀ Bᵀ.
/// Hu et al., arXiv:2106.09685.
final class LoRALinear: Module {
  private let scale: Float

  /// With p = 0 the dropout is called, and does nothing.
  init(_ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0) {
    scale = alpha / Float(r)
    super.init()
    register("base", base)
    register(
      "lora_A",
      Parameter(Init.kaimingUniform(Tensor.zeros([r, base.inFeatures]), a: 5.squareRoot())))
    register("lora_B", Parameter(Tensor.zeros([base.outFeatures, r])))
    register("dropout", Dropout(dropout))
    base.requiresGrad(false)
  }

  /// x: [..., in] → [..., out]
  override func forward(_ x: Tensor) -> Tensor {
    let branch = linear(linear(child("dropout")(x), parameter("lora_A")), parameter("lora_B"))
    return child("base")(x) + scale * branch
  }
}

extension MiniGPT {
  /// This model with every Linear of its blocks wrapped and everything else frozen.
  func wrappedWithLoRA() -> MiniGPT {
    requiresGrad(false)
    for (name, module) in namedModules() where name.hasPrefix("blocks.") {
      if let linear = module as? Linear { replace(name, with: LoRALinear(linear)) }
    }
    return self
  }
}
