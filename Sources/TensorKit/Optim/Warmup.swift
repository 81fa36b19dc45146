#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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

/// Half a wave of a cosine from the base rate down to `etaMin` in `tMax` epochs.
/// Loshchilov and Hutter, arXiv:1608.03983.
///
/// PyTorch: `torch.optim.lr_scheduler.CosineAnnealingLR`.
public final class CosineAnnealingLR: LRScheduler {
  private let (tMax, etaMin): (Int, Double)

  /// The wave begins at the top. Beyond `tMax` epochs it goes up again.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.CosineAnnealingLR`.
  ///
  /// - Precondition: `tMax` is at least 1.
  public init(_ optimizer: Optimizer, tMax: Int, etaMin: Double = 0) {
    precondition(tMax >= 1, "CosineAnnealingLR: a wave of \(tMax) epochs: at least 1 is needed")
    (self.tMax, self.etaMin) = (tMax, etaMin)
    super.init(optimizer)
  }

  /// From the height above `etaMin` in the epoch before to that in this one.
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double {
    if epoch == 0 { return lr }
    // From the bottom of the wave there is no ratio to go up by.
    if (epoch - 1 - tMax) % (2 * tMax) == 0 {
      return lr + (base - etaMin) * (1 - cos(.pi / Double(tMax))) / 2
    }
    return height(epoch) / height(epoch - 1) * (lr - etaMin) + etaMin
  }

  private func height(_ epoch: Int) -> Double { 1 + cos(.pi * Double(epoch) / Double(tMax)) }
}

/// One scheduler after the other: the first until epoch `milestones[0]`, then the second, each from
/// its own epoch 0. A warm-up and then a cosine is
///
/// ```swift
/// SequentialLR(
///   optimizer,
///   [LinearLR(optimizer, totalIters: 100), CosineAnnealingLR(optimizer, tMax: 900)],
///   milestones: [100])
/// ```
///
/// PyTorch: `torch.optim.lr_scheduler.SequentialLR`.
public final class SequentialLR: LRScheduler {
  private let schedulers: [LRScheduler]
  private let milestones: [Int]

  /// The first scheduler's first rate holds at once.
  ///
  /// PyTorch: `torch.optim.lr_scheduler.SequentialLR`.
  ///
  /// - Precondition: all are this optimiser's, and there is one milestone between each two, in order.
  public init(_ optimizer: Optimizer, _ schedulers: [LRScheduler], milestones: [Int]) {
    precondition(
      schedulers.count == milestones.count + 1 && milestones == milestones.sorted(),
      """
      SequentialLR: \(schedulers.count) schedulers and the milestones \(milestones): there must be \
      one milestone between each two, in order
      """)
    precondition(
      schedulers.allSatisfy { $0.optimizer === optimizer },
      "SequentialLR: a scheduler belongs to another optimiser")
    (self.schedulers, self.milestones) = (schedulers, milestones)
    super.init(optimizer)
    // Each of them set its own first rates when it was made.
    schedulers[0].restart()
  }

  /// The rate stays, as the scheduler whose turn it is sets it.
  public override func rate(epoch: Int, lr: Double, base: Double) -> Double { lr }

  /// A step of the scheduler whose turn it is.
  public override func step() {
    passEpoch()
    let turn = milestones.filter { $0 <= lastEpoch }.count
    if turn > 0 && milestones[turn - 1] == lastEpoch {
      schedulers[turn].restart()
    } else {
      schedulers[turn].step()
    }
  }
}
