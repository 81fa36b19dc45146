import Synchronization

/// A source of random numbers that draws what PyTorch's CPU generator draws from the same seed.
///
/// A generator may be shared between threads: each tensor is filled under one lock, so that two
/// tensors drawn at once never interleave their words.
///
/// PyTorch: `torch.Generator`.
public final class Generator: Sendable {
  private let state: Mutex<RandomState>

  /// PyTorch: `torch.Generator`.
  ///
  /// - Parameter seed: as `torch.manual_seed`; MT19937 uses its low 32 bits.
  public init(seed: UInt64) {
    state = Mutex(RandomState(seed: seed))
  }

  /// The generator that draws when none is named: the innermost ``withGenerator(_:_:)`` of this
  /// task, or else one generator shared by the whole program.
  ///
  /// PyTorch: `torch.default_generator`.
  public static var current: Generator { override ?? shared }

  // PyTorch's default_rng_seed_val: what a program draws before any manual_seed.
  private static let shared = Generator(seed: 67_280_421_310_721)

  @TaskLocal fileprivate static var override: Generator?

  /// Starts again from `seed`, as if just made. A cached normal is forgotten too.
  ///
  /// PyTorch: `torch.Generator.manual_seed`.
  public func seed(_ seed: UInt64) {
    state.withLock { $0 = RandomState(seed: seed) }
  }

  /// One word, uniform over 0 ..< 2³² (PyTorch's `random()`).
  ///
  /// PyTorch: nothing like it.
  public func nextUInt32() -> UInt32 {
    state.withLock { $0.word() }
  }

  /// Two words, the first one high (PyTorch's `random64()`).
  ///
  /// PyTorch: nothing like it.
  public func nextUInt64() -> UInt64 {
    state.withLock { $0.doubleWord() }
  }

  /// Draws many numbers under one lock.
  func draw<R: Sendable>(_ body: (inout RandomState) -> R) -> R {
    state.withLock { body(&$0) }
  }
}

/// Seeds ``Generator/current``.
///
/// PyTorch: `torch.manual_seed`.
public func manualSeed(_ seed: UInt64) {
  Generator.current.seed(seed)
}

/// Makes `generator` the ``Generator/current`` of this task while `body` runs.
///
/// PyTorch: `torch.random.fork_rng`.
public func withGenerator<R>(_ generator: Generator, _ body: () throws -> R) rethrows -> R {
  try Generator.$override.withValue(generator, operation: body)
}
