// How it differs: cosines and sines doubled to d, with rotateHalf, and repeat_kv by expand, as in Hugging Face.
// MARK: - File Cache.swift
import TensorKit

struct AttentionError: Error {
  var problem: String
}

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  let scaling = Double(q.size(-1)).pow(-0.5)
  return matmul(q, k.transposed(-2, -1)) * scaling
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  // True above the diagonal is what may not be seen.
  Tensor.ones([queries, keys], dtype: .bool).triu(keys - queries + 1).logicalNot()
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  let zeros = Tensor.zeros(mask.shape)
  let bias = zeros.maskedFill(~mask, -Float.infinity)
  let probabilities = softmax(scores.to(.float32).maskedFill(~mask, 0) + bias, dim: -1)
  return Tensor.where(mask, probabilities, zeros).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  let mask = causalMask(queries: q.size(-2), keys: k.size(-2))
  return matmul(attentionWeights(attentionScores(q, k), mask: mask), v)
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  let (batch, tokens, width) = (x.size(0), x.size(1), x.size(2))
  return x.reshape(batch, tokens, heads, width / heads).transposed(1, 2).contiguous()
}

func mergeHeads(_ x: Tensor) -> Tensor {
  let (batch, heads, tokens, d) = (x.size(0), x.size(1), x.size(2), x.size(3))
  return x.transposed(1, 2).contiguous().reshape(batch, tokens, heads * d)
}

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  if times == 1 { return x }
  let (batch, heads, tokens, d) = (x.size(0), x.size(1), x.size(2), x.size(3))
  return x.unsqueeze(2).expand(batch, heads, times, tokens, d).reshape(
    batch, heads * times, tokens, d)
}

final class SelfAttention: Module {
  let numHeads: Int
  let numKeyValueGroups: Int
  let headDim: Int

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    guard heads > 0, keyValueHeads > 0, heads.isMultiple(of: keyValueHeads),
      q_proj.outFeatures.isMultiple(of: heads)
    else { throw AttentionError(problem: "\(heads) heads, \(keyValueHeads) key-value heads") }
    numHeads = heads
    numKeyValueGroups = heads / keyValueHeads
    headDim = q_proj.outFeatures / heads
    guard [k_proj, v_proj].allSatisfy({ [headDim] in $0.outFeatures == headDim * keyValueHeads }),
      o_proj.inFeatures == q_proj.outFeatures
    else { throw AttentionError(problem: "widths") }
    super.init()
    for (name, layer) in [
      ("q_proj", q_proj), ("k_proj", k_proj), ("v_proj", v_proj), ("o_proj", o_proj),
    ] { register(name, layer) }
  }

  override func forward(_ x: Tensor) -> Tensor { attend(x) { $0 } }

  /// Everything, with what is done to queries and keys, and what keys and values are kept.
  func attend(
    _ x: Tensor, turn: (Tensor) -> Tensor
  ) -> Tensor {
    output(turn(queries(x)), turn(keys(x)), values(x))
  }

  func queries(_ x: Tensor) -> Tensor { splitHeads(child("q_proj")(x), heads: numHeads) }
  func keys(_ x: Tensor) -> Tensor {
    splitHeads(child("k_proj")(x), heads: numHeads / numKeyValueGroups)
  }
  func values(_ x: Tensor) -> Tensor {
    splitHeads(child("v_proj")(x), heads: numHeads / numKeyValueGroups)
  }
  func output(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
    let found = attention(
      q, repeatHeads(k, times: numKeyValueGroups), repeatHeads(v, times: numKeyValueGroups))
    return child("o_proj")(mergeHeads(found))
  }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  let exponents = Tensor.arange(0, headDim, 2).to(.float32) / Double(headDim)
  return 1 / (exponents * Double.naturalLogarithm(theta)).exp()
}

extension Double {
  fileprivate func pow(_ exponent: Double) -> Double {
    Tensor([self], dtype: .float64).pow(exponent).doubles()[0]
  }

  fileprivate static func naturalLogarithm(_ x: Double) -> Double {
    Tensor([x], dtype: .float64).log().doubles()[0]
  }
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  let inverse = rotaryFrequencies(headDim: headDim, theta: theta).reshape(1, headDim / 2)
  let ids = Tensor(positions.map { Float($0) }, shape: [positions.count, 1])
  let angles = matmul(ids, inverse)
  return (angles.cos(), angles.sin())
}

/// −second, first
private func rotateHalf(_ x: Tensor) -> Tensor {
  let half = x.size(-1) / 2
  return Tensor.cat(
    [
      -x.narrow(dim: -1, start: half, length: half), x.narrow(dim: -1, start: 0, length: half),
    ], dim: -1)
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  let (doubledCos, doubledSin) = (
    Tensor.cat([cos, cos], dim: -1), Tensor.cat([sin, sin], dim: -1)
  )
  let wide = x.to(.float32)
  return (wide * doubledCos + rotateHalf(wide) * doubledSin).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    let (cos, sin) = rotaryAngles(positions, headDim: headDim, theta: theta)
    return attend(x) { rotated($0, cos: cos, sin: sin) }
  }
}

final class KeyValueCache {
  let window: Int?
  private var seen = 0
  private var keyCache: Tensor?
  private var valueCache: Tensor?

  init(window: Int? = nil) throws {
    guard let size = window else {
      self.window = nil
      return
    }
    guard size >= 1 else { throw AttentionError(problem: "window") }
    self.window = size
  }

  var position: Int { seen }
  var count: Int { keyCache?.size(-2) ?? 0 }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    try validate(keys, values)
    let all = (keys: joined(keyCache, keys), values: joined(valueCache, values))
    (keyCache, valueCache) = (all.keys, all.values)
    seen += keys.size(-2)
    return all
  }

  private func validate(_ keys: Tensor, _ values: Tensor) throws {
    guard keys.shape == values.shape else { throw AttentionError(problem: "shapes") }
    if let window, window < keys.size(-2) { throw AttentionError(problem: "too many tokens") }
    for (old, new) in [(keyCache, keys), (valueCache, values)] {
      guard let old else { continue }
      let same = old.dtype == new.dtype && old.size(0) == new.size(0) && old.size(1) == new.size(1)
      guard same, old.size(3) == new.size(3) else { throw AttentionError(problem: "other tokens") }
    }
  }

  /// The last ones of both.
  private func joined(_ old: Tensor?, _ new: Tensor) -> Tensor {
    noGrad {
      guard let old else { return new.clone() }
      let length = min(old.size(2) + new.size(2), window ?? Int.max) - new.size(2)
      let tail = old.narrow(dim: 2, start: old.size(2) - length, length: length)
      return Tensor.cat([tail, new], dim: 2)
    }
  }

  func truncate(to position: Int) throws {
    guard position >= seen - count, position <= seen else {
      throw AttentionError(problem: "position")
    }
    let length = count - (seen - position)
    keyCache = keyCache?.narrow(dim: 2, start: 0, length: length)
    valueCache = valueCache?.narrow(dim: 2, start: 0, length: length)
    seen = position
  }

  func copy() throws -> KeyValueCache {
    let clone = try KeyValueCache(window: window)
    clone.keyCache = keyCache?.clone()
    clone.valueCache = valueCache?.clone()
    clone.seen = seen
    return clone
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let past = cache.position
    let (cos, sin) = rotaryAngles(
      Array(past..<(past + x.size(1))), headDim: headDim, theta: theta)
    let (k, v) = try cache.append(rotated(keys(x), cos: cos, sin: sin), values(x))
    return output(rotated(queries(x), cos: cos, sin: sin), k, v)
  }
}
