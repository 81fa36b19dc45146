#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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
