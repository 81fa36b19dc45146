// How it differs: einsum in place of matmul, a softmax of its own, a mask from two ranges, and registered layers.
// MARK: - File Cache.swift
import TensorKit

struct AttentionError: Error { var problem: String }

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  einsum("...td,...sd->...ts", q, k) * (1 / Double(q.size(-1)).squareRoot())
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  let own = Tensor.arange(keys - queries, keys).unsqueeze(-1)
  return Tensor.arange(keys) .<= own
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  let wide = scores.to(.float32)
  let open = Tensor.where(mask, wide, -Double.infinity)
  // Nothing is subtracted from rows without an open key.
  let top = open.detach().amax(dim: -1, keepDim: true)
  let safe = Tensor.where(top .> -Float.greatestFiniteMagnitude, top, 0.0)
  let powers = Tensor.where(mask, (Tensor.where(mask, wide, safe) - safe).exp(), 0.0)
  let total = powers.sum(dim: -1, keepDim: true)
  return (powers / Tensor.where(total .> 0, total, 1.0)).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  let mask = causalMask(queries: q.size(-2), keys: k.size(-2))
  return einsum("...ts,...sd->...td", attentionWeights(attentionScores(q, k), mask: mask), v)
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  x.unflatten(-1, [heads, x.size(-1) / heads]).permute(0, 2, 1, 3)
}

func mergeHeads(_ x: Tensor) -> Tensor { x.permute(0, 2, 1, 3).flatten(2) }

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  let group = x.unsqueeze(2).expand(x.size(0), x.size(1), times, x.size(2), x.size(3))
  return group.flatten(1, 2)
}

final class SelfAttention: Module {
  private let heads, keyValueHeads: Int

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    func require(_ condition: @autoclosure () -> Bool, _ problem: String) throws {
      if !condition() { throw AttentionError(problem: problem) }
    }
    try require(heads > 0 && keyValueHeads > 0, "no heads")
    try require(q_proj.outFeatures % heads == 0, "heads do not divide q_proj")
    try require(heads % keyValueHeads == 0, "key-value heads do not divide heads")
    let width = keyValueHeads * (q_proj.outFeatures / heads)
    try require(k_proj.outFeatures == width && v_proj.outFeatures == width, "k_proj, v_proj")
    try require(o_proj.inFeatures == q_proj.outFeatures, "o_proj")
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    super.init()
    register("q_proj", q_proj)
    register("k_proj", k_proj)
    register("v_proj", v_proj)
    register("o_proj", o_proj)
  }

  fileprivate func project(_ name: String, _ x: Tensor) -> Tensor {
    splitHeads(child(name)(x), heads: name == "q_proj" ? heads : keyValueHeads)
  }

  fileprivate func mix(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
    let group = heads / keyValueHeads
    let found = attention(q, repeatHeads(k, times: group), repeatHeads(v, times: group))
    return child("o_proj")(mergeHeads(found))
  }

  override func forward(_ x: Tensor) -> Tensor {
    mix(project("q_proj", x), project("k_proj", x), project("v_proj", x))
  }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  let powers = (0..<headDim / 2).map { pair in
    Tensor([theta], dtype: .float64).pow(2 * Double(pair) / Double(headDim))
  }
  return (1 / Tensor.cat(powers)).to(.float32)
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  let angles = einsum(
    "t,i->ti", Tensor(ints: positions).to(.float32),
    rotaryFrequencies(headDim: headDim, theta: theta))
  return (cos: angles.cos(), sin: angles.sin())
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  let halves = x.to(.float32).chunk(2, dim: -1)
  let (a, b) = (halves[0], halves[1])
  return Tensor.cat([a * cos - b * sin, a * sin + b * cos], dim: -1).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    let (q, k) = (project("q_proj", x), project("k_proj", x))
    let turn = rotaryAngles(positions, headDim: q.size(-1), theta: theta)
    return mix(
      rotated(q, cos: turn.cos, sin: turn.sin), rotated(k, cos: turn.cos, sin: turn.sin),
      project("v_proj", x))
  }
}

final class KeyValueCache {
  let window: Int?
  private(set) var position: Int
  private(set) var count: Int
  private var keys, values: [Tensor]

  init(window: Int? = nil) throws {
    guard window ?? 1 > 0 else { throw AttentionError(problem: "window") }
    self.window = window
    (position, count, keys, values) = (0, 0, [], [])
  }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    func family(_ x: Tensor) -> String { "\(x.size(0)) \(x.size(1)) \(x.size(3)) \(x.dtype)" }
    let new = keys.size(2)
    guard values.shape == keys.shape, new <= window ?? new else {
      throw AttentionError(problem: "shape or window")
    }
    if let old = self.keys.first, family(old) != family(keys) {
      throw AttentionError(problem: "keys of another kind")
    }
    if let old = self.values.first, family(old) != family(values) {
      throw AttentionError(problem: "values of another kind")
    }
    // One tensor for each token.
    self.keys += keys.detach().clone().split(1, dim: 2)
    self.values += values.detach().clone().split(1, dim: 2)
    position += new
    let surplus = max(0, self.keys.count - (window ?? self.keys.count))
    self.keys.removeFirst(surplus)
    self.values.removeFirst(surplus)
    count = self.keys.count
    return (Tensor.cat(self.keys, dim: 2), Tensor.cat(self.values, dim: 2))
  }

  func truncate(to position: Int) throws {
    let surplus = self.position - position
    guard surplus >= 0, surplus <= count else { throw AttentionError(problem: "position") }
    keys.removeLast(surplus)
    values.removeLast(surplus)
    count -= surplus
    self.position -= surplus
  }

  func copy() throws -> KeyValueCache {
    let twin = try KeyValueCache(window: window)
    (twin.position, twin.count) = (position, count)
    twin.keys = keys.map { $0.clone() }
    twin.values = values.map { $0.clone() }
    return twin
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let (q, k) = (project("q_proj", x), project("k_proj", x))
    let places = (0..<x.size(1)).map { cache.position + $0 }
    let turn = rotaryAngles(places, headDim: q.size(-1), theta: theta)
    let kept = try cache.append(
      rotated(k, cos: turn.cos, sin: turn.sin), project("v_proj", x))
    return mix(rotated(q, cos: turn.cos, sin: turn.sin), kept.keys, kept.values)
  }
}
