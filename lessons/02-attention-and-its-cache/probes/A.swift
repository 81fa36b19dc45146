import ProbeKit
import TensorKit

// Block A: from queries and keys to a mix of the values. All numbers come from `dice`.

/// What the scenarios of this file share.
private enum BenchA {
  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// One element, in row-major order; NaN where there is none.
  static func number(_ tensor: Tensor, _ index: Int) -> Double {
    let values: [Double] = tensor.doubles()
    return index < values.count ? values[index] : .nan
  }

  /// By what the student's numbers are to be divided for these ones; NaN where shapes differ.
  static func factor(_ found: Tensor, of plain: Tensor) -> Double {
    guard found.shape == plain.shape else { return .nan }
    let pairs = zip(found.doubles(), plain.doubles())
    let (product, square) = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.1 * $1.1) }
    return product / square
  }

  /// `100 110 111`: a row of ones and zeros for each query.
  static func rows(_ mask: Tensor) -> String {
    guard mask.ndim == 2 else { return "shape \(mask.shape)" }
    let (values, width): ([Double], Int) = (mask.doubles(), mask.shape[1])
    return (0..<mask.shape[0]).map { row in
      values[row * width..<(row + 1) * width].map { $0 == 0 ? "0" : "1" }.joined()
    }.joined(separator: " ")
  }

  static func mask(_ rows: [[Int]]) -> Tensor {
    Tensor(bools: rows.flatMap { $0 }.map { $0 == 1 }, shape: [rows.count, rows[0].count])
  }

  /// The share of elements that are the nearest number of their type to the exact ones.
  static func nearest(_ found: Tensor, _ exact: Tensor) -> Double {
    let rounded: [Double] = exact.to(found.dtype).doubles()
    guard found.shape == exact.shape else { return .nan }
    let hits: Int = zip(found.doubles(), rounded).filter { $0 == $1 }.count
    return Double(hits) / Double(rounded.count)
  }
}

