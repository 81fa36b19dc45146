/// How long a judge waits for a file that hangs again and again: with a class to grade, one student's
/// endless loop must not hold up the others for as long as there are checks.
public struct TimeoutPolicy: Sendable, Equatable {
  /// So many checks may run out of their time;
  public var timeouts: Int
  /// then each of the others has this share of its own, above 0 and at most 1, but two tenths of a second, and time enough for the
  /// reference, ten times over.
  public var share: Double

  /// Precondition: `share` is above 0 and at most 1.
  public init(timeouts: Int, share: Double) {
    precondition(share > 0 && share <= 1, "a share of \(share) of a check's time")
    self.timeouts = timeouts
    self.share = share
  }

  /// What is left of a check's limit after so many time-outs, in seconds; `reference` is what that one
  /// took in this run, on this machine.
  func limit(_ seconds: Double, after timeouts: Int, reference: Double = 0) -> Double {
    timeouts < self.timeouts
      ? seconds : min(seconds, max(seconds * share, 0.2, 10 * reference))
  }
}
