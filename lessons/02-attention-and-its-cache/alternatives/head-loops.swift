// How it differs: each head is cut out and attends alone, in a loop, and rotation multiplies pairs by 2 × 2 matrices.
// MARK: - File Cache.swift
import TensorKit

enum AttentionTrouble: Error, Equatable {
  case heads(Int, Int)
  case width(String, Int)
  case cache(String)
}

typealias AttentionError = AttentionTrouble

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  let scale = Double(q.shape.last ?? 1).squareRoot()
  return (q / scale).matmul(k.transposed(-1, -2))
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  var open: [Bool] = []
  for query in 0..<queries {
    for key in 0..<keys { open.append(keys - key >= queries - query) }
  }
  return Tensor(bools: open, shape: [queries, keys])
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  let closed = mask.logicalNot()
  let logs = logSoftmax(scores.to(.float32).maskedFill(closed, -Float.infinity), dim: -1)
  return logs.exp().maskedFill(closed, 0).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  let mask = causalMask(queries: q.shape[q.ndim - 2], keys: k.shape[k.ndim - 2])
  return attentionWeights(attentionScores(q, k), mask: mask).matmul(v)
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  let d = x.shape[2] / heads
  return Tensor.stack((0..<heads).map { x.narrow(dim: 2, start: $0 * d, length: d) }, dim: 1)
}

func mergeHeads(_ x: Tensor) -> Tensor { Tensor.cat(x.unbind(dim: 1), dim: -1) }

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  var heads: [Tensor] = []
  for head in x.unbind(dim: 1) { for _ in 0..<times { heads.append(head) } }
  return Tensor.stack(heads, dim: 1)
}

final class SelfAttention: Module {
  private let queryHeads: Int
  private let group: Int
  let q_proj: Linear
  let k_proj: Linear
  let v_proj: Linear
  let o_proj: Linear

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    if heads < 1 || keyValueHeads < 1 { throw AttentionError.heads(heads, keyValueHeads) }
    if heads % keyValueHeads != 0 { throw AttentionError.heads(heads, keyValueHeads) }
    let d = q_proj.outFeatures / heads
    if d * heads != q_proj.outFeatures { throw AttentionError.width("q_proj", q_proj.outFeatures) }
    for (name, layer) in [("k_proj", k_proj), ("v_proj", v_proj)]
    where layer.outFeatures != d * keyValueHeads {
      throw AttentionError.width(name, layer.outFeatures)
    }
    if o_proj.inFeatures != d * heads { throw AttentionError.width("o_proj", o_proj.inFeatures) }
    queryHeads = heads
    group = heads / keyValueHeads
    self.q_proj = q_proj
    self.k_proj = k_proj
    self.v_proj = v_proj
    self.o_proj = o_proj
    super.init()
  }

  /// Head after head; the key-value head of head h is h / group.
  func eachHead(_ queries: Tensor, _ keys: Tensor, _ values: Tensor) -> Tensor {
    var found: [Tensor] = []
    for head in 0..<queryHeads {
      let shared = head / group
      found.append(
        attention(
          queries.select(dim: 1, head), keys.select(dim: 1, shared),
          values.select(dim: 1, shared)))
    }
    return o_proj(Tensor.cat(found, dim: -1))
  }

  func headsOf(_ x: Tensor) -> (q: Tensor, k: Tensor, v: Tensor) {
    (
      splitHeads(q_proj(x), heads: queryHeads),
      splitHeads(k_proj(x), heads: queryHeads / group),
      splitHeads(v_proj(x), heads: queryHeads / group)
    )
  }

  override func forward(_ x: Tensor) -> Tensor {
    let each = headsOf(x)
    return eachHead(each.q, each.k, each.v)
  }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  let one = Tensor([theta], dtype: .float64)
  var found: [Double] = []
  for index in stride(from: 0, to: headDim, by: 2) {
    found.append(one.pow(-Double(index) / Double(headDim)).doubles()[0])
  }
  return Tensor(found, dtype: .float32)
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  let frequencies = rotaryFrequencies(headDim: headDim, theta: theta)
  let rows = positions.map { frequencies * Double($0) }
  let angles = Tensor.stack(rows)
  return (angles.cos(), angles.sin())
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  // Pairs as columns [..., T, d/2, 2, 1], turned by matrices [T, d/2, 2, 2].
  let d = x.shape[x.ndim - 1]
  let halves = x.to(.float32).split(d / 2, dim: -1)
  let pairs = Tensor.stack(halves, dim: -1).unsqueeze(-1)
  let top = Tensor.stack([cos, -sin], dim: -1)
  let bottom = Tensor.stack([sin, cos], dim: -1)
  let turned = matmul(Tensor.stack([top, bottom], dim: -2), pairs).squeeze(-1)
  return Tensor.cat(turned.unbind(dim: -1), dim: -1).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    let each = headsOf(x)
    let (cos, sin) = rotaryAngles(positions, headDim: each.k.shape[3], theta: theta)
    return eachHead(
      rotated(each.q, cos: cos, sin: sin), rotated(each.k, cos: cos, sin: sin), each.v)
  }
}

