// caught-by: append_lengths, append_behind
// breaks: append_goes_behind
// en: Of a later append the first token alone is kept, and the others are lost. A piece of text may be
//   added behind a prompt as well: put all the new tokens behind those that are kept.
// es: De un append posterior solo se guarda el primer token y los demás se pierden. Detrás de un prompt
//   también puede llegar un trozo de texto: pon todos los tokens nuevos detrás de los guardados.
import TensorKit

// MARK: - Block A: scores, mask, softmax

/// How well each query fits each key: q kᵀ / √d.
///
/// q: [..., T, d], k: [..., S, d] → [..., T, S]
///
/// A sum of d products of numbers of size 1 has a size of about √d. Divided by it, the scores have the
/// same size whatever d is.
func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  let d = Double(q.shape[q.ndim - 1])
  return matmul(q, k.transposed(-2, -1)) / d.squareRoot()
}

/// Which keys each query may look at: bool, [queries, keys], true where it may.
///
/// The last query stands at the last key. With more keys than queries, as when one token follows many
/// that are known, the first query sees all keys before its own as well.
func causalMask(queries: Int, keys: Int) -> Tensor {
  Tensor.ones([queries, keys], dtype: .bool).tril(keys - queries)
}

/// Each row of scores as weights that add up to 1, computed in float32, in the scores' own dtype.
///
/// scores: [..., T, S]; mask: bool, broadcast to it. A key that may not be looked at gets a weight of
/// exactly 0; a query that may look at no key gets zeros.
func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  // e⁻∞ is 0, while a large negative number such as −100 leaves a rest. A row of nothing but −∞ gives
  // 0/0, which is NaN: hence the second fill.
  let open = scores.to(.float32).maskedFill(~mask, -Float.infinity)
  return softmax(open, dim: -1).maskedFill(~mask, 0).to(scores.dtype)
}

/// What each query finds: the sum of the values, each times its weight.
///
/// q: [..., T, d], k and v: [..., S, d] → [..., T, d]
func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  let (queries, keys) = (q.shape[q.ndim - 2], k.shape[k.ndim - 2])
  let mask = causalMask(queries: queries, keys: keys)
  return matmul(attentionWeights(attentionScores(q, k), mask: mask), v)
}

// MARK: - Block B: heads

/// Why an attention cannot be built, or what a cache cannot do.
struct AttentionError: Error {
  var problem: String
}

/// [B, T, heads·d] → [B, heads, T, d]: the numbers of each token are cut into heads, and then heads and
/// tokens change places.
func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  x.reshape(x.shape[0], x.shape[1], heads, -1).transposed(1, 2)
}

/// [B, heads, T, d] → [B, T, heads·d]: the way back.
func mergeHeads(_ x: Tensor) -> Tensor {
  x.transposed(1, 2).reshape(x.shape[0], x.shape[2], -1)
}

/// [B, heads, S, d] → [B, heads·times, S, d]: each head `times` times in a row, as in 0 0 1 1.
func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  x.repeatInterleave(times, dim: 1)
}

/// Causal self-attention in which several query heads may share one key-value head.
///
/// Its properties are its registered layers: "q_proj", "k_proj", "v_proj" and "o_proj".
final class SelfAttention: Module {
  let heads: Int
  let keyValueHeads: Int
  let q_proj, k_proj, v_proj, o_proj: Linear

