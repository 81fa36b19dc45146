/// Changes the learning rates of an optimiser from step to step. Subclasses say how.
///
/// ```swift
/// let scheduler = CosineAnnealingLR(optimizer, tMax: 1000)
/// for batch in batches {
///   …                      // loss.backward()
///   optimizer.step()
///   scheduler.step()
/// }
/// ```
///
/// An epoch is what lies between two calls of ``step()``. Each rate is computed from the one before,
/// as PyTorch does, so that schedulers of one optimiser act together, and to the bit.
///
/// PyTorch: `torch.optim.lr_scheduler.LRScheduler`.
open class LRScheduler {
  /// What is given its rates.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.optimizer`.
  public final let optimizer: Optimizer

  /// The rate of each group before any scheduler changed it.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.base_lrs`.
  public final let baseRates: [Double]

  /// How often ``step()`` was called.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.last_epoch`.
  public final private(set) var lastEpoch = 0

  /// Sets the rates of the first epoch.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler`.
  public init(_ optimizer: Optimizer) {
    self.optimizer = optimizer
    // A scheduler before this one may have changed the rates already: the group remembers.
    for (index, group) in optimizer.groups.enumerated() where group.options["initialLR"] == nil {
      optimizer.groups[index]["initialLR"] = group.lr
    }
    baseRates = optimizer.groups.map { $0["initialLR"] }
    setRates { rate(epoch: 0, lr: $0, base: $1) }
  }

  /// The rate of epoch `epoch`, of a group whose rate was `lr` in the epoch before and is `base`
  /// without a scheduler.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.get_lr`.
  open func rate(epoch: Int, lr: Double, base: Double) -> Double {
    preconditionFailure("\(type(of: self)) has no rule: override rate(epoch:lr:base:)")
  }

  /// Goes on to the next epoch: call it after the optimiser's step.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.step`.
  open func step() {
    lastEpoch += 1
    setRates { rate(epoch: lastEpoch, lr: $0, base: $1) }
  }

  /// The rate of each group now.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LRScheduler.get_last_lr`.
  public final var lastLR: [Double] { optimizer.groups.map(\.lr) }

  /// Begins anew at epoch 0, whatever the rates are now.
  func restart() {
    lastEpoch = 0
    setRates { rate(epoch: 0, lr: $1, base: $1) }
  }

  /// Counts an epoch for which another scheduler sets the rates.
  final func passEpoch() { lastEpoch += 1 }

  private func setRates(_ rate: (_ lr: Double, _ base: Double) -> Double) {
    for (index, base) in baseRates.enumerated() {
      optimizer.groups[index].lr = rate(optimizer.groups[index].lr, base)
    }
  }
}

/// The base rate times what a function says of the epoch.
///
/// PyTorch: `torch.optim.lr_scheduler.LambdaLR`.
public final class LambdaLR: LRScheduler {
  private let factor: (_ epoch: Int) -> Double

  /// `factor` of epoch 0 holds at once.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LambdaLR`.
  public init(_ optimizer: Optimizer, factor: @escaping (_ epoch: Int) -> Double) {
    self.factor = factor
    super.init(optimizer)
  }

  /// base·factor(epoch)
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double {
    base * factor(epoch)
  }
}

/// The rate times `gamma` after every `stepSize` epochs.
///
/// PyTorch: `torch.optim.lr_scheduler.StepLR`.
public final class StepLR: LRScheduler {
  private let (stepSize, gamma): (Int, Double)

  /// The first change is after `stepSize` epochs.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.StepLR`.
  ///
  /// - Precondition: `stepSize` is at least 1.
  public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1) {
    precondition(stepSize >= 1, "StepLR: a step of \(stepSize) epochs: at least 1 is needed")
    (self.stepSize, self.gamma) = (stepSize, gamma)
    super.init(optimizer)
  }

  /// lr·gamma where the epoch is a multiple of the step, else lr.
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double {
    epoch == 0 || epoch % stepSize != 0 ? lr : lr * gamma
  }
}
