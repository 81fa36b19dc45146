// How it differs: the cache is a value with keys and values in one tensor, and pairs are turned by a reshape and a flip.
// MARK: - File Cache.swift
import TensorKit

struct AttentionError: Error, Equatable {
  enum Part { case layer, cache }
  var part: Part
  var problem: String
}

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  let d = q.shape[q.shape.endIndex - 1]
  return q.matmul(k.transposed(-2, -1)) / Double(d).squareRoot()
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  // The last rows of a square that is as long as the longer side, without its first columns.
  let side = max(queries, keys)
  let square = Tensor.ones([side, side], dtype: .bool).tril()
  return square[(side - queries)..., (side - keys)...]
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  let closed = ~mask
  let empty = closed.all(dim: -1, keepDim: true)
  let open = scores.to(.float32).maskedFill(closed, -Float.infinity).maskedFill(empty, 0)
  return open.softmax().maskedFill(closed, 0).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  let scores = attentionScores(q, k)
  let mask = causalMask(
    queries: scores.shape[scores.ndim - 2], keys: scores.shape[scores.ndim - 1])
  return attentionWeights(scores, mask: mask).matmul(v)
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  einsum("bthd->bhtd", x.reshape(x.shape[0], x.shape[1], heads, x.shape[2] / heads))
}

func mergeHeads(_ x: Tensor) -> Tensor {
  einsum("bhtd->bthd", x).reshape(x.shape[0], x.shape[2], x.shape[1] * x.shape[3])
}

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  Tensor.stack(Array(repeating: x, count: times), dim: 2).reshape(
    x.shape[0], x.shape[1] * times, x.shape[2], x.shape[3])
}

final class SelfAttention: Module {
  fileprivate let sizes: (heads: Int, keyValueHeads: Int, d: Int)

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    guard heads > 0, keyValueHeads > 0 else {
      throw AttentionError(part: .layer, problem: "\(heads) and \(keyValueHeads) heads")
    }
    let (d, rest) = q_proj.outFeatures.quotientAndRemainder(dividingBy: heads)
    let widths = [k_proj.outFeatures, v_proj.outFeatures, o_proj.inFeatures]
    guard rest == 0, heads % keyValueHeads == 0,
      widths == [keyValueHeads * d, keyValueHeads * d, heads * d]
    else { throw AttentionError(part: .layer, problem: "\(q_proj.outFeatures), \(widths)") }
    sizes = (heads, keyValueHeads, d)
    super.init()
    register("q_proj", q_proj)
    register("k_proj", k_proj)
    register("v_proj", v_proj)
    register("o_proj", o_proj)
  }

  override func forward(_ x: Tensor) -> Tensor { run(x, angles: nil) { ($0, $1) } }

  /// The way through the layer; `keep` says what the new keys and values become.
  fileprivate func run(
    _ x: Tensor, angles: (cos: Tensor, sin: Tensor)?,
    keep: (Tensor, Tensor) throws -> (keys: Tensor, values: Tensor)
  ) rethrows -> Tensor {
    var q = splitHeads(child("q_proj")(x), heads: sizes.heads)
    var k = splitHeads(child("k_proj")(x), heads: sizes.keyValueHeads)
    let v = splitHeads(child("v_proj")(x), heads: sizes.keyValueHeads)
    if let angles {
      q = rotated(q, cos: angles.cos, sin: angles.sin)
      k = rotated(k, cos: angles.cos, sin: angles.sin)
    }
    let kept = try keep(k, v)
    let times = sizes.heads / sizes.keyValueHeads
    let found = attention(
      q, repeatHeads(kept.keys, times: times), repeatHeads(kept.values, times: times))
    return child("o_proj")(mergeHeads(found))
  }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  let step = Tensor([theta], dtype: .float64).log() / Double(headDim / 2)
  return (-Tensor.arange(headDim / 2).to(.float64) * step).exp().to(.float32)
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  let frequencies = rotaryFrequencies(headDim: headDim, theta: theta).unsqueeze(0)
  let angles = Tensor(ints: positions).reshape(-1, 1).to(.float32) * frequencies
  return (cos: angles.cos(), sin: angles.sin())
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  // [..., T, 2, d/2]: what was below comes on top, with the other sign.
  let pairs = x.to(.float32).unflatten(-1, [2, x.shape[x.ndim - 1] / 2])
  let signs = Tensor([-1, 1], shape: [2, 1])
  let turned = pairs * cos.unsqueeze(-2) + pairs.flip(-2) * signs * sin.unsqueeze(-2)
  return turned.flatten(-2).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    run(x, angles: rotaryAngles(positions, headDim: sizes.d, theta: theta)) { ($0, $1) }
  }
}

/// What a cache holds: keys and values as one tensor [2, B, heads, count, d].
private struct Kept {
  var position = 0
  var tokens: Tensor?

  var count: Int { tokens?.shape[3] ?? 0 }

  func appending(_ keys: Tensor, _ values: Tensor, window: Int?) throws -> Kept {
    func refuse(_ problem: String) -> AttentionError {
      AttentionError(part: .cache, problem: problem)
    }
    guard keys.shape == values.shape, keys.dtype == values.dtype else { throw refuse("a pair") }
    let new = keys.shape[2]
    if new > window ?? new { throw refuse("\(new) tokens") }
    var all = Tensor.stack([keys.detach(), values.detach()])
    if let tokens {
      let (mine, theirs) = (tokens.shape, all.shape)
      guard mine[1...2] == theirs[1...2], mine[4] == theirs[4], tokens.dtype == all.dtype else {
        throw refuse("\(theirs) behind \(mine)")
      }
      all = Tensor.cat([tokens, all], dim: 3)
    }
    let length = min(all.shape[3], window ?? all.shape[3])
    return Kept(
      position: position + new,
      tokens: all.narrow(dim: 3, start: all.shape[3] - length, length: length))
  }

  func truncated(to position: Int) throws -> Kept {
    let length = count - (self.position - position)
    guard length >= 0, length <= count else {
      throw AttentionError(part: .cache, problem: "position \(position)")
    }
    return Kept(position: position, tokens: tokens?.narrow(dim: 3, start: 0, length: length))
  }
}

final class KeyValueCache {
  let window: Int?
  private var kept = Kept()

  var position: Int { kept.position }
  var count: Int { kept.count }

  init(window: Int? = nil) throws {
    if window.map({ $0 < 1 }) == true {
      throw AttentionError(part: .cache, problem: "an empty window")
    }
    self.window = window
  }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    kept = try kept.appending(keys, values, window: window)
    guard let tokens = kept.tokens else { return (keys, values) }
    return (tokens[0], tokens[1])
  }

  func truncate(to position: Int) throws { kept = try kept.truncated(to: position) }

  func copy() throws -> KeyValueCache {
    let other = try KeyValueCache(window: window)
    other.kept = Kept(position: kept.position, tokens: kept.tokens?.clone())
    return other
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let positions = [Int](cache.position..<cache.position + x.shape[1])
    let angles = rotaryAngles(positions, headDim: sizes.d, theta: theta)
    return try run(x, angles: angles, keep: cache.append)
  }
}