/// One pair of tensors that is replaced as a whole.
struct KeptTokens {
  var first: Int
  var keys, values: Tensor

  var end: Int { first + keys.shape[2] }
}

final class KeyValueCache {
  let window: Int?
  private var kept: KeptTokens?

  var position: Int { kept?.end ?? 0 }
  var count: Int { kept.map { $0.end - $0.first } ?? 0 }

  init(window: Int? = nil) throws {
    self.window = window
    if let window, window <= 0 { throw AttentionError.cache("window \(window)") }
  }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    guard keys.shape == values.shape else { throw AttentionError.cache("keys and values") }
    if let window { guard keys.shape[2] <= window else { throw AttentionError.cache("window") } }
    let new = KeptTokens(
      first: position, keys: keys.detach().clone(), values: values.detach().clone())
    guard var all = kept else {
      kept = new
      return (new.keys, new.values)
    }
    for (old, fresh) in [(all.keys, keys), (all.values, values)] {
      var shape = fresh.shape
      shape[2] = old.shape[2]
      guard shape == old.shape, fresh.dtype == old.dtype else {
        throw AttentionError.cache("\(shape)")
      }
    }
    all.keys = Tensor.cat([all.keys, new.keys], dim: 2)
    all.values = Tensor.cat([all.values, new.values], dim: 2)
    if let window, all.end - all.first > window {
      let start = all.end - all.first - window
      all.keys = all.keys.narrow(dim: 2, start: start, length: window).clone()
      all.values = all.values.narrow(dim: 2, start: start, length: window).clone()
      all.first += start
    }
    kept = all
    return (all.keys, all.values)
  }

  func truncate(to position: Int) throws {
    guard let all = kept else {
      if position != 0 { throw AttentionError.cache("position \(position)") }
      return
    }
    if position < all.first || position > all.end {
      throw AttentionError.cache("position \(position)")
    }
    let length = position - all.first
    kept = KeptTokens(
      first: all.first, keys: all.keys.narrow(dim: 2, start: 0, length: length).clone(),
      values: all.values.narrow(dim: 2, start: 0, length: length).clone())
  }

  func copy() throws -> KeyValueCache {
    let other = try KeyValueCache(window: window)
    if let kept {
      other.kept = KeptTokens(
        first: kept.first, keys: kept.keys.clone(), values: kept.values.clone())
    }
    return other
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let each = headsOf(x)
    let start = cache.position
    var positions: [Int] = []
    for offset in 0..<x.shape[1] { positions.append(start + offset) }
    let (cos, sin) = rotaryAngles(positions, headDim: each.k.shape[3], theta: theta)
    let (keys, values) = try cache.append(rotated(each.k, cos: cos, sin: sin), each.v)
    return eachHead(rotated(each.q, cos: cos, sin: sin), keys, values)
  }
}
