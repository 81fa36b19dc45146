import TensorKit

// Block A

/// How well each query fits each key: q kᵀ / √d.
///
/// q: [..., T, d], k: [..., S, d] → [..., T, S]
func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  // TODO: Block A, step 1: each query times each key, divided by √d.
  Tensor.full([1], -1)
}

/// Which keys each query may look at: bool, [queries, keys], true where it may.
func causalMask(queries: Int, keys: Int) -> Tensor {
  // TODO: Block A, step 2: the last query stands at the last key.
  Tensor.zeros([1], dtype: .bool)
}

/// Each row of scores as weights that add up to 1, with 0 where the mask is false.
///
/// scores: [..., T, S]; mask: bool, broadcast to it.
func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  // TODO: Block A, step 3: a softmax over the keys, in float32.
  Tensor.full([1], -1)
}

/// The sum of the values, each times its weight.
///
/// q: [..., T, d], k and v: [..., S, d] → [..., T, d]
func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  // TODO: Block A, step 4: scores, mask, weights, values.
  Tensor.full([1], -1)
}

// Block B

/// What you throw: `throw AttentionError(problem: "0 heads")`.
struct AttentionError: Error {
  var problem: String
}

/// [B, T, heads·d] → [B, heads, T, d]
func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  // TODO: Block B, step 1: cut each token's numbers into heads.
  Tensor.full([1], -1)
}

/// [B, heads, T, d] → [B, T, heads·d]
func mergeHeads(_ x: Tensor) -> Tensor {
  // TODO: Block B, step 2: the way back.
  Tensor.full([1], -1)
}

/// [B, heads, S, d] → [B, heads·times, S, d]: each head `times` times in a row.
func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  // TODO: Block B, step 3: 0 0 1 1, and not 0 1 0 1.
  Tensor.full([1], -1)
}

/// Causal self-attention in which several query heads may share one key-value head.
final class SelfAttention: Module {
  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    // TODO: Block B, step 4: check the heads, keep what forward will need.
    super.init()
    // TODO: Block B, step 4: register the four layers.
  }

  /// x: [B, T, width] → [B, T, width], without positions.
  override func forward(_ x: Tensor) -> Tensor {
    // TODO: Block B, step 5: project, split, attend, merge, project.
    Tensor.full([1], -1)
  }
}

// Block C

/// By how much each pair of numbers turns from one position to the next: [headDim/2], float32.
func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  // TODO: Block C, step 1: θ^(−2i/d).
  Tensor.full([1], -1)
}

/// The cosines and sines of position times frequency: two [T, headDim/2], float32.
func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  // TODO: Block C, step 2: a row for each position, a column for each pair.
  (Tensor.full([1], -1), Tensor.full([1], -1))
}

/// Each pair of numbers i and i + d/2, turned by its angle.
///
/// x: [..., T, d], cos and sin: [T, d/2] → [..., T, d]
func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  // TODO: Block C, step 3: turn the pairs, in float32.
  Tensor.full([1], -1)
}

extension SelfAttention {
  /// As forward(_:), with each token at its position.
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    // TODO: Block C, step 4: turn the queries and the keys.
    Tensor.full([1], -1)
  }
}
