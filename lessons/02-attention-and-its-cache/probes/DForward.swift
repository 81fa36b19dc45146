import ProbeKit
import TensorKit

// Block D: the layer with its cache.

/// What the scenarios of this file share.
private enum BenchDForward {
  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// The layers of an attention whose scores are of size 1.
  struct Layers {
    let q, k, v, o: Linear
    let heads, keyValueHeads: Int

    init(_ width: Int, _ heads: Int, _ keyValueHeads: Int, d: Int, _ dice: Generator) {
      func linear(_ from: Int, _ to: Int) -> Linear {
        Linear(weight: inputs([to, from], dice, 3 / Double(from).squareRoot()))
      }
      (self.heads, self.keyValueHeads) = (heads, keyValueHeads)
      (q, k) = (linear(width, heads * d), linear(width, keyValueHeads * d))
      (v, o) = (linear(width, keyValueHeads * d), linear(heads * d, width))
    }

    func attention() throws -> SelfAttention {
      try SelfAttention(
        q_proj: q, k_proj: k, v_proj: v, o_proj: o, heads: heads, keyValueHeads: keyValueHeads)
    }

    /// [B, T, heads·d] → [B, heads, T, d], the keys' heads as often as they are used.
    func split(_ x: Tensor, _ count: Int) -> Tensor {
      x.reshape(x.shape[0], x.shape[1], count, -1).transposed(1, 2)
        .repeatInterleave(heads / count, dim: 1)
    }

    /// Each token looks at the last `window` ones, itself among them; nobody's code is in it.
    func banded(_ x: Tensor, window: Int) -> Tensor {
      let tokens: Int = x.shape[1]
      let d: Int = q.outFeatures / heads
      let exponents: Tensor = Tensor.arange(d / 2).to(.float64) * (-2 / Double(d))
      let pairs: Tensor = (exponents * Tensor([10_000], dtype: .float64).log()).exp()
      let angles: Tensor = Tensor.arange(tokens).to(.float64).unsqueeze(1) * pairs
      let both: Tensor = Tensor.cat([angles, angles], dim: -1).to(.float32)
      let (cos, sin) = (both.cos(), both.sin())
      let mask: Tensor = Tensor.ones([tokens, tokens], dtype: .bool).tril().triu(1 - window)
      let found: Tensor = scaledDotProductAttention(
        rotaryEmbedding(split(q(x), heads), cos: cos, sin: sin),
        rotaryEmbedding(split(k(x), keyValueHeads), cos: cos, sin: sin), split(v(x), keyValueHeads),
        attnMask: mask)
      return o(found.transposed(1, 2).reshape(x.shape[0], tokens, -1))
    }
  }

  /// What a cache of one text keeps, in front of zeros that are put behind it; the cache may keep more
  /// heads than it should, or another dtype.
  static func content(
    _ cache: KeyValueCache, batch: Int, heads: [Int], d: Int
  ) -> (keys: Tensor, values: Tensor) {
    for count in heads {
      for type in [DType.float32, .bfloat16] {
        let last = Tensor.zeros([batch, count, 1, d], dtype: type)
        if let all = try? cache.append(last, last) { return all }
      }
    }
    return (Tensor.zeros([0]), Tensor.zeros([0]))
  }

  /// The outputs of pieces of x, one after another, as one tensor; a note where they do not fit.
  static func pieces(
    _ layer: SelfAttention, _ x: Tensor, _ lengths: [Int], _ cache: KeyValueCache,
    theta: Double? = nil
  ) throws -> Tensor {
    var (outputs, start): ([Tensor], Int) = ([], 0)
    for length in lengths {
      let piece: Tensor = x.narrow(dim: 1, start: start, length: length)
      if let theta {
        outputs.append(try layer.forward(piece, cache: cache, theta: theta))
      } else {
        outputs.append(try layer.forward(piece, cache: cache))
      }
      start += length
    }
    let fit: Bool = zip(outputs, lengths).allSatisfy { $0.shape == [x.shape[0], $1, x.shape[2]] }
    return fit ? Tensor.cat(outputs, dim: 1) : outputs[0]
  }
}

func probesDForward(_ probe: Probes) {
  probe("cached_token_by_token") { out in
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(6, 2, 2, d: 4, dice).attention()
    let x: Tensor = BenchDForward.inputs([1, 6, 6], dice)
    let ones: [Int] = Array(repeating: 1, count: 6)
    out.record("all at once", layer.forward(x, positions: Array(0..<6)))
    let cache = try KeyValueCache()
    out.record("token by token", try BenchDForward.pieces(layer, x, ones, cache))
    out.record("position", cache.position)
  }

  probe("cached_chunks") { out in
    try BenchDForward.piecesOfAllLengths(out)
    try BenchDForward.piecesWithTheta(out)
  }

  probe("cached_keys") { out in
    try BenchDForward.keysKept(out)
    try BenchDForward.keptInBfloat16(out)
  }

  probe("cached_window") { out in
    let dice = Generator(seed: out.seed)
    let layers = BenchDForward.Layers(6, 4, 2, d: 4, dice)
    let layer: SelfAttention = try layers.attention()
    let x: Tensor = BenchDForward.inputs([2, 7, 6], dice)
    let ones: [Int] = Array(repeating: 1, count: 7)
    for window in [3, 1] {
      let found: Tensor = try BenchDForward.pieces(layer, x, ones, KeyValueCache(window: window))
      out.record("token by token, window \(window)", found)
      out.record("banded mask, window \(window)", layers.banded(x, window: window))
    }
    let pieces: Tensor = try BenchDForward.pieces(layer, x, [3, 2, 2], KeyValueCache(window: 4))
    out.record("pieces of 3 2 2, window 4", pieces)
  }

  probe("cached_refuses") { out in
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(6, 2, 2, d: 4, dice).attention()
    let x: Tensor = BenchDForward.inputs([1, 4, 6], dice)
    let cache = try KeyValueCache(window: 2)
    _ = try BenchDForward.pieces(layer, x, [2, 1], cache)
    out.rejects("3 tokens in a window of 2") {
      _ = try layer.forward(x.narrow(dim: 1, start: 0, length: 3), cache: cache)
    }
    out.record("position", cache.position)
    out.record("count", cache.count)
    let last: Tensor = x.narrow(dim: 1, start: 3, length: 1)
    out.record("the next token", try layer.forward(last, cache: cache))
  }

  probe("cached_branches") { out in
    try BenchDForward.truncated(out)
    try BenchDForward.copies(out)
  }
}

