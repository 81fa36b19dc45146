/// Adam with decoupled weight decay: a parameter shrinks by lr·weightDecay of itself at each step,
/// however large its gradients are. Loshchilov and Hutter, arXiv:1711.05101.
///
/// ```
/// p ← p·(1 − lr·weightDecay), then Adam's step for the gradient alone
/// ```
///
/// PyTorch: `torch.optim.AdamW`.
public final class AdamW: Adam {
  override var isDecoupled: Bool { true }

  /// PyTorch's defaults.
  ///
  /// PyTorch: `torch.optim.AdamW`.
  ///
  /// - Precondition: both betas lie in [0, 1); eps and weight decay are not negative.
  public convenience init(
    _ parameters: [Parameter], lr: any TensorScalar = 1e-3,
    betas: (any TensorScalar, any TensorScalar) = (0.9, 0.999),
    eps: any TensorScalar = 1e-8, weightDecay: any TensorScalar = 1e-2
  ) {
    self.init(
      groups: [ParameterGroup(parameters)], lr: lr, betas: betas, eps: eps,
      weightDecay: weightDecay)
  }

  /// An optimiser of groups; what a group does not say is said here.
  ///
  /// PyTorch: `torch.optim.AdamW`.
  ///
  /// - Precondition: both betas lie in [0, 1); eps and weight decay are not negative.
  public override init(
    groups: [ParameterGroup], lr: any TensorScalar = 1e-3,
    betas: (any TensorScalar, any TensorScalar) = (0.9, 0.999),
    eps: any TensorScalar = 1e-8, weightDecay: any TensorScalar = 1e-2
  ) {
    super.init(groups: groups, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay)
  }
}
