import ProbeKit
import TensorKit

// Block A, eight bits. Values that are compared to the bit lie well inside the interval that rounds to
// them, so that it does not matter in which order somebody divides and multiplies.

/// What the scenarios of this file share.
private enum BenchA {
  static func uniform(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  /// A weight of rows whose largest absolute values are `absmax`, each at a place of its own and of
  /// either sign; the other numbers lie within 0.4 steps of a whole number of steps.
  static func weight(columns: Int, absmax: [Double], _ dice: Generator) -> Tensor {
    var values: [Double] = []
    for largest in absmax {
      var row: [Double] = (0..<columns).map { _ in Double(Probes.randint(-126..<127, dice)) }
      let rest: [Double] = uniform([columns], dice, 0.4).doubles()
      for index in 0..<columns { row[index] = (row[index] + rest[index]) * largest / 127 }
      let sign: Double = Probes.randint(0..<2, dice) == 0 ? 1 : -1
      row[Probes.randint(0..<columns, dice)] = sign * largest
      values += row
    }
    return Tensor(values, shape: [absmax.count, columns], dtype: .float32)
  }

  /// So many numbers between 0.5 and 4.
  static func scales(_ count: Int, _ dice: Generator) -> [Double] {
    uniform([count], dice, 1.75).doubles().map { $0 + 2.25 }
  }

  static func words(_ tensor: Tensor) -> [String] { tensor.scalars.map { "\($0)" } }

  static let cases = ["normal", "wide", "tail", "zero_block", "many", "constant"]

  static func oracle(_ out: Recorder, _ state: StateDict, _ name: String) throws -> Tensor {
    guard let found = state[name] else { throw Probes.Missing("no \(name) in the data") }
    return found
  }

  /// A case's weight: as many of its rows as there are results for.
  static func input(_ out: Recorder, _ state: StateDict, _ name: String) throws -> Tensor {
    let rows: Int = try oracle(out, state, "int8.\(name).absmax").count
    return try oracle(out, state, "nf4.\(name).x").narrow(dim: 0, start: 0, length: rows)
  }
}

func probesA(_ probe: Probes) {
  probe("row_absmax") { out in
    try rowAbsmaxA(out)
    try rowAbsmaxOfViewsA(out)
  }

  probe("int8_values") { out in
    try int8ValuesA(out)
    try int8EndsA(out)
  }

  probe("int8_absmax") { out in
    let dice = Generator(seed: out.seed)
    let example: Int8Weight = quantizeInt8(Tensor([[0.5, -2, 1]]))
    out.record("absmax of [0.5, -2, 1]", BenchA.words(example.absmax))
    let weight = BenchA.weight(columns: 12, absmax: BenchA.scales(7, dice), dice)
    out.record("absmax of 7 rows", quantizeInt8(weight).absmax)
    out.record("absmax of 7 rows of bfloat16", quantizeInt8(weight.to(.bfloat16)).absmax)
  }

  probe("int8_ties") { out in
    // A row whose step is 1: halves are ties, in whatever order somebody divides and multiplies.
    for (name, ties) in [
      ("0.5, 2.5, 12.5", [0.5, 2.5, 12.5]), ("1.5, 3.5, 13.5", [1.5, 3.5, 13.5]),
      ("-0.5, -2.5, -14.5", [-0.5, -2.5, -14.5]), ("-1.5, -3.5, -13.5", [-1.5, -3.5, -13.5]),
    ] as [(String, [Float])] {
      let values: Tensor = quantizeInt8(Tensor([ties + [127]])).values
      out.record("steps \(name) and 127", BenchA.words(values))
    }
    let near: [Float] = [127, 0.6, 1.4, 2.6, -0.6, -1.4, -2.6, 0.4, -0.4, 126.4, -126.6]
    out.record("others at a step of 1", BenchA.words(quantizeInt8(Tensor([near])).values))
  }

  probe("int8_zero_row") { out in
    let dice = Generator(seed: out.seed)
    let row = BenchA.weight(columns: 10, absmax: BenchA.scales(2, dice), dice)
    let weight = Tensor.stack([row[0], Tensor.zeros([10]), row[1]])
    let some: Int8Weight = quantizeInt8(weight)
    out.record("values with a row of zeros", some.values)
    out.record("absmax with a row of zeros", some.absmax)
    let none: Int8Weight = quantizeInt8(Tensor.zeros([3, 4]))
    out.record("values of zeros alone", none.values)
    out.record("absmax of zeros alone", none.absmax)
  }

  probe("int8_each_row") { out in
    let dice = Generator(seed: out.seed)
    let scales: [Double] = [1e-3, 1, 1e3, 1e-30, 1e30]
    let weight = BenchA.weight(columns: 24, absmax: scales, dice)
    let whole: Int8Weight = quantizeInt8(weight)
    for (index, name) in ["0.001", "1", "1000", "1e-30", "1e30"].enumerated() {
      let picked: Tensor =
        whole.values.ndim == 2 && whole.values.shape[0] > index
        ? whole.values[index] : Tensor.zeros([0])
      out.record("the row of absmax \(name)", picked)
    }
  }

  probe("int8_of_views") { out in
    let dice = Generator(seed: out.seed)
    let weight = BenchA.weight(columns: 12, absmax: BenchA.scales(5, dice), dice)
    let before: Tensor = weight.clone()
    out.record("before", before)
    _ = quantizeInt8(weight)
    out.record("a transposed view", quantizeInt8(weight.T.contiguous().T).values)
    let rows: Tensor = Tensor.cat([weight, weight * 0.5], dim: 1)
    out.record(
      "half of the columns", quantizeInt8(rows.narrow(dim: 1, start: 0, length: 12)).values)
    let half: Tensor = weight.to(.bfloat16)
    let steps: Tensor =
      (quantizeInt8(half).values.to(.float32) - quantizeInt8(half.to(.float32)).values)
    out.record("bfloat16 less float32 of the same numbers", steps)
    out.record("how many of them differ", steps.doubles().filter { $0 != 0 }.count)
    out.record("dtype of bfloat16's values", "\(quantizeInt8(half).values.dtype)")
    out.record("after", weight)
  }

  probe("int8_oracle") { out in
    let state = try StateDict(safetensors: try out.data("oracle.safetensors"))
    for name in BenchA.cases {
      let weight: Int8Weight = quantizeInt8(try BenchA.input(out, state, name))
      out.record("values, \(name)", weight.values)
      out.record("expected values, \(name)", try BenchA.oracle(out, state, "int8.\(name).q"))
      out.record("absmax, \(name)", weight.absmax)
      out.record("expected absmax, \(name)", try BenchA.oracle(out, state, "int8.\(name).absmax"))
    }
  }

  probe("int8_back") { out in
    try int8BackA(out)
    try int8BackScalesA(out)
    try int8BackOracleA(out)
  }

  probe("int8_round_trip") { out in
    let dice = Generator(seed: out.seed)
    let normal: Tensor = Tensor.zeros([64, 256]).normal_(mean: 0, std: 0.05, generator: dice)
    let quantized: Int8Weight = quantizeInt8(normal)
    let back: Tensor = dequantizeInt8(quantized)
    let absmax: Tensor = normal.abs().amax(dim: 1, keepDim: true)
    let same: Bool = back.shape == normal.shape
    let error: Tensor = same ? (back.to(.float32) - normal).abs() / (absmax / 127) : Tensor([1e9])
    out.record("largest error in steps", error.max().item())
    let relative: Tensor = same ? (back.to(.float32) - normal).abs() / 0.05 : Tensor([1e9])
    out.record("largest error in standard deviations", relative.max().item())
    out.record("mean error in steps", error.mean().item())
    let again: Int8Weight = quantizeInt8(back)
    out.record("values", quantized.values)
    out.record("values, quantised a second time", again.values)
  }

}

private func rowAbsmaxA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = Tensor([[0.5, -2, 1], [0.25, 0.75, -0.5]])
  out.record("rowAbsmax of [0.5, -2, 1] and [0.25, 0.75, -0.5]", BenchA.words(rowAbsmax(example)))
  let wide: Tensor = BenchA.uniform([3, 40], dice)
  out.record("3 rows of 40", rowAbsmax(wide))
  let tall: Tensor = BenchA.uniform([40, 3], dice)
  out.record("40 rows of 3", rowAbsmax(tall))
  out.record("3 rows of 40, all negative", rowAbsmax(wide.abs() * -1 - 0.1))
  out.record("one row", rowAbsmax(BenchA.uniform([1, 9], dice)))
  out.record("one column", rowAbsmax(BenchA.uniform([9, 1], dice)))
}

