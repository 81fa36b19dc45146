import ProbeKit
import TensorKit

// Block B: several heads, and the layer around them.

/// What the scenarios of this file share.
private enum BenchB {
  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// 0, 1, 2 … in this shape.
  static func counted(_ shape: [Int]) -> Tensor {
    Tensor.arange(shape.reduce(1, *)).to(.float32).reshape(shape)
  }

  /// `0 1 4 5`: all elements in row-major order.
  static func text(_ tensor: Tensor) -> String {
    tensor.doubles().map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " ")
  }

  /// The four layers of an attention.
  struct Layers {
    var q, k, v, o: Linear

    func attention(_ heads: Int, _ keyValueHeads: Int) throws -> SelfAttention {
      try SelfAttention(
        q_proj: q, k_proj: k, v_proj: v, o_proj: o, heads: heads, keyValueHeads: keyValueHeads)
    }
  }

  /// Linears with numbers for which scores are of size 1.
  static func linear(_ inputs: Int, _ outputs: Int, _ dice: Generator, bias: Bool = false) -> Linear
  {
    let weight: Tensor = self.inputs([outputs, inputs], dice, 3 / Double(inputs).squareRoot())
    return Linear(weight: weight, bias: bias ? self.inputs([outputs], dice) : nil)
  }

  static func layers(
    width: Int, heads: Int, keyValueHeads: Int, d: Int, _ dice: Generator, bias: Bool = false
  ) -> Layers {
    Layers(
      q: linear(width, heads * d, dice, bias: bias),
      k: linear(width, keyValueHeads * d, dice, bias: bias),
      v: linear(width, keyValueHeads * d, dice, bias: bias),
      o: linear(heads * d, width, dice, bias: bias))
  }

  /// A wrong set of options; the layers have 8 inputs, 4 heads of 2 and 2 key-value heads.
  static func refused(
    _ dice: Generator, q: Int = 8, k: Int = 4, v: Int = 4, o: Int = 8, heads: Int = 4,
    keyValueHeads: Int = 2
  ) throws {
    let layers = Layers(
      q: linear(8, q, dice), k: linear(8, k, dice), v: linear(8, v, dice), o: linear(o, 8, dice))
    _ = try layers.attention(heads, keyValueHeads)
  }
}

