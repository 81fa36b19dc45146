import ProbeKit
import TensorKit

// Block D: the cache alone. DForward.swift has the layer that uses it.

/// What the scenarios of this file share.
private enum BenchD {
  typealias Pair = (keys: Tensor, values: Tensor)

  static func inputs(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// Tokens that tell their numbers: the keys are these numbers, the values are larger by 100.
  static func numbered(_ tokens: Range<Int>) -> Pair {
    let keys = Tensor(ints: Array(tokens)).to(.float32).reshape(1, 1, tokens.count, 1)
    return (keys, keys + 100)
  }

  /// `0 1 2`: all elements in row-major order.
  static func text(_ tensor: Tensor) -> String {
    tensor.doubles().map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: " ")
  }

  /// Appends numbered tokens, and tells what is kept then.
  @discardableResult
  static func append(_ tokens: Range<Int>, to cache: KeyValueCache) throws -> Pair {
    let new: Pair = numbered(tokens)
    return try cache.append(new.keys, new.values)
  }

  /// What a cache keeps, as keys / values, seen by a token 9 that is put behind it; or that it threw.
  static func tail(_ cache: KeyValueCache) -> String {
    guard let all = try? append(9..<10, to: cache) else { return "append threw" }
    return "\(text(all.keys)) / \(text(all.values))"
  }

  /// The same after `truncate(to:)`.
  static func tail(_ cache: KeyValueCache, truncatedTo position: Int) -> String {
    do { try cache.truncate(to: position) } catch { return "truncate threw" }
    return tail(cache)
  }
}