func probesA(_ probe: Probes) {
  probe("scores_scale") { out in
    BenchA.scoresExample(out)
    BenchA.scoresScale(out)
  }

  probe("scores_shapes") { out in
    let dice = Generator(seed: out.seed)
    let sizes = out.surprises(3) { draw in
      (queries: draw(1..<6), keys: draw(1..<8), d: draw(1..<12))
    }
    for (index, size) in sizes.enumerated() {
      let q: Tensor = BenchA.inputs([size.queries, size.d], dice)
      let k: Tensor = BenchA.inputs([size.keys, size.d], dice)
      out.record("matrices, \(index + 1)", attentionScores(q, k))
    }
    let (q, k) = (BenchA.inputs([2, 3, 4, 7], dice), BenchA.inputs([2, 3, 5, 7], dice))
    out.record("batch and heads", attentionScores(q, k))
    out.record("three dimensions", attentionScores(q[0], k[0]))
    // Views that are not contiguous.
    let turned: Tensor = BenchA.inputs([2, 4, 3, 7], dice).transposed(1, 2)
    out.record("a view", attentionScores(turned, k))
    out.record("bfloat16", attentionScores(q.to(.bfloat16), k.to(.bfloat16)))
  }

  probe("mask_square") { out in
    let mask: Tensor = causalMask(queries: 3, keys: 3)
    out.record("causalMask(queries: 3, keys: 3)", BenchA.rows(mask))
    out.record("causalMask(queries: 1, keys: 1)", BenchA.rows(causalMask(queries: 1, keys: 1)))
    out.record("dtype", "\(mask.dtype)")
  }

  probe("mask_right_end") { out in
    BenchA.moreKeys(out)
    BenchA.moreQueries(out)
  }

  probe("weights_softmax") { out in
    BenchA.weightsExample(out)
    BenchA.weightsOfMany(out)
    BenchA.largeScores(out)
  }

  probe("weights_masks") { out in
    let dice = Generator(seed: out.seed)
    let scores: Tensor = BenchA.inputs([2, 3, 2, 4], dice, 2)
    let each: Tensor = BenchA.mask([
      [1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0], [0, 1, 1, 0],
    ]).reshape(2, 1, 2, 4)
    out.record("a mask for each text", attentionWeights(scores, mask: each))
    let keys: Tensor = BenchA.mask([[0, 1, 1, 0]]).reshape(4)
    out.record("a mask of keys", attentionWeights(scores, mask: keys))
    let heads: Tensor = BenchA.mask([
      [1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [1, 1, 1, 1], [0, 1, 0, 1],
    ]).reshape(3, 2, 4)
    out.record("a mask for each head", attentionWeights(scores, mask: heads))
    out.record("scores before", BenchA.inputs([3, 4], Generator(seed: out.seed)))
    let kept: Tensor = BenchA.inputs([3, 4], Generator(seed: out.seed))
    let mask: Tensor = BenchA.mask([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]])
    out.record("mask before", mask)
    _ = attentionWeights(kept, mask: mask)
    out.record("scores after", kept)
    out.record("mask after", mask)
  }

  probe("weights_masked_zero") { out in
    let mask: Tensor = BenchA.mask([[1, 1, 0, 0]])
    for (name, open, masked) in [
      ("scores of 0", 0.0, 0.0), ("scores of -150", -150, 50), ("scores of -20000", -2e4, 300),
      ("scores of -3e10", -3e10, 1e10),
    ] {
      let scores = Tensor([open, open, masked, 0], shape: [1, 4], dtype: .float32)
      let weights: Tensor = attentionWeights(scores, mask: mask)
      out.record(
        "largest masked weight, \(name)", max(BenchA.number(weights, 2), BenchA.number(weights, 3)))
      out.record("weight of each of two keys, \(name)", BenchA.number(weights, 1))
    }
  }

  probe("weights_empty_row") { out in
    BenchA.emptyRows(out)
    BenchA.weightsGradient(out)
  }

  probe("weights_float32") { out in
    let dice = Generator(seed: out.seed)
    let mask: Tensor = Tensor.ones([24, 40], dtype: .bool).tril(16)
    for type in [DType.bfloat16, .float16] {
      let scores: Tensor = BenchA.inputs([2, 24, 40], dice, 4).to(type)
      let exact: Tensor = softmax(
        scores.to(.float64).maskedFill(~mask, -Double.infinity), dim: -1)
      let weights: Tensor = attentionWeights(scores, mask: mask)
      out.record("dtype of the weights of \(type) scores", "\(weights.dtype)")
      out.record(
        "share of \(type) weights that are as exact as they can be", BenchA.nearest(weights, exact))
    }
    let single: Tensor = BenchA.inputs([24, 40], dice, 4)
    out.record(
      "dtype of the weights of float32 scores", "\(attentionWeights(single, mask: mask).dtype)")
  }

  probe("attention_values") { out in
    BenchA.firstToken(out)
    BenchA.attentionValues(out)
  }

  probe("attention_no_future") { out in
    let dice = Generator(seed: out.seed)
    let (q, k, v) = (
      BenchA.inputs([2, 5, 4], dice, 2), BenchA.inputs([2, 5, 4], dice, 2),
      BenchA.inputs([2, 5, 4], dice)
    )
    let later: Tensor = (Tensor.arange(5).reshape(5, 1) .> 2).to(.float32) * 3
    let before: Tensor = attention(q, k, v)
    let after: Tensor = attention(q, k + later, v - later)
    for (name, found) in [("before", before), ("after", after)] {
      let early: Tensor = found.ndim == 3 ? found.narrow(dim: 1, start: 0, length: 3) : found
      out.record("first three outputs \(name)", early)
      let late: Tensor = found.ndim == 3 ? found.narrow(dim: 1, start: 3, length: 2) : found
      out.record("last two outputs \(name)", late)
    }
  }

  probe("attention_last_queries") { out in
    let dice = Generator(seed: out.seed)
    let (q, k, v) = (
      BenchA.inputs([2, 6, 5], dice, 2), BenchA.inputs([2, 6, 5], dice, 2),
      BenchA.inputs([2, 6, 5], dice)
    )
    let all: Tensor = attention(q, k, v)
    for length in [1, 2, 4] {
      let last: Tensor = attention(q.narrow(dim: 1, start: 6 - length, length: length), k, v)
      out.record("\(length) last", last)
      let same: Tensor = all.ndim == 3 ? all.narrow(dim: 1, start: 6 - length, length: length) : all
      out.record("\(length) last of all", same)
    }
  }

  probe("attention_gradients") { out in
    let dice = Generator(seed: out.seed)
    let (q, k, v) = (
      Parameter(BenchA.inputs([2, 4, 3], dice, 2)), Parameter(BenchA.inputs([2, 4, 3], dice, 2)),
      Parameter(BenchA.inputs([2, 4, 3], dice))
    )
    let share: Tensor = BenchA.inputs([2, 4, 3], dice)
    ((attention(q, k, v) * share).sum() + q.sum() + k.sum() + v.sum()).backward()
    for (name, input) in [("queries", q), ("keys", k), ("values", v)] {
      out.record("gradient of the \(name)", input.grad ?? Tensor.zeros([1]))
    }
  }
}

