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
  /// The share of the last direction that is kept.
  public let momentum: Float
  /// The share of the gradient that the velocity leaves out.
  public let dampening: Float
  /// The share of a parameter that is added to its gradient.
  public let weightDecay: Float
  /// Whether the gradient is taken where the momentum leads.
  public let nesterov: Bool
  private var velocities: [Int: Tensor] = [:]

  /// PyTorch's defaults.
  ///
  /// PyTorch: `torch.optim.SGD`.
  ///
  /// - Precondition: momentum and weight decay are not negative; Nesterov's rule needs a momentum
  ///   and no dampening.
  public init(
    _ parameters: [Parameter], lr: Float = 1e-3, momentum: Float = 0, dampening: Float = 0,
    weightDecay: Float = 0, nesterov: Bool = false
  ) {
    precondition(momentum >= 0, "SGD: the momentum \(momentum) is negative")
    precondition(weightDecay >= 0, "SGD: the weight decay \(weightDecay) is negative")
    precondition(
      !nesterov || (momentum > 0 && dampening == 0),
      "SGD: Nesterov's rule needs a momentum above 0 and a dampening of 0")
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.nesterov = nesterov
    super.init(parameters, lr: lr)
  }

  /// One step of the rule above.
  public override func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    var direction = gradient
    if weightDecay != 0 {
      direction = gradient.clone().add_(parameter.detach(), alpha: weightDecay)
    }
    if momentum != 0 {
      let velocity = self.velocity(index, direction)
      direction =
        nesterov ? direction.clone().add_(velocity, alpha: momentum) : velocity
    }
    parameter.add_(direction, alpha: -lr)
  }

  private func velocity(_ index: Int, _ direction: Tensor) -> Tensor {
    if let velocity = velocities[index] {
      velocity.mul_(momentum)
      velocity.add_(direction, alpha: 1 - dampening)
      return velocity
    }
    // A copy: the gradient's own storage may be reused by the next backward pass.
    let velocity = direction.detach().clone()
    velocities[index] = velocity
    return velocity
  }
}