func probesB(_ probe: Probes) {
  probe("split_heads") { out in
    BenchB.splitExample(out)
    BenchB.splitShapes(out)
  }

  probe("merge_heads") { out in
    BenchB.mergeExample(out)
    BenchB.mergeShapes(out)
  }

  probe("repeat_heads") { out in
    BenchB.repeatExample(out)
    BenchB.repeatShapes(out)
  }

  probe("attention_registers") { out in
    try BenchB.registered(out)
    try BenchB.unchanged(out)
  }

  probe("attention_refuses") { out in
    let dice = Generator(seed: out.seed)
    var refused: [String] = []
    for (heads, keyValueHeads) in [(1, 1), (4, 1), (4, 4), (3, 3), (6, 2)] {
      let layers = BenchB.layers(width: 5, heads: heads, keyValueHeads: keyValueHeads, d: 3, dice)
      do { _ = try layers.attention(heads, keyValueHeads) } catch {
        refused.append("heads \(heads), keyValueHeads \(keyValueHeads)")
      }
    }
    out.record("refused", refused)
    // As wide as heads of 8 / 3 = 2 numbers would be: what is left over tells.
    out.rejects("3 heads for 8 queries") {
      try BenchB.refused(dice, k: 6, v: 6, heads: 3, keyValueHeads: 3)
    }
    out.rejects("3 heads for 8 queries, with 6 inputs of o_proj") {
      try BenchB.refused(dice, k: 6, v: 6, o: 6, heads: 3, keyValueHeads: 3)
    }
    out.rejects("3 key-value heads for 4 heads") {
      try BenchB.refused(dice, k: 6, v: 6, keyValueHeads: 3)
    }
    out.rejects("8 key-value heads for 4 heads") {
      try BenchB.refused(dice, k: 16, v: 16, keyValueHeads: 8)
    }
    out.rejects("k_proj as wide as q_proj") { try BenchB.refused(dice, k: 8, v: 4) }
    out.rejects("v_proj as wide as q_proj") { try BenchB.refused(dice, k: 4, v: 8) }
    out.rejects("k_proj and v_proj too narrow") { try BenchB.refused(dice, k: 2, v: 2) }
    out.rejects("o_proj of 4 inputs") { try BenchB.refused(dice, o: 4) }
    out.rejects("-2 key-value heads") { try BenchB.refused(dice, keyValueHeads: -2) }
    out.rejects("-4 heads") { try BenchB.refused(dice, heads: -4, keyValueHeads: -2) }
    // Last: without a guard these stop the program.
    out.rejects("no key-value heads") { try BenchB.refused(dice, keyValueHeads: 0) }
    out.rejects("no heads") { try BenchB.refused(dice, heads: 0) }
  }

  probe("forward_one_head") { out in
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 6, heads: 1, keyValueHeads: 1, d: 4, dice)
    let layer: SelfAttention = try layers.attention(1, 1)
    let x: Tensor = BenchB.inputs([2, 5, 6], dice)
    let y: Tensor = layer(x)
    out.record("shape", "\(y.shape)")
    out.record("output", y)
    // One token alone finds its own value, whatever the queries and keys are.
    let token: Tensor = BenchB.inputs([1, 1, 6], dice)
    out.record("one token alone", layer(token))
    out.record("o_proj(v_proj(x))", layers.o(layers.v(token)))
  }

  probe("forward_heads") { out in
    try BenchB.severalHeads(out)
    try BenchB.inBfloat16(out)
  }

  probe("forward_grouped") { out in
    let dice = Generator(seed: out.seed)
    // One number a head; a value is the number of its key-value head, and o_proj leaves it as it is.
    let numbered = BenchB.Layers(
      q: BenchB.linear(4, 4, dice), k: BenchB.linear(4, 2, dice),
      v: Linear(weight: Tensor.zeros([2, 4]), bias: Tensor([0, 1])),
      o: Linear(weight: Tensor.eye(4)))
    let served: Tensor = try numbered.attention(4, 2)(BenchB.inputs([1, 1, 4], dice))
    out.record("key-value heads of 4 heads", BenchB.text(served))
    for (heads, keyValueHeads) in [(4, 2), (6, 3), (6, 2), (3, 1), (4, 1)] {
      let layers = BenchB.layers(width: 5, heads: heads, keyValueHeads: keyValueHeads, d: 2, dice)
      let x: Tensor = BenchB.inputs([2, 4, 5], dice)
      let y: Tensor = try layers.attention(heads, keyValueHeads)(x)
      out.record("\(heads) heads, \(keyValueHeads) key-value heads", y)
    }
  }

  probe("forward_no_future") { out in
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 6, heads: 2, keyValueHeads: 1, d: 3, dice)
    let layer: SelfAttention = try layers.attention(2, 1)
    let x: Tensor = BenchB.inputs([2, 5, 6], dice)
    let whole: Tensor = layer(x)
    out.record(
      "first three of five tokens",
      whole.ndim == 3 ? whole.narrow(dim: 1, start: 0, length: 3) : whole)
    out.record("three tokens alone", layer(x.narrow(dim: 1, start: 0, length: 3)))
    out.record(
      "second text of two", whole.ndim == 3 ? whole.narrow(dim: 0, start: 1, length: 1) : whole)
    out.record("second text alone", layer(x.narrow(dim: 0, start: 1, length: 1)))
  }

  probe("forward_layers_later") { out in
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 6, heads: 2, keyValueHeads: 2, d: 3, dice)
    let layer: SelfAttention = try layers.attention(2, 2)
    let x: Tensor = BenchB.inputs([1, 4, 6], dice)
    out.record("before", layer(x))
    for (name, linear) in [
      ("q_proj", layers.q), ("k_proj", layers.k), ("v_proj", layers.v), ("o_proj", layers.o),
    ] {
      let weight: Tensor = BenchB.inputs(linear.weight.shape, dice, 1.2)
      noGrad { _ = linear.weight.copy_(weight) }
      out.record("after \(name) changed", layer(x))
    }
  }

  probe("forward_gradients") { out in
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 12, heads: 4, keyValueHeads: 2, d: 3, dice, bias: true)
    let layer: SelfAttention = try layers.attention(4, 2)
    let x = Parameter(BenchB.inputs([2, 4, 12], dice))
    let share: Tensor = BenchB.inputs([2, 4, 12], dice)
    ((layer(x) * share).sum() + x.sum()).backward()
    out.record("gradient of x", x.grad ?? Tensor.zeros([1]))
    out.record(
      "gradients",
      gradientsOf: [
        "q_proj": layers.q.weight, "k_proj": layers.k.weight, "v_proj": layers.v.weight,
        "o_proj": layers.o.weight,
      ])
  }
}

// Scenarios in several parts.
extension BenchB {
  static func splitExample(_ out: Recorder) {
    let heads: Tensor = splitHeads(BenchB.counted([1, 2, 4]), heads: 2)
    out.record("shape", "\(heads.shape)")
    out.record("0 ... 7 in two heads", BenchB.text(heads))
  }

  static func splitShapes(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    for (heads, shape) in [(3, [2, 5, 12]), (1, [2, 3, 4]), (4, [1, 1, 4]), (2, [3, 4, 10])] {
      out.record("\(shape) in \(heads)", splitHeads(BenchB.inputs(shape, dice), heads: heads))
    }
    let view: Tensor = BenchB.inputs([2, 6, 5], dice).transposed(1, 2)
    out.record("a view in 3", splitHeads(view, heads: 3))
    out.record("bfloat16 in 2", splitHeads(view.to(.bfloat16), heads: 2))
  }