private func rowAbsmaxOfViewsA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let weight: Tensor = BenchA.uniform([5, 8], dice)
  out.record("transposed", rowAbsmax(weight.T))
  out.record("columns 2 to 5", rowAbsmax(weight.narrow(dim: 1, start: 2, length: 4)))
  out.record("every second row", rowAbsmax(weight.slice(step: 2)))
  out.record("bfloat16", rowAbsmax(weight.to(.bfloat16)))
  out.record("float16", rowAbsmax(weight.to(.float16)))
  out.record("a row of zeros", rowAbsmax(Tensor.zeros([2, 3])))
}

private func int8ValuesA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example: Int8Weight = quantizeInt8(Tensor([[0.5, -2, 1]]))
  out.record("quantizeInt8 of [0.5, -2, 1]", BenchA.words(example.values))
  let wide = BenchA.weight(columns: 40, absmax: BenchA.scales(3, dice), dice)
  out.record("3 rows of 40", quantizeInt8(wide).values)
  let tall = BenchA.weight(columns: 3, absmax: BenchA.scales(40, dice), dice)
  out.record("40 rows of 3", quantizeInt8(tall).values)
}

private func int8EndsA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  var lows: [Double] = []
  var highs: [Double] = []
  for _ in 0..<6 {
    let row = BenchA.weight(columns: 16, absmax: BenchA.scales(1, dice), dice)
    let positive: Tensor = quantizeInt8(row.abs()).values
    let negative: Tensor = quantizeInt8(row.abs() * -1).values
    highs.append(positive.max().item())
    lows.append(negative.min().item())
  }
  out.record("the largest of a row", Tensor(highs, dtype: .float64))
  out.record("the smallest of a row", Tensor(lows, dtype: .float64))
}