func probesD(_ probe: Probes) {
  probe("append_behind") { out in
    try BenchD.appendExample(out)
    try BenchD.appendShapes(out)
  }

  probe("append_lengths") { out in
    let cache = try KeyValueCache()
    for tokens in [0..<3, 3..<4, 4..<6] {
      let all: BenchD.Pair = try BenchD.append(tokens, to: cache)
      let name: String = tokens.map { "\($0)" }.joined(separator: " ")
      out.record("keys after \(name)", BenchD.text(all.keys))
      out.record("values after \(name)", BenchD.text(all.values))
    }
    let dice = Generator(seed: out.seed)
    let other = try KeyValueCache()
    let lengths = out.surprises(4) { draw in draw(1..<4) }
    for (index, tokens) in lengths.enumerated() {
      let shape: [Int] = [2, 3, tokens, 2]
      let (keys, values) = (BenchD.inputs(shape, dice), BenchD.inputs(shape, dice))
      let all: BenchD.Pair = try other.append(keys, values)
      out.record("keys after random length \(index + 1)", all.keys)
      out.record("values after random length \(index + 1)", all.values)
    }
  }

  probe("append_copies") { out in
    let cache = try KeyValueCache()
    let (first, second): (BenchD.Pair, BenchD.Pair) = (
      BenchD.numbered(0..<2), BenchD.numbered(2..<3)
    )
    _ = try cache.append(first.keys, first.values)
    noGrad {
      _ = first.keys.add_(50)
      _ = first.values.add_(50)
    }
    let all: BenchD.Pair = try cache.append(second.keys, second.values)
    out.record("keys", BenchD.text(all.keys))
    out.record("values", BenchD.text(all.values))
    noGrad {
      _ = second.keys.add_(50)
      _ = second.values.add_(50)
    }
    out.record("kept", BenchD.tail(cache))
  }

  probe("append_no_graph") { out in
    let dice = Generator(seed: out.seed)
    let cache = try KeyValueCache()
    for index in 1...2 {
      let keys = Parameter(BenchD.inputs([1, 2, 2, 3], dice))
      let values = Parameter(BenchD.inputs([1, 2, 2, 3], dice))
      let all: BenchD.Pair = try cache.append(keys * 2, values * 2)
      out.record("keys \(index) require a gradient", all.keys.requiresGrad)
      out.record("values \(index) require a gradient", all.values.requiresGrad)
    }
    let plain = try KeyValueCache()
    let keys = Parameter(BenchD.inputs([1, 2, 2, 3], dice))
    let values = Parameter(BenchD.inputs([1, 2, 2, 3], dice))
    let all: BenchD.Pair = try plain.append(keys, values)
    out.record("parameters as keys require a gradient", all.keys.requiresGrad)
    out.record("shape of the keys", "\(all.keys.shape)")
    out.record("parameters as values require a gradient", all.values.requiresGrad)
    out.record("the caller's keys require a gradient", keys.requiresGrad)
  }

  probe("append_refuses") { out in
    let cache = try KeyValueCache()
    let x = Tensor.zeros([2, 3, 2, 4])
    out.rejects("values of another length, at first") {
      _ = try cache.append(x, Tensor.zeros([2, 3, 1, 4]))
    }
    let first: BenchD.Pair = try cache.append(x, x)
    out.record("kept after the first pair", "\(first.keys.shape)")
    out.rejects("another batch") {
      _ = try cache.append(Tensor.ones([1, 3, 1, 4]), Tensor.ones([1, 3, 1, 4]))
    }
    out.rejects("other heads") {
      _ = try cache.append(Tensor.ones([2, 1, 1, 4]), Tensor.ones([2, 1, 1, 4]))
    }
    out.rejects("another head dim") {
      _ = try cache.append(Tensor.ones([2, 3, 1, 5]), Tensor.ones([2, 3, 1, 5]))
    }
    out.rejects("values of another length") {
      _ = try cache.append(Tensor.ones([2, 3, 1, 4]), Tensor.ones([2, 3, 2, 4]))
    }
    out.rejects("values of other heads") {
      _ = try cache.append(Tensor.ones([2, 3, 1, 4]), Tensor.ones([2, 1, 1, 4]))
    }
    out.rejects("another dtype") {
      let other = Tensor.ones([2, 3, 1, 4], dtype: .bfloat16)
      _ = try cache.append(other, other)
    }
    out.rejects("keys of another dtype") {
      _ = try cache.append(Tensor.ones([2, 3, 1, 4], dtype: .bfloat16), Tensor.ones([2, 3, 1, 4]))
    }
    out.rejects("values of another dtype") {
      _ = try cache.append(Tensor.ones([2, 3, 1, 4]), Tensor.ones([2, 3, 1, 4], dtype: .bfloat16))
    }
    let one: Tensor = x.narrow(dim: 2, start: 0, length: 1)
    let none = Tensor.zeros([0])
    let all: BenchD.Pair = (try? cache.append(one, one)) ?? (none, none)
    out.record("keys after it", all.keys)
    out.record("values after it", all.values)
  }

  probe("position_counts") { out in
    let cache = try KeyValueCache()
    out.record("position at first", cache.position)
    out.record("count at first", cache.count)
    for tokens in [0..<3, 3..<4, 4..<6] {
      try BenchD.append(tokens, to: cache)
      out.record("position after \(tokens.upperBound)", cache.position)
      out.record("count after \(tokens.upperBound)", cache.count)
    }
    let other = try KeyValueCache()
    let x = Tensor.zeros([3, 2, 5, 4])
    _ = try other.append(x, x)
    out.record("position after 5 tokens of 3 texts", other.position)
    out.record("count after 5 tokens of 3 texts", other.count)
    out.rejects("other heads") {
      _ = try other.append(Tensor.ones([3, 1, 1, 4]), Tensor.ones([3, 1, 1, 4]))
    }
    out.record("position after an error", other.position)
    out.record("count after an error", other.count)
  }

  probe("truncate_keeps_start") { out in
    try BenchD.truncateMiddle(out)
    try BenchD.truncateEnds(out)
  }

  probe("truncate_refuses") { out in
    let cache = try KeyValueCache()
    out.rejects("1 of an empty cache") { try cache.truncate(to: 1) }
    try BenchD.append(0..<3, to: cache)
    out.rejects("4 of 3") { try cache.truncate(to: 4) }
    out.record("position after an error", cache.position)
    out.record("count after an error", cache.count)
    out.rejects("-1 of 3") { try cache.truncate(to: -1) }
    out.record("position after another error", cache.position)
    out.record("kept", BenchD.tail(cache))
  }

  probe("window_keeps_last") { out in
    let cache = try KeyValueCache(window: 3)
    for tokens in [0..<2, 2..<3, 3..<4, 4..<6, 6..<9] {
      let all: BenchD.Pair = try BenchD.append(tokens, to: cache)
      let name = "after token \(tokens.upperBound - 1)"
      out.record("keys \(name)", BenchD.text(all.keys))
      out.record("values \(name)", BenchD.text(all.values))
    }
    let single = try KeyValueCache(window: 1)
    try BenchD.append(0..<1, to: single)
    out.record("window of 1", BenchD.tail(single))
    let wide = try KeyValueCache(window: 9)
    try BenchD.append(0..<2, to: wide)
    out.record("window of 9", BenchD.tail(wide))
  }

  probe("window_position") { out in
    let cache = try KeyValueCache(window: 3)
    for tokens in [0..<2, 2..<4, 4..<5, 5..<8] {
      try BenchD.append(tokens, to: cache)
      out.record("position after \(tokens.upperBound) tokens", cache.position)
      out.record("count after \(tokens.upperBound) tokens", cache.count)
    }
  }

  probe("window_refuses") { out in
    out.rejects("window 0") { _ = try KeyValueCache(window: 0) }
    out.rejects("window -1") { _ = try KeyValueCache(window: -1) }
    let cache = try KeyValueCache(window: 2)
    out.rejects("3 tokens in a window of 2, at first") { try BenchD.append(0..<3, to: cache) }
    out.record("position at first", cache.position)
    try BenchD.append(0..<2, to: cache)
    out.rejects("3 tokens in a window of 2") { try BenchD.append(2..<5, to: cache) }
    out.record("position", cache.position)
    out.record("count", cache.count)
    out.record("kept", BenchD.tail(cache))
  }

  probe("window_truncate") { out in
    let cache = try KeyValueCache(window: 4)
    for tokens in [0..<4, 4..<7] { try BenchD.append(tokens, to: cache) }
    // 3 4 5 6 are kept.
    out.rejects("2, which was dropped") { try cache.truncate(to: 2) }
    out.rejects("8, which lies ahead") { try cache.truncate(to: 8) }
    out.record("position after errors", cache.position)
    out.record("count after errors", cache.count)
    for position in [5, 3] {
      try? cache.truncate(to: position)
      out.record("position after truncate(to \(position))", cache.position)
      out.record("count after truncate(to \(position))", cache.count)
      out.record("kept after truncate(to \(position))", BenchD.tail(cache))
    }
  }

  probe("copy_same") { out in
    let cache = try KeyValueCache(window: 3)
    let empty: KeyValueCache = try cache.copy()
    out.record("position of an empty copy", empty.position)
    try BenchD.append(0..<3, to: cache)
    try BenchD.append(3..<5, to: cache)
    let other: KeyValueCache = try cache.copy()
    out.record("another object", other !== cache)
    out.record("position of the copy", other.position)
    out.record("count of the copy", other.count)
    out.record("window of the copy", other.window ?? -1)
    out.record("kept by the copy", BenchD.tail(other))
    let plain: KeyValueCache = try KeyValueCache().copy()
    try BenchD.append(0..<5, to: plain)
    out.record("copy without a window", BenchD.tail(plain))
    let second: KeyValueCache = try plain.copy()
    out.record("copy of that one", BenchD.tail(second))
  }

  probe("copy_apart") { out in
    let prompt = try KeyValueCache()
    try BenchD.append(0..<3, to: prompt)
    let (one, two): (KeyValueCache, KeyValueCache) = (try prompt.copy(), try prompt.copy())
    try BenchD.append(3..<4, to: one)
    try BenchD.append(5..<7, to: two)
    try? one.truncate(to: 2)
    out.record("position of the prompt", prompt.position)
    out.record("position of one copy", one.position)
    out.record("position of the other", two.position)
    out.record("kept by one copy", BenchD.tail(one))
    out.record("kept by the other", BenchD.tail(two))
    out.record("kept by the prompt", BenchD.tail(prompt, truncatedTo: 1))
    out.record("kept by the other copy, later", BenchD.tail(two))
    // What append returned may be the cache's own tensors.
    let source = try KeyValueCache()
    let all: BenchD.Pair = try BenchD.append(0..<2, to: source)
    let third: KeyValueCache = try source.copy()
    noGrad {
      _ = all.keys.add_(50)
      _ = all.values.add_(50)
    }
    out.record("kept by a copy when the original's tensors change", BenchD.tail(third))
  }
}