  static func mergeExample(_ out: Recorder) {
    let merged: Tensor = mergeHeads(BenchB.counted([1, 2, 3, 2]))
    out.record("shape", "\(merged.shape)")
    out.record("two heads of 3 tokens", BenchB.text(merged))
  }

  static func mergeShapes(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    for (heads, shape) in [(3, [2, 5, 12]), (1, [2, 3, 4]), (4, [3, 1, 4])] {
      let x: Tensor = BenchB.inputs(shape, dice)
      let turned: Tensor = x.reshape(shape[0], shape[1], heads, shape[2] / heads).transposed(1, 2)
      out.record("\(heads) heads, merged", mergeHeads(turned))
      out.record("\(heads) heads, before", x)
      out.record("\(heads) heads in a copy, merged", mergeHeads(turned.contiguous()))
    }
    let x: Tensor = BenchB.inputs([2, 3, 4, 5], dice)
    out.record("a view", mergeHeads(x.transposed(2, 3)))
    out.record("bfloat16", mergeHeads(x.to(.bfloat16)))
  }

  static func repeatExample(_ out: Recorder) {
    let repeated: Tensor = repeatHeads(BenchB.counted([1, 2, 1, 1]), times: 2)
    out.record("shape", "\(repeated.shape)")
    out.record("two heads, times 2", BenchB.text(repeated))
    let three: Tensor = repeatHeads(BenchB.counted([1, 3, 1, 1]), times: 3)
    out.record("three heads, times 3", BenchB.text(three))
  }

  static func repeatShapes(_ out: Recorder) {
    let dice = Generator(seed: out.seed)
    let x: Tensor = BenchB.inputs([2, 2, 4, 3], dice)
    for times in [1, 2, 3] { out.record("times \(times)", repeatHeads(x, times: times)) }
    out.record("a view, times 2", repeatHeads(x.transposed(1, 2), times: 2))
    out.record("bfloat16, times 2", repeatHeads(x.to(.bfloat16), times: 2))
    let kept = Parameter(BenchB.inputs([1, 2, 2, 2], dice))
    let share: Tensor = BenchB.inputs([1, 6, 2, 2], dice)
    ((repeatHeads(kept, times: 3) * share).sum() + kept.sum()).backward()
    out.record("gradient", kept.grad ?? Tensor.zeros([1]))
  }

  static func registered(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 6, heads: 4, keyValueHeads: 2, d: 3, dice, bias: true)
    let layer: SelfAttention = try layers.attention(4, 2)
    let given = [
      ("q_proj", layers.q), ("k_proj", layers.k), ("v_proj", layers.v), ("o_proj", layers.o),
    ]
    for (name, linear) in given {
      let found: Module? = layer.childIfPresent(name)
      let said: String = found === linear ? "the layer given" : "another layer"
      out.record(name, found == nil ? "no layer" : said)
    }
    out.record("parameters", layer.namedParameters().map { $0.name })
  }

  static func unchanged(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 6, heads: 2, keyValueHeads: 2, d: 3, dice, bias: true)
    out.record("weight before", layers.q.weight)
    for (name, options) in [("built", (2, 2)), ("refused", (4, 4))] {
      _ = try? layers.attention(options.0, options.1)
      let all: [Linear] = [layers.q, layers.k, layers.v, layers.o]
      let trainable: [Bool] = all.flatMap { $0.parameters().map { $0.requiresGrad } }
      out.record("trainable after \(name)", trainable.filter { $0 }.count)
      out.record("training after \(name)", all.filter { $0.training }.count)
    }
    out.record("weight after", layers.q.weight)
  }

  static func severalHeads(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    for (heads, d) in [(2, 3), (4, 2), (3, 5)] {
      let layers = BenchB.layers(width: 7, heads: heads, keyValueHeads: heads, d: d, dice)
      let x: Tensor = BenchB.inputs([2, 5, 7], dice)
      out.record("\(heads) heads of \(d)", try layers.attention(heads, heads)(x))
    }
    let biased = BenchB.layers(width: 4, heads: 2, keyValueHeads: 2, d: 2, dice, bias: true)
    out.record("with biases", try biased.attention(2, 2)(BenchB.inputs([1, 4, 4], dice)))
  }

  static func inBfloat16(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    let layers = BenchB.layers(width: 8, heads: 4, keyValueHeads: 2, d: 4, dice)
    let layer: SelfAttention = try layers.attention(4, 2)
    layer.to(.bfloat16)
    let x: Tensor = BenchB.inputs([2, 6, 8], dice).to(.bfloat16)
    out.record("output", layer(x))
  }
}