private func int8BackA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = Int8Weight(
    values: Tensor(ints: [127, -127, 0], shape: [1, 3]).to(.int8), absmax: Tensor([2]))
  out.record("127, -127 and 0 at absmax 2", BenchA.words(dequantizeInt8(example)))
  for (name, shape) in [
    ("3 rows of 40", [3, 40]), ("40 rows of 3", [40, 3]), ("one row", [1, 7]),
  ] {
    let values: Tensor = Tensor.randint(-127, 128, shape, generator: dice).to(.int8)
    let absmax = Tensor(BenchA.scales(shape[0], dice), dtype: .float32)
    out.record(name, dequantizeInt8(Int8Weight(values: values, absmax: absmax)))
  }
}

private func int8BackScalesA(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let values: Tensor = Tensor.randint(-127, 128, [5, 6], generator: dice).to(.int8)
  for (name, scales) in [
    ("zero rows", [0, 1.5, 0, 0.25, 0]), ("huge", [1e30, 2e30, 3e30, 1e29, 5e29]),
    ("tiny", [1e-30, 2e-30, 3e-30, 1e-29, 5e-29]),
  ] as [(String, [Double])] {
    let absmax = Tensor(scales, dtype: .float32)
    let back: Tensor = dequantizeInt8(Int8Weight(values: values, absmax: absmax))
    // In units of the row's scale, so that one tolerance does for all.
    let unit = Tensor(scales.map { $0 == 0 ? 1 : $0 }, dtype: .float32)
    out.record("\(name), per absmax", back / unit.reshape(5, 1))
  }
}

private func int8BackOracleA(_ out: Recorder) throws {
  let state = try StateDict(safetensors: try out.data("oracle.safetensors"))
  for name in BenchA.cases where name != "many" {
    let values: Tensor = try BenchA.oracle(out, state, "int8.\(name).q")
    let absmax: Tensor = try BenchA.oracle(out, state, "int8.\(name).absmax")
    out.record("weight, \(name)", dequantizeInt8(Int8Weight(values: values, absmax: absmax)))
    out.record("expected weight, \(name)", try BenchA.oracle(out, state, "int8.\(name).y"))
  }
}