// Scenarios in several parts.
extension BenchD {
  /// Two appends of as many tokens each, so that another dimension that grows shows as what it is.
  static func appendExample(_ out: Recorder) throws {
    let cache = try KeyValueCache()
    let first: BenchD.Pair = try BenchD.append(0..<2, to: cache)
    out.record("keys after 0 1", BenchD.text(first.keys))
    out.record("values after 0 1", BenchD.text(first.values))
    let second: BenchD.Pair = try BenchD.append(2..<4, to: cache)
    out.record("shape after 2 3", "\(second.keys.shape)")
    out.record("keys after 2 3", BenchD.text(second.keys))
    out.record("values after 2 3", BenchD.text(second.values))
  }

  static func appendShapes(_ out: Recorder) throws {
    let dice = Generator(seed: out.seed)
    for (batch, heads, tokens, d) in [(1, 2, 1, 3), (2, 3, 2, 4), (3, 1, 3, 1)] {
      let cache = try KeyValueCache()
      let shape: [Int] = [batch, heads, tokens, d]
      for index in 1...2 {
        let (keys, values) = (BenchD.inputs(shape, dice), BenchD.inputs(shape, dice))
        let all: BenchD.Pair = try cache.append(keys, values)
        out.record("keys \(index) of \(shape)", all.keys)
        out.record("values \(index) of \(shape)", all.values)
      }
    }
    let cache = try KeyValueCache()
    for _ in 0..<2 {
      let x: Tensor = BenchD.inputs([2, 2, 3, 4], dice).transposed(1, 2).to(.bfloat16)
      let all: BenchD.Pair = try cache.append(x, -x)
      out.record("dtype of keys", "\(all.keys.dtype)")
      out.record("views in bfloat16", all.values)
    }
  }

  static func truncateMiddle(_ out: Recorder) throws {
    let cache = try KeyValueCache()
    try BenchD.append(0..<5, to: cache)
    try cache.truncate(to: 3)
    out.record("position", cache.position)
    out.record("count", cache.count)
    out.record("kept", BenchD.tail(cache))
    out.record("position after it", cache.position)
    out.record("kept after truncate(to 4)", BenchD.tail(cache, truncatedTo: 4))
    out.record("kept after truncate(to 1)", BenchD.tail(cache, truncatedTo: 1))
  }

  static func truncateEnds(_ out: Recorder) throws {
    let cache = try KeyValueCache()
    out.record("an empty cache after truncate(to 0)", BenchD.tail(cache, truncatedTo: 0))
    let three = try KeyValueCache()
    try BenchD.append(0..<3, to: three)
    out.record("kept after truncate(to 3) of 3", BenchD.tail(three, truncatedTo: 3))
    try? three.truncate(to: 0)
    out.record("position after truncate(to 0)", three.position)
    out.record("count after truncate(to 0)", three.count)
    out.record("kept after truncate(to 0)", BenchD.tail(three))
  }
}
