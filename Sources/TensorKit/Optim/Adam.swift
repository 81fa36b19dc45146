#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Steps along a running mean of the gradient, each element divided by the root of a running mean of
/// its square. Kingma and Ba, arXiv:1412.6980.
///
/// ```
/// g ← g + weightDecay·p                     (AdamW instead: p ← p·(1 − lr·weightDecay))
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// p ← p − lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps)
/// ```
///
/// PyTorch: `torch.optim.Adam`.
public class Adam: Optimizer {
  /// Whether weight decay shrinks the parameter beside the gradient's rule, and not through it.
  var isDecoupled: Bool { false }

  /// PyTorch's defaults.
  ///
  /// PyTorch: `torch.optim.Adam`.
  ///
  /// - Precondition: both betas lie in [0, 1); eps and weight decay are not negative.
  public convenience init(
    _ parameters: [Parameter], lr: any TensorScalar = 1e-3,
    betas: (any TensorScalar, any TensorScalar) = (0.9, 0.999),
    eps: any TensorScalar = 1e-8, weightDecay: any TensorScalar = 0
  ) {
    self.init(
      groups: [ParameterGroup(parameters)], lr: lr, betas: betas, eps: eps,
      weightDecay: weightDecay)
  }

  /// An optimiser of groups; what a group does not say is said here.
  ///
  /// PyTorch: `torch.optim.Adam`.
  ///
  /// - Precondition: both betas lie in [0, 1); eps and weight decay are not negative.
  public init(
    groups: [ParameterGroup], lr: any TensorScalar = 1e-3,
    betas: (any TensorScalar, any TensorScalar) = (0.9, 0.999),
    eps: any TensorScalar = 1e-8, weightDecay: any TensorScalar = 0
  ) {
    super.init(
      groups: groups,
      defaults: [
        "lr": Double(option: lr), "beta1": Double(option: betas.0),
        "beta2": Double(option: betas.1), "eps": Double(option: eps),
        "weightDecay": Double(option: weightDecay),
      ])
    let name = "\(type(of: self))"
    for group in self.groups {
      let betas = group.betas
      precondition(
        (0..<1).contains(betas.0) && (0..<1).contains(betas.1),
        "\(name): the betas \(betas) must both lie in [0, 1)")
      precondition(group["eps"] >= 0, "\(name): eps \(group["eps"]) is negative")
      precondition(
        group.weightDecay >= 0, "\(name): the weight decay \(group.weightDecay) is negative")
    }
  }

  /// One step of the rule above. The moments begin as zeros when a parameter first has a gradient.
  public final override func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    let options = options(of: index)
    let (beta1, beta2) = options.betas
    let (mean, square) = (
      remembered("exp_avg", of: parameter, at: index),
      remembered("exp_avg_sq", of: parameter, at: index)
    )
    let step = countStep(at: index)
    let (rate, decay) = (options.lr, options.weightDecay)
    // Numbers in double precision and rounded once, as PyTorch's are: 1 − 0.999 in Float would be
    // off by one part in a hundred thousand.
    let factors = AdamKernel.Factors(
      shrink: isDecoupled ? 1 - rate * decay : 1, penalty: isDecoupled ? 0 : decay,
      beta1: beta1, beta2: beta2, spread: (1 - pow(beta2, step)).squareRoot(),
      eps: options["eps"], step: -rate / (1 - pow(beta1, step)))
    changing(parameter, "Adam") { target in
      AdamKernel.run(
        target, gradient.to(target.dtype).contiguous(), mean: mean, square: square, factors)
    }
  }
}
