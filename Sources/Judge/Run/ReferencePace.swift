/// A check's time by what the reference needed for it in the same run: for one file that somebody
/// waits for, where an endless loop should cost seconds and not minutes.
///
/// The first check to run out of its time has had all of it. The others then get a share only, since
/// it is likely the same loop that they are in. A share is no ground for a verdict: what ran out of
/// one is put back, and is run again with its whole time as long as the allowance lasts, so that a
/// right check that is slow, on a machine that is busy, does not pay for a loop elsewhere in the file.
///
/// Grades never use it: they would depend on how busy the machine was.
public struct ReferencePace: Sendable, Equatable {
  /// A check's limit in multiples of the reference's time; never above the pack's own.
  public var factor: Double
  /// Its limit at least, in seconds, where the pack's own is not below it.
  public var least: Double
  /// What is left of a limit after one time-out, after two, and so on; the last stays.
  public var shares: [Double]
  /// When so much time has gone by without a verdict in the end, no check is run again, in seconds
  /// since the scenarios began.
  public var allowance: Double

  /// Times are in seconds. Precondition: all are above 0, and no share is above 1.
  public init(
    factor: Double = 50, least: Double = 1, shares: [Double] = [0.25, 0.25, 0.1],
    allowance: Double = 8
  ) {
    precondition(factor > 0 && least > 0, "no time at all")
    precondition(shares.allSatisfy { $0 > 0 && $0 <= 1 }, "shares of \(shares)")
    self.factor = factor
    self.least = least
    self.shares = shares
    self.allowance = allowance
  }

  /// A check's whole time, in seconds: of the pack's limit, and of what the reference took.
  func limit(_ packs: Double, reference milliseconds: Double?) -> Double {
    guard let milliseconds else { return packs }
    return min(packs, max(least, Self.rounded(factor * milliseconds / 1000)))
  }

  /// What is left of a limit after so many time-outs, in seconds.
  func limit(_ whole: Double, after timeouts: Int) -> Double {
    guard timeouts > 0, let last = shares.last else { return whole }
    let share = timeouts <= shares.count ? shares[timeouts - 1] : last
    return min(whole, Self.rounded(whole * share))
  }

  /// Up to hundredths: a student reads it.
  private static func rounded(_ seconds: Double) -> Double {
    (seconds * 100 - 1e-6).rounded(.up) / 100
  }
}
