// How it differs: it refuses more than it must: layers that do not fit each other, no tokens, pairs of two dtypes.
// MARK: - File Cache.swift
import TensorKit

struct AttentionError: Error {
  var problem: String

  static func check(_ holds: Bool, _ problem: @autoclosure () -> String) throws {
    if !holds { throw AttentionError(problem: problem()) }
  }
}

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  precondition(q.shape.last == k.shape.last, "queries and keys of one size")
  let rootOfRoot = Double(q.shape[q.ndim - 1]).squareRoot().squareRoot()
  return matmul(q / rootOfRoot, k.transposed(-2, -1) / rootOfRoot)
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  precondition(queries > 0 && keys > 0, "a mask of nothing")
  let query = Tensor.arange(queries).reshape(queries, 1)
  let key = Tensor.arange(keys).reshape(1, keys)
  return (query - key + (keys - queries)) .>= 0
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  precondition(mask.dtype == .bool, "a mask of truth values")
  let open = Tensor.where(mask, scores.to(.float32), -Double.infinity)
  let weights = softmax(open, dim: scores.ndim - 1)
  return Tensor.where(mask, weights, 0.0).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  precondition(k.shape == v.shape, "a value for each key")
  let mask = causalMask(queries: q.shape[q.ndim - 2], keys: k.shape[k.ndim - 2])
  return matmul(attentionWeights(attentionScores(q, k), mask: mask), v)
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  precondition(x.ndim == 3 && x.shape[2] % heads == 0, "heads divide the width")
  return x.reshape(x.shape[0], x.shape[1], heads, x.shape[2] / heads).permute(0, 2, 1, 3)
}

func mergeHeads(_ x: Tensor) -> Tensor {
  precondition(x.ndim == 4, "[B, heads, T, d]")
  return x.permute(0, 2, 1, 3).flatten(2, 3)
}

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  precondition(times >= 1, "at least once")
  return x.unsqueeze(2).repeat(1, 1, times, 1, 1).flatten(1, 2)
}

final class SelfAttention: Module {
  let layers: [String: Linear]
  let heads: Int
  let times: Int

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    try AttentionError.check(heads >= 1 && keyValueHeads >= 1, "heads below 1")
    try AttentionError.check(heads % keyValueHeads == 0, "groups of different sizes")
    try AttentionError.check(q_proj.outFeatures % heads == 0, "heads of different sizes")
    let width = q_proj.outFeatures / (heads / keyValueHeads)
    for layer in [k_proj, v_proj] {
      try AttentionError.check(layer.outFeatures == width, "\(layer.outFeatures) and not \(width)")
      try AttentionError.check(layer.inFeatures == q_proj.inFeatures, "layers of other inputs")
    }
    try AttentionError.check(q_proj.outFeatures == o_proj.inFeatures, "o_proj's inputs")
    try AttentionError.check(q_proj.inFeatures == o_proj.outFeatures, "o_proj's outputs")
    self.heads = heads
    times = heads / keyValueHeads
    layers = ["q_proj": q_proj, "k_proj": k_proj, "v_proj": v_proj, "o_proj": o_proj]
    super.init()
    for name in ["q_proj", "k_proj", "v_proj", "o_proj"] {
      if let layer = layers[name] { register(name, layer) }
    }
  }

  func query(_ x: Tensor) -> Tensor { splitHeads(child("q_proj")(x), heads: heads) }
  func key(_ x: Tensor) -> Tensor { splitHeads(child("k_proj")(x), heads: heads / times) }
  func value(_ x: Tensor) -> Tensor { splitHeads(child("v_proj")(x), heads: heads / times) }

  func result(_ query: Tensor, _ key: Tensor, _ value: Tensor) -> Tensor {
    let (keys, values) = (repeatHeads(key, times: times), repeatHeads(value, times: times))
    return child("o_proj")(mergeHeads(attention(query, keys, values)))
  }

  override func forward(_ x: Tensor) -> Tensor { result(query(x), key(x), value(x)) }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  precondition(headDim % 2 == 0 && theta > 0, "pairs, and a base that has a logarithm")
  let exponents = Tensor.arange(0, headDim, 2).to(.float64) / Double(headDim)
  return (exponents * Tensor([theta], dtype: .float64).log()).exp().pow(-1).to(.float32)
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  precondition(positions.allSatisfy { $0 >= 0 }, "positions from 0 on")
  let angles = Tensor.stack(
    positions.map { Double($0) * rotaryFrequencies(headDim: headDim, theta: theta) })
  return (angles.cos(), angles.sin())
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  precondition(cos.shape == sin.shape && cos.ndim == 2, "angles [T, d/2]")
  precondition(cos.shape[0] == x.shape[x.ndim - 2], "an angle for each token")
  let half = cos.shape[1]
  let wide = x.to(.float32)
  let (first, second) = (wide[.ellipsis, ..<half], wide[.ellipsis, half...])
  let turned = [first * cos - second * sin, first * sin + second * cos]
  return Tensor.cat(turned, dim: -1).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    precondition(positions.count == x.shape[1], "a position for each token")
    let q = query(x)
    let angles = rotaryAngles(positions, headDim: q.shape[3], theta: theta)
    func turn(_ x: Tensor) -> Tensor { rotated(x, cos: angles.cos, sin: angles.sin) }
    return result(turn(q), turn(key(x)), value(x))
  }
}

