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
