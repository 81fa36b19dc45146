import TensorKit

// MARK: - Block D: the key-value cache

/// The keys and values of the tokens so far, so that they are computed once.
///
/// With a window, only those of the last tokens are kept.
final class KeyValueCache {
  /// The most tokens that are kept; nil for all.
  let window: Int?
  /// The position of the next token: how many tokens came, also those that the window has dropped.
  private(set) var position = 0
  private var kept: (keys: Tensor, values: Tensor)?

  /// How many tokens are kept.
  var count: Int { kept?.keys.shape[2] ?? 0 }

  /// Throws if the window has no room for a token.
  init(window: Int? = nil) throws {
    if let window, window < 1 {
      throw AttentionError(problem: "a window of \(window) keeps nothing")
    }
    self.window = window
  }

  /// Adds the keys and values of new tokens, [B, heads, T, d], behind the others, and returns all that
  /// are kept then.
  ///
  /// Throws, with nothing changed, if they do not fit each other or those that are kept, or if there are
  /// more of them than the window keeps.
  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    guard keys.shape == values.shape else {
      throw AttentionError(problem: "keys \(keys.shape) and values \(values.shape) differ in shape")
    }
    let new = keys.shape[2]
    if let window, new > window {
      throw AttentionError(problem: "\(new) tokens do not fit a window of \(window)")
    }
    // A copy, so that what the caller does with its tensors does not show here; and no part of a graph,
    // which would be kept as long as the cache.
    var all = (keys: keys.detach().clone(), values: values.detach().clone())
    if let kept {
      guard fits(keys, kept.keys), fits(values, kept.values) else {
        throw AttentionError(
          problem: "keys \(keys.shape) do not fit those kept, \(kept.keys.shape)")
      }
      all.keys = Tensor.cat([kept.keys, all.keys], dim: 2)
      all.values = Tensor.cat([kept.values, all.values], dim: 2)
    }
    let surplus = max(0, all.keys.shape[2] - (window ?? Int.max))
    all = (without(first: surplus, all.keys), without(first: surplus, all.values))
    kept = all
    position += new
    return all
  }

  /// Forgets the tokens from `position` on, as if they had never come.
  ///
  /// Throws, with nothing changed, if that position lies ahead, or before the first token that is kept.
  func truncate(to position: Int) throws {
    let start = self.position - count
    guard (start...self.position).contains(position) else {
      throw AttentionError(
        problem: "position \(position) is not within \(start) ... \(self.position)")
    }
    if let old = kept {
      let length = position - start
      kept = (
        old.keys.narrow(dim: 2, start: 0, length: length),
        old.values.narrow(dim: 2, start: 0, length: length)
      )
    }
    self.position = position
  }

  /// Another cache with the same tokens. What is done to one of the two does not change the other.
  func copy() throws -> KeyValueCache {
    let other = try KeyValueCache(window: window)
    other.kept = kept.map { ($0.keys.clone(), $0.values.clone()) }
    other.position = position
    return other
  }

  /// Whether new tokens can stand behind old ones: all but their number is the same.
  private func fits(_ new: Tensor, _ old: Tensor) -> Bool {
    new.dtype == old.dtype && [0, 1, 3].allSatisfy { new.shape[$0] == old.shape[$0] }
  }

  private func without(first surplus: Int, _ x: Tensor) -> Tensor {
    x.narrow(dim: 2, start: surplus, length: x.shape[2] - surplus)
  }
}

extension SelfAttention {
  /// The new tokens x, [B, T, width], behind those that the cache keeps → their outputs, [B, T, width]
  ///
  /// Throws, with nothing changed, what ``KeyValueCache/append(_:_:)`` throws.
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let (queries, keys, values) = projected(x)
    let positions = Array(cache.position..<cache.position + x.shape[1])
    let (cos, sin) = rotaryAngles(positions, headDim: queries.shape[3], theta: theta)
    // A key is turned once, by its own position, and then kept.
    let all = try cache.append(rotated(keys, cos: cos, sin: sin), values)
    return attended(rotated(queries, cos: cos, sin: sin), all.keys, all.values)
  }
}
