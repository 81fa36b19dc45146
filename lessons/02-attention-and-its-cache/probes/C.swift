import ProbeKit
import TensorKit

// Block C: positions, as angles by which queries and keys are turned.

/// What the scenarios of this file share.
private enum BenchC {
  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// One element, in row-major order; NaN where there is none.
  static func number(_ tensor: Tensor, _ index: Int) -> Double {
    let values: [Double] = tensor.doubles()
    return index < values.count ? values[index] : .nan
  }

  /// `-3 -4 1 2`: all elements in row-major order.
  static func text(_ tensor: Tensor) -> String {
    tensor.doubles().map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " ")
  }

  /// Cosines and sines that come from nobody's code.
  static func angles(_ tokens: Int, _ pairs: Int, _ dice: Generator) -> (cos: Tensor, sin: Tensor) {
    let angles: Tensor = inputs([tokens, pairs], dice, 3)
    return (angles.cos(), angles.sin())
  }

  /// An attention over `width` numbers with random layers, in which scores are of size 1.
  static func attention(
    _ width: Int, _ heads: Int, _ keyValueHeads: Int, d: Int, _ dice: Generator
  ) throws -> SelfAttention {
    func linear(_ from: Int, _ to: Int) -> Linear {
      Linear(weight: inputs([to, from], dice, 3 / Double(from).squareRoot()))
    }
    return try SelfAttention(
      q_proj: linear(width, heads * d), k_proj: linear(width, keyValueHeads * d),
      v_proj: linear(width, keyValueHeads * d), o_proj: linear(heads * d, width), heads: heads,
      keyValueHeads: keyValueHeads)
  }
}

func probesC(_ probe: Probes) {
  probe("frequencies_example") { out in
    for d in [4, 8, 2] {
      let found: Tensor = rotaryFrequencies(headDim: d)
      out.record("shape for d = \(d)", "\(found.shape)")
      for pair in 0..<d / 2 { out.record("d = \(d), pair \(pair)", BenchC.number(found, pair)) }
    }
    out.record("dtype", "\(rotaryFrequencies(headDim: 4).dtype)")
  }

  probe("frequencies_theta") { out in
    for theta in [100_000, 500_000, 1234.5, 99.75] {
      out.record("d = 6, theta = \(theta)", rotaryFrequencies(headDim: 6, theta: theta))
    }
    let sizes = out.surprises(3) { draw in (pairs: draw(1..<64), theta: draw(100..<1_000_000)) }
    for (index, size) in sizes.enumerated() {
      let found: Tensor = rotaryFrequencies(headDim: 2 * size.pairs, theta: Double(size.theta))
      out.record("random size, \(index + 1)", found)
    }
  }

  probe("angles_example") { out in
    let (cos, sin) = rotaryAngles([0, 2], headDim: 4)
    out.record("shape of the cosines", "\(cos.shape)")
    out.record("shape of the sines", "\(sin.shape)")
    for (index, name) in [
      "position 0, pair 0", "position 0, pair 1", "position 2, pair 0", "position 2, pair 1",
    ].enumerated() {
      out.record("cosine, \(name)", BenchC.number(cos, index))
      out.record("sine, \(name)", BenchC.number(sin, index))
    }
  }

  probe("angles_positions") { out in
    for (name, positions) in [
      ("from 0", [0, 1, 2, 3]), ("with gaps", [5, 17, 18, 60]), ("one", [41]), ("falling", [9, 3]),
    ] {
      let (cos, sin) = rotaryAngles(positions, headDim: 6)
      out.record("cosines, \(name)", cos)
      out.record("sines, \(name)", sin)
    }
    let (cos, sin) = rotaryAngles([257, 3001], headDim: 8, theta: 500_000)
    out.record("cosines, far", cos)
    out.record("sines, far", sin)
    let sizes = out.surprises(2) { draw in
      (position: draw(0..<90), pairs: draw(1..<20), theta: draw(50..<200_000))
    }
    for (index, size) in sizes.enumerated() {
      let found = rotaryAngles([size.position], headDim: 2 * size.pairs, theta: Double(size.theta))
      out.record("random cosines, \(index + 1)", found.cos)
      out.record("random sines, \(index + 1)", found.sin)
    }
  }

  probe("rotated_example") { out in
    let x = Tensor([1, 2, 3, 4], shape: [1, 4])
    let (zero, one) = (Tensor([0, 0], shape: [1, 2]), Tensor([1, 1], shape: [1, 2]))
    out.record("a quarter turn", BenchC.text(rotated(x, cos: zero, sin: one)))
    out.record("half a turn", BenchC.text(rotated(x, cos: zero - one, sin: zero)))
    let first: Tensor = rotated(
      x, cos: Tensor([0, 1], shape: [1, 2]), sin: Tensor([1, 0], shape: [1, 2]))
    out.record("a quarter turn of the first pair alone", BenchC.text(first))
    out.record("shape", "\(first.shape)")
  }

  probe("rotated_values") { out in
    BenchC.rotatedShapes(out)
    BenchC.rotatedGradient(out)
  }

  probe("rotated_distance") { out in
    let dice = Generator(seed: out.seed)
    let (q, k) = (BenchC.inputs([1, 8], dice), BenchC.inputs([1, 8], dice))
    func score(_ at: Int, _ other: Int) -> Tensor {
      let (here, there) = (rotaryAngles([at], headDim: 8), rotaryAngles([other], headDim: 8))
      let turned: Tensor = rotated(q, cos: here.cos, sin: here.sin)
      return (turned * rotated(k, cos: there.cos, sin: there.sin)).sum()
    }
    out.record("positions 3 and 1", score(3, 1))
    out.record("positions 13 and 11", score(13, 11))
    out.record("positions 52 and 50", score(52, 50))
    out.record("positions 9 and 1", score(9, 1))
  }

  probe("rotated_float32") { out in
    let dice = Generator(seed: out.seed)
    let x: Tensor = BenchC.inputs([2, 24, 16], dice, 2)
    let (cos, sin) = BenchC.angles(24, 8, dice)
    for type in [DType.bfloat16, .float16] {
      let short: Tensor = x.to(type)
      let exact: Tensor = rotaryEmbedding(
        short.to(.float64), cos: Tensor.cat([cos, cos], dim: -1).to(.float64),
        sin: Tensor.cat([sin, sin], dim: -1).to(.float64))
      let found: Tensor = rotated(short, cos: cos, sin: sin)
      out.record("dtype of turned \(type) numbers", "\(found.dtype)")
      let rounded: [Double] = exact.to(type).doubles()
      let hits: Int = zip(found.doubles(), rounded).filter { $0 == $1 }.count
      out.record(
        "share of \(type) numbers that are as exact as they can be",
        Double(hits) / Double(rounded.count))
    }
  }

  probe("positions_forward") { out in
    try BenchC.positionsWithGaps(out)
    try BenchC.groupedHeads(out)
  }

  probe("positions_theta") { out in
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchC.attention(6, 2, 1, d: 4, dice)
    let x: Tensor = BenchC.inputs([1, 3, 6], dice)
    let positions = [0, 9, 30]
    out.record("theta 100", layer.forward(x, positions: positions, theta: 100))
    out.record("theta 500000", layer.forward(x, positions: positions, theta: 500_000))
    out.record("theta not given", layer.forward(x, positions: positions))
    out.record("theta 10000", layer.forward(x, positions: positions, theta: 10_000))
  }

  probe("positions_values") { out in
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchC.attention(6, 2, 2, d: 4, dice)
    let token: Tensor = BenchC.inputs([1, 1, 6], dice)
    out.record("one token at position 7", layer.forward(token, positions: [7]))
    out.record("one token without a position", layer(token))
  }

  probe("positions_distance") { out in
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchC.attention(6, 4, 2, d: 4, dice)
    let x: Tensor = BenchC.inputs([2, 4, 6], dice)
    out.record("positions 0 1 2 3", layer.forward(x, positions: [0, 1, 2, 3]))
    out.record("positions 40 41 42 43", layer.forward(x, positions: [40, 41, 42, 43]))
    out.record("position 9 for all", layer.forward(x, positions: [9, 9, 9, 9]))
    out.record("position 0 for all", layer.forward(x, positions: [0, 0, 0, 0]))
    out.record("without positions", layer(x))
  }
}