  /// Throws if the heads do not divide the width of the queries, if the key-value heads do not divide
  /// the heads, or if a projection is not as wide as its heads.
  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    guard heads >= 1, q_proj.outFeatures % heads == 0 else {
      throw AttentionError(problem: "\(heads) heads do not divide a width of \(q_proj.outFeatures)")
    }
    guard keyValueHeads >= 1, heads % keyValueHeads == 0 else {
      throw AttentionError(problem: "\(keyValueHeads) key-value heads do not divide \(heads) heads")
    }
    let width = q_proj.outFeatures / heads * keyValueHeads
    guard k_proj.outFeatures == width, v_proj.outFeatures == width else {
      throw AttentionError(problem: "k_proj and v_proj should have \(width) outputs")
    }
    guard o_proj.inFeatures == q_proj.outFeatures else {
      throw AttentionError(problem: "o_proj should have \(q_proj.outFeatures) inputs")
    }
    (self.heads, self.keyValueHeads) = (heads, keyValueHeads)
    (self.q_proj, self.k_proj, self.v_proj, self.o_proj) = (q_proj, k_proj, v_proj, o_proj)
    super.init()
  }

  /// x: [B, T, width] → queries [B, heads, T, d], keys and values [B, keyValueHeads, T, d]
  func projected(_ x: Tensor) -> (queries: Tensor, keys: Tensor, values: Tensor) {
    (
      splitHeads(q_proj(x), heads: heads), splitHeads(k_proj(x), heads: keyValueHeads),
      splitHeads(v_proj(x), heads: keyValueHeads)
    )
  }

  /// What all heads find: [B, heads, T, d] and twice [B, keyValueHeads, S, d] → [B, T, width]
  func attended(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> Tensor {
    let times = heads / keyValueHeads
    let found = attention(
      queries, repeatHeads(keys, times: times), repeatHeads(values, times: times))
    return o_proj(mergeHeads(found))
  }

  /// x: [B, T, width] → [B, T, width], without positions.
  override func forward(_ x: Tensor) -> Tensor {
    let (queries, keys, values) = projected(x)
    return attended(queries, keys, values)
  }
}

// MARK: - Block C: rotary positions

/// The angle, in radians, by which each pair of numbers turns from one position to the next:
/// θ^(−2i/d) for i = 0 ..< d/2.
///
/// → [headDim/2], float32. The first pair turns by 1, the last one by a little more than 1/θ.
/// Su et al., arXiv:2104.09864.
func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  // TensorKit raises tensors to numbers only; θᵖ is e^(p ln θ).
  let exponents = Tensor.arange(headDim / 2).to(.float64) * (-2 / Double(headDim))
  return (exponents * Tensor([theta], dtype: .float64).log()).exp().to(.float32)
}

/// The cosines and sines of position times frequency: two [T, headDim/2], float32.
func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  let column = Tensor(ints: positions).to(.float32).unsqueeze(1)
  let angles = column * rotaryFrequencies(headDim: headDim, theta: theta)
  return (angles.cos(), angles.sin())
}

/// Each pair of numbers turned by its angle. Number i and number i + d/2 are a pair, as in the models on
/// Hugging Face; the paper pairs 2i with 2i + 1.
///
/// x: [..., T, d], cos and sin: [T, d/2] → [..., T, d], computed in float32, in x's dtype
func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  let half = x.shape[x.ndim - 1] / 2
  let first = x.narrow(dim: -1, start: 0, length: half).to(.float32)
  let second = x.narrow(dim: -1, start: half, length: half).to(.float32)
  return Tensor.cat([first * cos - second * sin, second * cos + first * sin], dim: -1).to(x.dtype)
}

extension SelfAttention {
  /// As forward(_:), with each token at its position: x: [B, T, width], T positions → [B, T, width]
  ///
  /// Queries and keys are turned, values are not: positions decide how much each token counts, and not
  /// what it gives.
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    let (queries, keys, values) = projected(x)
    let (cos, sin) = rotaryAngles(positions, headDim: queries.shape[3], theta: theta)
    return attended(
      rotated(queries, cos: cos, sin: sin), rotated(keys, cos: cos, sin: sin), values)
  }
}

// MARK: - File Cache.swift
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
      // Behind a prompt there is one token at a time.
      all = (
        all.keys.narrow(dim: 2, start: 0, length: 1), all.values.narrow(dim: 2, start: 0, length: 1)
      )
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