// Scenarios in several parts.
extension BenchA {
  static func scoresExample(_ out: Recorder) {
    let q = Tensor([1, 2, 0, 1], shape: [1, 4])
    let k = Tensor([1, 0, 2, 1, 2, 1, 1, 3], shape: [2, 4])
    let scores: Tensor = attentionScores(q, k)
    out.record("shape", "\(scores.shape)")
    out.record("first key", BenchA.number(scores, 0))
    out.record("second key", BenchA.number(scores, 1))
  }

  static func scoresScale(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    for d in [9, 5, 16, 1] {
      let (q, k) = (BenchA.inputs([3, d], dice), BenchA.inputs([4, d], dice))
      let scores: Tensor = attentionScores(q, k)
      out.record("factor for d = \(d)", BenchA.factor(scores, of: matmul(q, k.T)))
    }
    // Many heads side by side: d is one head's.
    let (q, k) = (BenchA.inputs([1, 6, 2, 4], dice), BenchA.inputs([1, 6, 3, 4], dice))
    let plain: Tensor = matmul(q, k.transposed(-2, -1))
    out.record("factor for 6 heads of d = 4", BenchA.factor(attentionScores(q, k), of: plain))
  }

  static func moreKeys(_ out: Recorder) {
    out.record("causalMask(queries: 2, keys: 5)", BenchA.rows(causalMask(queries: 2, keys: 5)))
    out.record("causalMask(queries: 1, keys: 4)", BenchA.rows(causalMask(queries: 1, keys: 4)))
    let sizes = out.surprises(4) { draw in (queries: draw(1..<7), more: draw(0..<6)) }
    for (index, size) in sizes.enumerated() {
      let mask: Tensor = causalMask(queries: size.queries, keys: size.queries + size.more)
      out.record("random size, \(index + 1)", mask)
    }
  }

  static func moreQueries(_ out: Recorder) {
    out.record("causalMask(queries: 3, keys: 2)", BenchA.rows(causalMask(queries: 3, keys: 2)))
    out.record("causalMask(queries: 4, keys: 1)", BenchA.rows(causalMask(queries: 4, keys: 1)))
  }

  static func weightsExample(_ out: Recorder) {
    let scores = Tensor([0, 1.0986123, 5], shape: [1, 3])
    let weights: Tensor = attentionWeights(scores, mask: BenchA.mask([[1, 1, 0]]))
    out.record("shape", "\(weights.shape)")
    for (index, name) in ["first key", "second key", "masked key"].enumerated() {
      out.record(name, BenchA.number(weights, index))
    }
  }

