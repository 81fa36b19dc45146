import TensorKit

// Block D

/// The keys and values of the tokens so far; with a window, those of the last ones.
final class KeyValueCache {
  /// Adds the keys and values of new tokens, [B, heads, T, d], and returns all that are kept then.
  ///
  /// From step 4 on it keeps no more than the window.
  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    // TODO: Block D, step 1: check them, then keep copies, behind the others.
    (Tensor.full([1], -1), Tensor.full([1], -1))
  }

  /// The position of the next token.
  var position: Int {
    // TODO: Block D, step 2: how many tokens came.
    -1
  }

  /// How many tokens are kept.
  var count: Int {
    // TODO: Block D, step 2: how many tokens are kept.
    -1
  }

  /// Forgets the tokens from `position` on.
  func truncate(to position: Int) throws {
    // TODO: Block D, step 3: check the position, then forget.
  }

  /// The most tokens that are kept; nil for all.
  let window: Int?

  init(window: Int? = nil) throws {
    // TODO: Block D, step 4: refuse a window that keeps nothing, and let append use it.
    self.window = window
  }

  /// Another cache with the same tokens.
  func copy() throws -> KeyValueCache {
    // TODO: Block D, step 5: one that shares nothing with this one.
    try KeyValueCache(window: 1)
  }
}

extension SelfAttention {
  /// The new tokens x, [B, T, width], behind those that the cache keeps → their outputs.
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    // TODO: Block D, step 6: turn, append, attend.
    Tensor.full([1], -1)
  }
}
