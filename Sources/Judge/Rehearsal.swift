import Foundation
import Observations

/// The reference's values on the seed of the next run, made while nobody waits for them.
///
/// While a student's file is compiled the machine has nothing to spare; between two saves it idles.
/// The values stay in this process. They count only for the pack and the tools that they were made
/// from.
public final class Rehearsal: @unchecked Sendable {
  /// A run's hidden seed, and the reference's values on it as soon as there are any.
  public struct Part: Sendable {
    public let seed: UInt64
    let values: Task<ReferenceValues?, Never>?
  }

  private let judge: Judge
  private let lock = NSLock()
  private var next: Part

  public init(_ judge: Judge) {
    self.judge = judge
    next = Part(seed: .random(in: .min ... .max), values: nil)
  }

  /// What the next run is given. The same until `prepare` is called: no verdict came of a run that
  /// was cancelled.
  public var part: Part { lock.withLock { next } }

  /// Begins with another seed. A reference that fails has no values here, and says why in the run.
  public func prepare() {
    let seed = UInt64.random(in: .min ... .max)
    let values = Task.detached(priority: .utility) { [judge] in
      try? await judge.reference(seeds: [seed])
    }
    lock.withLock { next = Part(seed: seed, values: values) }
  }

  /// Stops what was begun, and returns when nothing is left of it.
  public func end() async {
    let values = part.values
    values?.cancel()
    _ = await values?.value
  }
}