  static func weightsOfMany(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let scores: Tensor = BenchA.inputs([2, 3, 4, 5], dice, 3)
    let mask = BenchA.mask([
      [1, 0, 0, 1, 0], [1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [1, 1, 1, 1, 1],
    ])
    let weights: Tensor = attentionWeights(scores, mask: mask)
    out.record("weights", weights)
    out.record("sum of each row", weights.sum(dim: -1))
    out.record("one", Tensor.ones([2, 3, 4]))
    out.record("matrix", attentionWeights(scores[1, 2], mask: mask))
    let one: Tensor = attentionWeights(
      scores[0, 0].narrow(dim: 0, start: 0, length: 1), mask: mask[3])
    out.record("all keys of one query", one)
    out.record("a view", attentionWeights(scores.transposed(0, 1), mask: mask))
  }

  static func largeScores(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let scores: Tensor = BenchA.inputs([3, 4], dice, 2)
    let mask: Tensor = BenchA.mask([[1, 0, 0, 1], [1, 1, 0, 0], [1, 1, 1, 1]])
    for shift in [512.0, -512] {
      out.record("scores + \(Int(shift))", attentionWeights(scores + shift, mask: mask))
    }
  }

  static func emptyRows(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let scores: Tensor = BenchA.inputs([2, 3, 4], dice, 2)
    let mask: Tensor = BenchA.mask([[0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]])
    let weights: Tensor = attentionWeights(scores, mask: mask)
    out.record("weights", weights)
    for (name, row) in [("first query", 0), ("last query", 2)] {
      out.record("\(name), which sees no key", BenchA.number(weights, row * 4 + 1))
    }
    let none: Tensor = attentionWeights(scores[0], mask: BenchA.mask([[0, 0, 0, 0]]))
    out.record("no key for any query", none)
    out.record("in bfloat16", attentionWeights(scores.to(.bfloat16), mask: mask))
  }

  static func weightsGradient(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let mask: Tensor = BenchA.mask([[0, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1]])
    let scores = Parameter(BenchA.inputs([3, 4], dice, 2))
    let share: Tensor = BenchA.inputs([3, 4], dice)
    ((attentionWeights(scores, mask: mask) * share).sum() + scores.sum()).backward()
    let gradient: Tensor = scores.grad ?? Tensor.zeros([1])
    out.record("gradient of the scores", gradient)
    out.record("NaN in that gradient", gradient.doubles().filter { $0.isNaN }.count)
  }

  static func firstToken(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let (q, k, v) = (
      BenchA.inputs([2, 3, 4, 6], dice, 2), BenchA.inputs([2, 3, 4, 6], dice, 2),
      BenchA.inputs([2, 3, 4, 6], dice)
    )
    let found: Tensor = attention(q, k, v)
    out.record("shape", "\(found.shape)")
    let first: Tensor = found.ndim == 4 ? found.narrow(dim: 2, start: 0, length: 1) : found
    out.record("found by the first query", first)
    out.record("first value", v.narrow(dim: 2, start: 0, length: 1))
  }

  static func attentionValues(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let sizes = out.surprises(3) { draw in
      (batch: draw(1..<4), tokens: draw(2..<7), d: draw(1..<10))
    }
    for (index, size) in sizes.enumerated() {
      let shape: [Int] = [size.batch, 2, size.tokens, size.d]
      let (q, k) = (BenchA.inputs(shape, dice, 2), BenchA.inputs(shape, dice, 2))
      out.record("random size, \(index + 1)", attention(q, k, BenchA.inputs(shape, dice)))
    }
    let (q, k, v) = (
      BenchA.inputs([5, 3], dice, 2), BenchA.inputs([5, 3], dice, 2), BenchA.inputs([5, 3], dice)
    )
    out.record("matrices", attention(q, k, v))
    let turned: Tensor = BenchA.inputs([2, 4, 3, 5], dice, 2).transposed(1, 2)
    out.record("views", attention(turned, turned * 0.5, turned))
    out.record("bfloat16", attention(q.to(.bfloat16), k.to(.bfloat16), v.to(.bfloat16)))
  }
}