final class KeyValueCache {
  let window: Int?
  private(set) var position = 0
  private(set) var count = 0
  /// Nothing until the first tokens.
  private var store: (keys: Tensor, values: Tensor)?

  init(window: Int? = nil) throws {
    try AttentionError.check(window ?? 1 >= 1, "a window without room")
    self.window = window
  }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    try AttentionError.check(keys.ndim == 4, "[B, heads, T, d]")
    try AttentionError.check(keys.shape == values.shape, "keys and values of two shapes")
    try AttentionError.check(keys.dtype == values.dtype, "keys and values of two dtypes")
    let tokens = keys.shape[2]
    try AttentionError.check(tokens > 0 && tokens <= window ?? tokens, "\(tokens) tokens")
    if let store {
      let fits = zip(store.keys.shape, keys.shape).enumerated().allSatisfy { dim, sizes in
        dim == 2 || sizes.0 == sizes.1
      }
      try AttentionError.check(fits && store.keys.dtype == keys.dtype, "tokens of another kind")
    }
    // As many old ones as there is room for beside the new ones.
    let old = min(count, (window ?? Int.max) - tokens)
    func behind(_ before: Tensor?, _ new: Tensor) -> Tensor {
      guard let before, old > 0 else { return new.detach().clone() }
      return Tensor.cat(
        [before.narrow(dim: 2, start: count - old, length: old), new.detach()], dim: 2)
    }
    let all = (keys: behind(store?.keys, keys), values: behind(store?.values, values))
    store = all
    count = old + tokens
    position += tokens
    return all
  }

  func truncate(to position: Int) throws {
    let behind = self.position - position
    try AttentionError.check(behind >= 0 && behind <= count, "position \(position)")
    count -= behind
    self.position = position
    store = store.map { old in
      (
        old.keys.narrow(dim: 2, start: 0, length: count),
        old.values.narrow(dim: 2, start: 0, length: count)
      )
    }
  }

  func copy() throws -> KeyValueCache {
    let other = try KeyValueCache(window: window)
    (other.position, other.count) = (position, count)
    if let store { other.store = (store.keys.clone(), store.values.clone()) }
    return other
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let q = query(x)
    let first = cache.position
    let angles = rotaryAngles(
      (0..<x.shape[1]).map { first + $0 }, headDim: q.shape[3], theta: theta)
    let turned = rotated(key(x), cos: angles.cos, sin: angles.sin)
    let (keys, values) = try cache.append(turned, value(x))
    return result(rotated(q, cos: angles.cos, sin: angles.sin), keys, values)
  }
}
