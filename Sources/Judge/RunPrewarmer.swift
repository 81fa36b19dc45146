import Observations
import Synchronization

/// What can be done of the next run while nobody waits for it: the reference's values on its seed, and
/// its programs, which are started and wait.
///
/// While a student's file is compiled the machine has nothing to spare; between two saves it idles.
/// The values stay in this process. They count only for the pack and the tools that they were made
/// from.
public final class RunPrewarmer: Sendable {
  /// A run's hidden seed, and the reference's values on it as soon as there are any.
  public struct Part: Sendable {
    /// The hidden seed of the run that takes this part.
    public let seed: UInt64
    var values: Task<ReferenceValues?, Never>?
    var prewarmed: PrewarmedProcesses?
  }

  private let judge: Judge
  private let next: Mutex<Part>

  /// Begins with a seed that nothing is prepared for.
  public init(_ judge: Judge) {
    self.judge = judge
    next = Mutex(Part(seed: .random(in: .min ... .max)))
  }

  /// What the next run is given. The same until `prepare` is called: no verdict came of a run that
  /// was cancelled.
  public var part: Part { next.withLock { $0 } }

  /// Begins with another seed. What fails is not there, and the run that does it itself says why.
  public func prepare() async {
    let seed = UInt64.random(in: .min ... .max)
    let values = Task.detached(priority: .utility) { [judge] in
      try? await judge.reference(seeds: [seed])
    }
    let prewarmed = try? await judge.prewarmed()
    let last = next.withLock { next in
      defer { next = Part(seed: seed, values: values, prewarmed: prewarmed) }
      return next
    }
    await last.prewarmed?.endUnlessTaken()
  }

  /// Stops what was begun, and returns when nothing is left of it.
  public func end() async {
    let part = part
    part.values?.cancel()
    _ = await part.values?.value
    await part.prewarmed?.endUnlessTaken()
  }
}
