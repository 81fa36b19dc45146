// How it differs: the cache writes in place into room that was set aside, and attention is TensorKit's own call.
// MARK: - File Cache.swift
import TensorKit

struct AttentionError: Error, CustomStringConvertible {
  let description: String
}

func attentionScores(_ q: Tensor, _ k: Tensor) -> Tensor {
  let d = q.size(-1)
  return matmul(q, (k / Double(d).squareRoot()).transposed(-2, -1))
}

func causalMask(queries: Int, keys: Int) -> Tensor {
  let open = (0..<queries).map { query in
    (0..<keys).map { key in key - query <= keys - queries }
  }
  return Tensor(bools: open.flatMap { $0 }, shape: [queries, keys])
}

func attentionWeights(_ scores: Tensor, mask: Tensor) -> Tensor {
  let all = mask.expand(scores.shape)
  // Rows that see nothing are computed as if they saw everything, and are emptied afterwards.
  let sees = all.any(dim: -1, keepDim: true)
  let open = Tensor.where(all.logicalOr(~sees), scores.to(.float32), -Double.infinity)
  return (softmax(open, dim: -1) * all.to(.float32)).to(scores.dtype)
}

func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
  scaledDotProductAttention(q, k, v, attnMask: causalMask(queries: q.size(-2), keys: k.size(-2)))
}

func splitHeads(_ x: Tensor, heads: Int) -> Tensor {
  Tensor.stack(x.chunk(heads, dim: -1), dim: 1)
}

func mergeHeads(_ x: Tensor) -> Tensor {
  x.movedim(1, 2).flatten(2, 3)
}

func repeatHeads(_ x: Tensor, times: Int) -> Tensor {
  let indices = (0..<x.size(1) * times).map { $0 / times }
  return x.indexSelect(dim: 1, index: Tensor(ints: indices))
}

final class SelfAttention: Module {
  let q_proj, k_proj, v_proj, o_proj: Linear
  let groups: (queries: Int, keys: Int)

  init(
    q_proj: Linear, k_proj: Linear, v_proj: Linear, o_proj: Linear, heads: Int, keyValueHeads: Int
  ) throws {
    var problems: [String] = []
    if heads < 1 || keyValueHeads < 1 {
      problems.append("heads below 1")
    } else {
      if heads % keyValueHeads != 0 { problems.append("\(keyValueHeads) of \(heads)") }
      if q_proj.outFeatures % heads != 0 { problems.append("q_proj") }
      // Compared as products, so that nothing is divided.
      let width = q_proj.outFeatures * keyValueHeads
      if k_proj.outFeatures * heads != width { problems.append("k_proj") }
      if v_proj.outFeatures * heads != width { problems.append("v_proj") }
      if o_proj.inFeatures != q_proj.outFeatures { problems.append("o_proj") }
    }
    if !problems.isEmpty { throw AttentionError(description: "\(problems)") }
    groups = (heads, keyValueHeads)
    self.q_proj = q_proj
    self.k_proj = k_proj
    self.v_proj = v_proj
    self.o_proj = o_proj
    super.init()
  }

  override func forward(_ x: Tensor) -> Tensor {
    finish(
      splitHeads(q_proj(x), heads: groups.queries), splitHeads(k_proj(x), heads: groups.keys),
      splitHeads(v_proj(x), heads: groups.keys))
  }

