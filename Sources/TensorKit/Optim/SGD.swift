/// Stochastic gradient descent.
///
/// ```
/// g ← g + weightDecay·p
/// v ← momentum·v + (1 − dampening)·g      (v ← g at the first step)
/// p ← p − lr·v                            (nesterov: p − lr·(g + momentum·v))
/// ```
///
/// PyTorch: `torch.optim.SGD`.
public final class SGD: Optimizer {
  /// PyTorch's defaults.
  ///
  /// PyTorch: `torch.optim.SGD`.
  ///
  /// - Precondition: momentum and weight decay are not negative; Nesterov's rule needs a momentum
  ///   and no dampening.
  public convenience init(
    _ parameters: [Parameter], lr: any TensorScalar = 1e-3, momentum: any TensorScalar = 0,
    dampening: any TensorScalar = 0,
    weightDecay: any TensorScalar = 0, nesterov: Bool = false
  ) {
    self.init(
      groups: [ParameterGroup(parameters)], lr: lr, momentum: momentum, dampening: dampening,
      weightDecay: weightDecay, nesterov: nesterov)
  }

  /// An optimiser of groups; what a group does not say is said here.
  ///
  /// PyTorch: `torch.optim.SGD`.
  ///
  /// - Precondition: as above, for each group.
  public init(
    groups: [ParameterGroup], lr: any TensorScalar = 1e-3, momentum: any TensorScalar = 0,
    dampening: any TensorScalar = 0,
    weightDecay: any TensorScalar = 0, nesterov: Bool = false
  ) {
    super.init(
      groups: groups,
      defaults: [
        "lr": Double(option: lr), "momentum": Double(option: momentum),
        "dampening": Double(option: dampening), "weightDecay": Double(option: weightDecay),
        "nesterov": nesterov ? 1 : 0,
      ])
    for group in self.groups {
      let momentum = group["momentum"]
      precondition(momentum >= 0, "SGD: the momentum \(momentum) is negative")
      precondition(
        group.weightDecay >= 0, "SGD: the weight decay \(group.weightDecay) is negative")
      precondition(
        group["nesterov"] == 0 || (momentum > 0 && group["dampening"] == 0),
        "SGD: Nesterov's rule needs a momentum above 0 and a dampening of 0")
    }
  }

  /// One step of the rule above.
  public override func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    let options = options(of: index)
    let momentum = options["momentum"]
    let isFirst = state[index]?["momentum_buffer"] == nil
    let velocity =
      momentum == 0 ? nil : remembered("momentum_buffer", of: parameter, at: index)
    let factors = SGDKernel.Factors(
      decay: options.weightDecay, momentum: momentum,
      share: isFirst ? 1 : 1 - options["dampening"], isFirst: isFirst,
      nesterov: options["nesterov"] != 0, step: -options.lr)
    changing(parameter, "SGD") { target in
      SGDKernel.run(
        target, gradient.to(target.dtype).contiguous(), velocity: velocity, factors)
    }
  }
}