// Scenarios in several parts.
extension BenchDForward {
  static func keysKept(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layers = BenchDForward.Layers(6, 2, 1, d: 4, dice)
    let layer: SelfAttention = try layers.attention()
    let x: Tensor = BenchDForward.inputs([1, 4, 6], dice)
    let cache = try KeyValueCache()
    _ = try BenchDForward.pieces(layer, x, [2, 1, 1], cache)
    let all = BenchDForward.content(cache, batch: 1, heads: [1, 2], d: 4)
    out.record("keys", all.keys)
    let plain: Tensor = layers.k(x).reshape(1, 4, 1, 4).transposed(1, 2)
    out.record("keys not turned", Tensor.cat([plain, Tensor.zeros([1, 1, 1, 4])], dim: 2))
    out.record("values", all.values)
    out.record("require a gradient", all.keys.requiresGrad)
  }

  static func keptInBfloat16(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(8, 4, 2, d: 4, dice).attention()
    layer.to(.bfloat16)
    let x: Tensor = BenchDForward.inputs([2, 4, 8], dice).to(.bfloat16)
    let cache = try KeyValueCache()
    out.record("pieces", try BenchDForward.pieces(layer, x, [2, 1, 1], cache))
    let all = BenchDForward.content(cache, batch: 2, heads: [2, 4], d: 4)
    out.record("kept", "\(all.keys.dtype)")
  }

  static func piecesOfAllLengths(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    for (heads, keyValueHeads, lengths) in [(4, 2, [3, 1, 2, 1]), (3, 1, [1, 4]), (2, 2, [5])] {
      let layer: SelfAttention = try BenchDForward.Layers(5, heads, keyValueHeads, d: 4, dice)
        .attention()
      let x: Tensor = BenchDForward.inputs([2, lengths.reduce(0, +), 5], dice)
      let found: Tensor = try BenchDForward.pieces(layer, x, lengths, KeyValueCache())
      let name = lengths.map { "\($0)" }.joined(separator: " ")
      out.record("pieces of \(name) tokens", found)
    }
  }

  static func piecesWithTheta(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(6, 2, 1, d: 4, dice).attention()
    let x: Tensor = BenchDForward.inputs([1, 4, 6], dice)
    for theta in [50.0, 500_000, 10_000] {
      let found: Tensor = try BenchDForward.pieces(
        layer, x, [2, 1, 1], KeyValueCache(), theta: theta)
      out.record("theta \(Int(theta))", found)
    }
    let found: Tensor = try BenchDForward.pieces(layer, x, [2, 1, 1], KeyValueCache())
    out.record("theta not given", found)
  }

  static func truncated(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(6, 2, 1, d: 4, dice).attention()
    let x: Tensor = BenchDForward.inputs([1, 5, 6], dice)
    let other: Tensor = BenchDForward.inputs([1, 2, 6], dice)
    let cache = try KeyValueCache()
    _ = try BenchDForward.pieces(layer, x, [3, 2], cache)
    try? cache.truncate(to: 2)
    out.record("other tokens from position 2 on", try layer.forward(other, cache: cache))
    try? cache.truncate(to: 0)
    out.record("all again", try BenchDForward.pieces(layer, x, [2, 3], cache))
    out.record("all at once", layer.forward(x, positions: Array(0..<5)))
  }

  static func copies(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchDForward.Layers(6, 2, 1, d: 4, dice).attention()
    let prompt: Tensor = BenchDForward.inputs([1, 3, 6], dice)
    let (one, two) = (
      BenchDForward.inputs([1, 2, 6], dice), BenchDForward.inputs([1, 2, 6], dice)
    )
    let cache = try KeyValueCache()
    _ = try layer.forward(prompt, cache: cache)
    let (first, second): (KeyValueCache, KeyValueCache) = (try cache.copy(), try cache.copy())
    // In turns, so that what one is given would show in the other.
    for (index, token) in [0, 1].enumerated() {
      let a: Tensor = one.narrow(dim: 1, start: token, length: 1)
      out.record("first text, token \(index + 1)", try layer.forward(a, cache: first))
      let b: Tensor = two.narrow(dim: 1, start: token, length: 1)
      out.record("second text, token \(index + 1)", try layer.forward(b, cache: second))
    }
    out.record("position of the prompt", cache.position)
  }
}
