/// The base rate times `factor` for `totalIters` epochs, then the base rate.
///
/// PyTorch: `torch.optim.lr_scheduler.ConstantLR`.
public final class ConstantLR: LRScheduler {
  private let (factor, totalIters): (Double, Int)

  /// The factor holds at once.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.ConstantLR`.
  ///
  /// - Precondition: `factor` lies in 0...1, and is above 0.
  public init(_ optimizer: Optimizer, factor: Double = 1.0 / 3, totalIters: Int = 5) {
    precondition(
      factor > 0 && factor <= 1,
      "ConstantLR: the factor \(factor) must be above 0 and at most 1")
    (self.factor, self.totalIters) = (factor, totalIters)
    super.init(optimizer)
  }

  /// lr·factor in the first epoch, lr/factor when the time is over, else lr.
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double {
    if epoch == 0 { return lr * factor }
    return epoch == totalIters ? lr * (1 / factor) : lr
  }
}

/// The base rate times a factor that goes in a straight line from `startFactor` to `endFactor` in
/// `totalIters` epochs: a warm-up.
///
/// PyTorch: `torch.optim.lr_scheduler.LinearLR`.
public final class LinearLR: LRScheduler {
  private let (start, end): (Double, Double)
  private let totalIters: Int

  /// The first factor holds at once.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.LinearLR`.
  ///
  /// - Precondition: the factors lie in 0...1, and the first is above 0.
  public init(
    _ optimizer: Optimizer, startFactor: Double = 1.0 / 3, endFactor: Double = 1,
    totalIters: Int = 5
  ) {
    precondition(
      startFactor > 0 && startFactor <= 1 && (0...1).contains(endFactor),
      """
      LinearLR: the factors \(startFactor) and \(endFactor) must lie in 0...1, and the first above 0
      """)
    (start, end, self.totalIters) = (startFactor, endFactor, totalIters)
    super.init(optimizer)
  }

  /// What lr has to be multiplied by to go one epoch further along the line.
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double {
    if epoch == 0 { return lr * start }
    if epoch > totalIters { return lr }
    let way = end - start
    return lr * (1 + way / (Double(totalIters) * start + Double(epoch - 1) * way))
  }
}
