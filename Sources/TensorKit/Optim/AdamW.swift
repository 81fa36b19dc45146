#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Adam with decoupled weight decay. Loshchilov and Hutter,
/// arXiv:1711.05101.
///
/// ```
/// p ← p·(1 − lr·weightDecay)
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps)
/// ```
///
/// PyTorch: `torch.optim.AdamW`.
public final class AdamW: Optimizer {
  /// β₁ and β₂.
  public let betas: (Float, Float)
  /// What keeps the last denominator from zero.
  public let eps: Float
  /// λ: the share of a parameter, times the rate, that each step takes away.
  public let weightDecay: Float
  private var states: [Int: State] = [:]

  private struct State {
    var step = 0
    var mean: Tensor
    var square: Tensor
  }

  /// PyTorch's defaults.
  ///
  /// PyTorch: `torch.optim.AdamW`.
  ///
  /// - Precondition: both betas lie in [0, 1); eps and weight decay are not negative.
  public init(
    _ parameters: [Parameter], lr: Float = 1e-3, betas: (Float, Float) = (0.9, 0.999),
    eps: Float = 1e-8, weightDecay: Float = 1e-2
  ) {
    precondition(
      (0..<1).contains(betas.0) && (0..<1).contains(betas.1),
      "AdamW: the betas \(betas) must both lie in [0, 1)")
    precondition(eps >= 0, "AdamW: eps \(eps) is negative")
    precondition(weightDecay >= 0, "AdamW: the weight decay \(weightDecay) is negative")
    self.betas = betas
    self.eps = eps
    self.weightDecay = weightDecay
    super.init(parameters, lr: lr)
  }

  /// One step of the rule above. The moments begin as zeros when a parameter first has a gradient.
  public override func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    var state =
      states[index]
      ?? State(
        mean: Tensor.zeros(parameter.shape, dtype: parameter.dtype),
        square: Tensor.zeros(parameter.shape, dtype: parameter.dtype))
    // The model may have been converted since the last step.
    state.mean = state.mean.to(parameter.dtype)
    state.square = state.square.to(parameter.dtype)
    state.step += 1
    states[index] = state

    // Scalars in double precision and rounded once, as PyTorch's are: 1 − 0.999 in Float would be
    // off by one part in a hundred thousand.
    let rate = Double(asWritten: lr)
    let (beta1, beta2) = (Double(asWritten: betas.0), Double(asWritten: betas.1))
    let correction1 = 1 - pow(beta1, Double(state.step))
    let correction2 = 1 - pow(beta2, Double(state.step))
    let factors = AdamWKernel.Factors(
      decay: 1 - rate * Double(asWritten: weightDecay), beta1: beta1, beta2: beta2,
      spread: 1 / correction2.squareRoot(), eps: Double(eps), step: -rate / correction1)
    // The kernel reads dense elements; a parameter that is a view with gaps is changed as a copy.
    let target = parameter.isContiguous ? parameter : parameter.detach().contiguous()
    parameter.willChange("AdamW")
    AdamWKernel.run(
      target, gradient.to(parameter.dtype).contiguous(), mean: state.mean, square: state.square,
      factors)
    if target !== parameter { parameter.copy_(target) }
  }
}