  fileprivate func finish(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor {
    let mask = causalMask(queries: q.size(2), keys: k.size(2))
    return o_proj(
      mergeHeads(scaledDotProductAttention(q, k, v, attnMask: mask, enableGQA: true)))
  }
}

func rotaryFrequencies(headDim: Int, theta: Double = 10_000) -> Tensor {
  var (value, frequencies): (Double, [Double]) = (1, [])
  let ratio = Tensor([theta], dtype: .float64).pow(-2 / Double(headDim)).doubles()[0]
  for _ in 0..<headDim / 2 {
    frequencies.append(value)
    value *= ratio
  }
  return Tensor(frequencies, dtype: .float32)
}

func rotaryAngles(
  _ positions: [Int], headDim: Int, theta: Double = 10_000
) -> (cos: Tensor, sin: Tensor) {
  // Double angles, which are rounded in the end.
  let frequencies = rotaryFrequencies(headDim: headDim, theta: theta).to(.float64)
  let angles = Tensor(ints: positions).to(.float64).unsqueeze(-1) * frequencies
  return (angles.cos().to(.float32), angles.sin().to(.float32))
}

func rotated(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  let (c, s) = (cos.repeat(1, 2), sin.repeat(1, 2))
  return rotaryEmbedding(x.to(.float32), cos: c, sin: s).to(x.dtype)
}

extension SelfAttention {
  func forward(_ x: Tensor, positions: [Int], theta: Double = 10_000) -> Tensor {
    let (q, k) = (
      splitHeads(q_proj(x), heads: groups.queries), splitHeads(k_proj(x), heads: groups.keys)
    )
    let (cos, sin) = rotaryAngles(positions, headDim: q.size(3), theta: theta)
    return finish(
      rotated(q, cos: cos, sin: sin), rotated(k, cos: cos, sin: sin),
      splitHeads(v_proj(x), heads: groups.keys))
  }
}

/// Room for tokens along dimension 2, twice as much as is used at most.
private struct Room {
  var storage: Tensor
  var start = 0
  var length = 0

  init(like x: Tensor, tokens: Int) {
    storage = Tensor.zeros([x.size(0), x.size(1), tokens, x.size(3)], dtype: x.dtype)
  }

  var used: Tensor { storage.narrow(dim: 2, start: start, length: length) }

  func takes(_ x: Tensor) -> Bool {
    x.dtype == storage.dtype && x.size(0) == storage.size(0) && x.size(1) == storage.size(1)
      && x.size(3) == storage.size(3)
  }

  mutating func append(_ x: Tensor, window: Int?) {
    let new = x.size(2)
    if start + length + new > storage.size(2) {
      var larger = Room(like: x, tokens: 2 * (length + new))
      larger.write(used)
      self = larger
    }
    write(x)
    if let window, length > window {
      start += length - window
      length = window
    }
  }

  private mutating func write(_ x: Tensor) {
    noGrad {
      _ = storage.narrow(dim: 2, start: start + length, length: x.size(2)).copy_(x.detach())
    }
    length += x.size(2)
  }

  func copied() -> Room {
    var other = self
    other.storage = storage.clone()
    return other
  }
}

final class KeyValueCache {
  let window: Int?
  private(set) var position = 0
  private var rooms: [Room] = []

  var count: Int { rooms.first?.length ?? 0 }

  init(window: Int? = nil) throws {
    if let window, window < 1 { throw AttentionError(description: "window") }
    self.window = window
  }

  func append(_ keys: Tensor, _ values: Tensor) throws -> (keys: Tensor, values: Tensor) {
    let pair = [keys, values]
    guard keys.shape == values.shape, keys.size(2) <= window ?? Int.max else {
      throw AttentionError(description: "shapes")
    }
    if rooms.isEmpty { rooms = pair.map { Room(like: $0, tokens: 4) } }
    guard zip(rooms, pair).allSatisfy({ $0.takes($1) }) else {
      throw AttentionError(description: "other tokens")
    }
    for index in 0..<2 { rooms[index].append(pair[index], window: window) }
    position += keys.size(2)
    return (rooms[0].used.contiguous(), rooms[1].used.contiguous())
  }

  func truncate(to position: Int) throws {
    let forgotten = self.position - position
    guard (0...count).contains(forgotten) else { throw AttentionError(description: "position") }
    for index in rooms.indices { rooms[index].length -= forgotten }
    self.position = position
  }

  func copy() throws -> KeyValueCache {
    let other = try KeyValueCache(window: window)
    other.position = position
    other.rooms = rooms.map { $0.copied() }
    return other
  }
}

extension SelfAttention {
  func forward(_ x: Tensor, cache: KeyValueCache, theta: Double = 10_000) throws -> Tensor {
    let (q, k) = (
      splitHeads(q_proj(x), heads: groups.queries), splitHeads(k_proj(x), heads: groups.keys)
    )
    let v = splitHeads(v_proj(x), heads: groups.keys)
    let positions = (cache.position..<(cache.position + x.size(1))).map { $0 }
    let (cos, sin) = rotaryAngles(positions, headDim: q.size(3), theta: theta)
    let (keys, values) = try cache.append(rotated(k, cos: cos, sin: sin), v)
    return finish(rotated(q, cos: cos, sin: sin), keys, values)
  }
}