// Scenarios in several parts.
extension BenchC {
  static func rotatedShapes(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let sizes = out.surprises(3) { draw in (tokens: draw(1..<6), pairs: draw(1..<8)) }
    for (index, size) in sizes.enumerated() {
      let (cos, sin) = BenchC.angles(size.tokens, size.pairs, dice)
      let x: Tensor = BenchC.inputs([size.tokens, 2 * size.pairs], dice)
      out.record("random size, \(index + 1)", rotated(x, cos: cos, sin: sin))
    }
    let (cos, sin) = BenchC.angles(4, 3, dice)
    let x: Tensor = BenchC.inputs([2, 3, 4, 6], dice)
    let turned: Tensor = rotated(x, cos: cos, sin: sin)
    out.record("batch and heads", turned)
    out.record("lengths before", (x * x).sum(dim: -1))
    out.record("lengths after", (turned * turned).sum(dim: -1))
    out.record(
      "a view", rotated(BenchC.inputs([2, 4, 3, 6], dice).transposed(1, 2), cos: cos, sin: sin))
    let before: Tensor = BenchC.inputs([4, 6], Generator(seed: out.seed))
    let kept: Tensor = BenchC.inputs([4, 6], Generator(seed: out.seed))
    _ = rotated(kept, cos: cos, sin: sin)
    out.record("x before", before)
    out.record("x after", kept)
  }

  static func rotatedGradient(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let x = Parameter(BenchC.inputs([2, 3, 4], dice))
    let (cos, sin) = BenchC.angles(3, 2, dice)
    let share: Tensor = BenchC.inputs([2, 3, 4], dice)
    ((rotated(x, cos: cos, sin: sin) * share).sum() + x.sum()).backward()
    out.record("gradient of x", x.grad ?? Tensor.zeros([1]))
  }

  static func positionsWithGaps(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layer: SelfAttention = try BenchC.attention(6, 2, 2, d: 4, dice)
    let x: Tensor = BenchC.inputs([2, 4, 6], dice)
    out.record("positions 0 1 2 3", layer.forward(x, positions: [0, 1, 2, 3]))
    out.record("positions 0 1 5 17", layer.forward(x, positions: [0, 1, 5, 17]))
    out.record("without positions", layer(x))
    // What the last token finds tells which of the two was turned.
    for (name, positions) in [("5 0", [5, 0]), ("0 5", [0, 5]), ("3 5", [3, 5])] {
      let two: Tensor = layer.forward(x.narrow(dim: 1, start: 0, length: 2), positions: positions)
      let last: Tensor = two.ndim == 3 ? two.narrow(dim: 1, start: 1, length: 1) : two
      out.record("last of two tokens at \(name)", last)
    }
  }

  static func groupedHeads(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    for (heads, keyValueHeads) in [(4, 2), (3, 1)] {
      let layer: SelfAttention = try BenchC.attention(5, heads, keyValueHeads, d: 6, dice)
      let x: Tensor = BenchC.inputs([2, 3, 5], dice)
      out.record(
        "\(heads) heads, \(keyValueHeads) key-value heads", layer.forward(x, positions: [2, 3, 4]))
    }
  }
}
