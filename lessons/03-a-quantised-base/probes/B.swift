import ProbeKit
import TensorKit

// Block B, NF4. Values that are compared to the bit lie well inside the interval that is nearest to
// their index, so that it does not matter in which order somebody divides and multiplies.

/// What the scenarios of this file share.
private enum BenchB {
  static func uniform(_ shape: [Int], _ dice: Generator, _ bound: Double = 1) -> Tensor {
    Tensor.zeros(shape).uniform_(-bound, bound, generator: dice)
  }

  static func oracle(_ out: Recorder) throws -> StateDict {
    try StateDict(safetensors: try out.data("oracle.safetensors"))
  }

  static func named(_ state: StateDict, _ name: String) throws -> Tensor {
    guard let found = state[name] else { throw Probes.Missing("no \(name) in the data") }
    return found
  }

  /// The sixteen values and the 256.
  static func codes(_ out: Recorder) throws -> (nf4: [Float], scales: [Float]) {
    let state = try StateDict(safetensors: try out.data("codes.safetensors"))
    return (try named(state, "nf4.code").scalars, try named(state, "double.code256").scalars)
  }

  static func code(_ out: Recorder) throws -> [Float] {
    try codes(out).nf4
  }

  /// So many random numbers, each of which lies away from the middles on either side of what is nearest.
  static func numbers(_ count: Int, of code: [Float], _ dice: Generator) -> Tensor {
    let values = Tensor(code)
    let middles: Tensor = (values[1...] + values[..<(-1)]) / 2
    let low: Tensor = Tensor.cat([values[..<1], middles])
    let high: Tensor = Tensor.cat([middles, values[(-1)...]])
    let index: Tensor = Tensor.randint(0, code.count, [count], generator: dice)
    let share: Tensor = uniform([count], dice, 0.4) + 0.5
    let start: Tensor = low.indexSelect(dim: 0, index: index)
    return start + share * (high.indexSelect(dim: 0, index: index) - start)
  }

  /// A weight of this shape, whose blocks along the flattened order have these largest absolute
  /// values, over and over.
  static func weight(
    _ shape: [Int], code: [Float], size: Int = 64, absmax: [Double], _ dice: Generator
  ) -> Tensor {
    let count: Int = shape.reduce(1, *)
    var values: [Double] = numbers(count, of: code, dice).doubles()
    for (block, start) in stride(from: 0, to: count, by: size).enumerated() {
      let end: Int = min(start + size, count)
      let sign: Double = Probes.randint(0..<2, dice) == 0 ? 1 : -1
      values[Probes.randint(start..<end, dice)] = sign
      for index in start..<end { values[index] *= absmax[block % absmax.count] }
    }
    return Tensor(values, shape: shape, dtype: .float32)
  }

  /// So many numbers between 0.5 and 4.
  static func scales(_ count: Int, _ dice: Generator) -> [Double] {
    uniform([count], dice, 1.75).doubles().map { $0 + 2.25 }
  }

  /// A weight as its two halves of bytes are given: the first in the high one.
  static func packed(_ indices: [Int]) -> Tensor {
    let even: [Int] = indices.count % 2 == 0 ? indices : indices + [0]
    let bytes: [Int] = stride(from: 0, to: even.count, by: 2).map { even[$0] * 16 + even[$0 + 1] }
    return Tensor(ints: bytes).to(.uint8)
  }

  /// The bytes with 0 in the low half of the last one.
  static func withoutLastHalf(_ bytes: Tensor) -> Tensor {
    var values: [Int] = bytes.ints()
    if let last = values.popLast() { values.append(last / 16 * 16) }
    return Tensor(ints: values, shape: bytes.shape).to(bytes.dtype)
  }

  static func indices(_ count: Int, _ dice: Generator, _ range: Range<Int> = 0..<16) -> [Int] {
    Tensor.randint(range.lowerBound, range.upperBound, [count], generator: dice).ints()
  }

  static func words(_ tensor: Tensor) -> [String] { tensor.doubles().map { "\(Int($0))" } }

  static func floats(_ tensor: Tensor) -> [String] { tensor.scalars.map { "\($0)" } }

  static func record(_ out: Recorder, _ name: String, _ weight: NF4Weight) {
    out.record("packed, \(name)", weight.packed)
    out.record("absmax, \(name)", weight.absmax)
    out.record("shape, \(name)", "\(weight.shape)")
    out.record("blockSize, \(name)", weight.blockSize)
  }

  static let cases = ["normal", "wide", "tail", "zero_block", "many", "constant"]
}

func probesB(_ probe: Probes) {
  probe("nf4_code") { out in
    out.record("count of values", nf4Code.count)
    out.record("nf4Code", Tensor(nf4Code))
    out.record("expected", Tensor(try BenchB.code(out)))
    out.record("ascends", zip(nf4Code, nf4Code.dropFirst()).allSatisfy { $0 < $1 })
    out.record("index of 0", nf4Code.firstIndex(of: 0) ?? -1)
  }

  probe("block_absmax") { out in
    let dice = Generator(seed: out.seed)
    let example = Tensor([0.5, -2, 1, 0.25, 0.75, -0.5])
    out.record("blocks of 3", BenchB.floats(blockAbsmax(example, size: 3)))
    out.record("blocks of 2", BenchB.floats(blockAbsmax(example, size: 2)))
    let long: Tensor = BenchB.uniform([512], dice)
    out.record("512 numbers", blockAbsmax(long))
    out.record("512 numbers in blocks of 32", blockAbsmax(long, size: 32))
    out.record("512 numbers in blocks of 128", blockAbsmax(long, size: 128))
    out.record("512 negative numbers", blockAbsmax(long.abs() * -1 - 0.1))
    out.record("zeros", blockAbsmax(Tensor.zeros([128])))
  }

  probe("block_absmax_cut") { out in
    try blockAbsmaxFlattenedB(out)
    try blockAbsmaxTailB(out)
  }

  probe("nearest") { out in
    try nearestB(out)
    try nearestCodeB(out)
    try nearestEndsB(out)
    try nearestShapesB(out)
  }

  probe("nearest_middle") { out in
    let small: [Float] = [-1, -0.5, 0, 0.5, 1]
    let middles = Tensor([-0.75, -0.25, 0.25, 0.75])
    out.record("in the middles", BenchB.words(nearestIndices(middles, code: small)))
    out.record("just above", BenchB.words(nearestIndices(middles + 0.001, code: small)))
    out.record("just below", BenchB.words(nearestIndices(middles - 0.001, code: small)))
  }

  probe("pack") { out in
    try packB(out)
    try packOddB(out)
  }

  probe("unpack") { out in
    try unpackB(out)
    try unpackOddB(out)
  }

  probe("nf4") { out in
    try nf4B(out)
    try nf4TailB(out)
  }

  probe("nf4_zero_block") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchB.code(out)
    let weight = BenchB.weight([4, 64], code: code, absmax: [0, 1.5, 0, 2.5], dice)
    BenchB.record(out, "2 blocks of 4 are zero", quantizeNF4(weight))
    BenchB.record(out, "zeros alone", quantizeNF4(Tensor.zeros([3, 30])))
  }

  probe("nf4_each_block") { out in
    try nf4EachBlockB(out)
    try nf4BlockSizeB(out)
  }

  probe("nf4_of_views") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchB.code(out)
    let weight = BenchB.weight([6, 40], code: code, absmax: BenchB.scales(4, dice), dice)
    out.record("before", weight.clone())
    _ = quantizeNF4(weight)
    BenchB.record(out, "a transposed view", quantizeNF4(weight.T.contiguous().T))
    let both: Tensor = Tensor.cat([weight * 0.5, weight], dim: 1)
    let columns: Tensor = both.narrow(dim: 1, start: 40, length: 40)
    BenchB.record(out, "half of the columns", quantizeNF4(columns))
    let half: Tensor = weight.to(.bfloat16)
    BenchB.record(out, "bfloat16", quantizeNF4(half))
    let same: NF4Weight = quantizeNF4(half.to(.float32))
    out.record("packed, the same in float32", same.packed)
    out.record("after", weight)
  }

  probe("nf4_oracle") { out in
    let state: StateDict = try BenchB.oracle(out)
    for name in BenchB.cases {
      let weight: NF4Weight = quantizeNF4(try BenchB.named(state, "nf4.\(name).x"))
      let bytes: Tensor = try BenchB.named(state, "nf4.\(name).packed")
      // What stands beside an odd last index is no number of the weight: there the library has a 7.
      let isOdd: Bool = name == "tail"
      out.record("packed, \(name)", isOdd ? BenchB.withoutLastHalf(weight.packed) : weight.packed)
      out.record("expected packed, \(name)", isOdd ? BenchB.withoutLastHalf(bytes) : bytes)
      out.record("absmax, \(name)", weight.absmax)
      out.record("expected absmax, \(name)", try BenchB.named(state, "nf4.\(name).absmax"))
    }
  }

  probe("nf4_back") { out in
    try nf4BackB(out)
    try nf4BackTailB(out)
    try nf4BackOracleB(out)
  }

  probe("nf4_round_trip") { out in
    let dice = Generator(seed: out.seed)
    let normal: Tensor = Tensor.zeros([64, 256]).normal_(mean: 0, std: 0.05, generator: dice)
    let weight: NF4Weight = quantizeNF4(normal)
    let back: Tensor = dequantizeNF4(weight)
    let same: Bool = back.shape == normal.shape
    let error: Tensor = same ? (back.to(.float32) - normal).abs() / 0.05 : Tensor([1e9])
    out.record("largest error in standard deviations", error.max().item())
    out.record("mean error in standard deviations", error.mean().item())
    let zero: Tensor = dequantizeNF4(quantizeNF4(Tensor.zeros([3, 30])))
    out.record("zeros", zero)
    let constant: Tensor = Tensor.full([2, 70], -0.7)
    out.record("a constant", dequantizeNF4(quantizeNF4(constant)))
    out.record("the constant itself", constant)
  }

}

private func blockAbsmaxFlattenedB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  out.record("4 rows of 96", blockAbsmax(BenchB.uniform([4, 96], dice)))
  out.record("96 rows of 4", blockAbsmax(BenchB.uniform([96, 4], dice)))
  out.record("3 dimensions", blockAbsmax(BenchB.uniform([2, 8, 12], dice)))
  let weight: Tensor = BenchB.uniform([16, 24], dice)
  out.record("a transposed view", blockAbsmax(weight.T))
  out.record("half of the columns", blockAbsmax(weight.narrow(dim: 1, start: 12, length: 12)))
  out.record("bfloat16", blockAbsmax(weight.to(.bfloat16)))
}

private func blockAbsmaxTailB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  for count in [1, 63, 64, 65, 127, 129, 165] {
    let numbers: Tensor = BenchB.uniform([count], dice)
    out.record("\(count) numbers", blockAbsmax(numbers))
  }
  out.record("5 rows of 33", blockAbsmax(BenchB.uniform([5, 33], dice)))
  out.record("7 numbers in blocks of 3", blockAbsmax(BenchB.uniform([7], dice), size: 3))
}

private func nearestB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let small: [Float] = [-1, -0.5, 0, 0.25, 1]
  let example = Tensor([-0.9, -0.7, -0.3, -0.2, 0.1, 0.2, 0.6, 0.65])
  out.record("example", BenchB.words(nearestIndices(example, code: small)))
  let code: [Float] = try BenchB.code(out)
  let numbers = BenchB.numbers(300, of: code, dice)
  out.record("300 numbers, 16 values", nearestIndices(numbers, code: code))
  let values: Tensor = nearestIndices(Tensor(code), code: code)
  out.record("the values themselves", BenchB.words(values))
}

private func nearestCodeB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let long: [Float] = try BenchB.codes(out).scales
  for (name, code) in [
    ("256 values", long), ("2 values", [-0.5, 1]), ("3 values", [-1, 0.125, 1]),
    ("17 values", (-8...8).map { Float($0) }), ("values above 1", [1, 2, 4, 8, 16]),
  ] as [(String, [Float])] {
    let numbers = BenchB.numbers(120, of: code, dice)
    out.record(name, nearestIndices(numbers, code: code))
  }
}

private func nearestEndsB(_ out: Recorder) throws {
  let code: [Float] = try BenchB.code(out)
  let beyond = Tensor([-1, -1.5, -100, 1, 1.5, 100])
  out.record("beyond the ends", BenchB.words(nearestIndices(beyond, code: code)))
}

private func nearestShapesB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchB.code(out)
  let numbers = BenchB.numbers(24, of: code, dice).reshape(4, 6)
  out.record("4 rows of 6", nearestIndices(numbers, code: code))
  out.record("a transposed view", nearestIndices(numbers.T, code: code))
  out.record("3 dimensions", nearestIndices(numbers.reshape(2, 3, 4), code: code))
  out.record("one number", nearestIndices(numbers.flatten()[0], code: code))
}

private func packB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = Tensor(ints: [1, 15, 0, 8])
  out.record("packNibbles of 1, 15, 0, 8", BenchB.words(packNibbles(example)))
  out.record("70 indices", packNibbles(Tensor(ints: BenchB.indices(70, dice))))
  let square = Tensor(ints: BenchB.indices(64, dice), shape: [8, 8])
  out.record("a column of a matrix", packNibbles(square.select(dim: 1, 3)))
}

private func packOddB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  out.record("packNibbles of 7", BenchB.words(packNibbles(Tensor(ints: [7]))))
  out.record("packNibbles of 1, 2, 15", BenchB.words(packNibbles(Tensor(ints: [1, 2, 15]))))
  out.record("65 indices", packNibbles(Tensor(ints: BenchB.indices(65, dice))))
}

private func unpackB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = Tensor(ints: [31, 8, 240]).to(.uint8)
  out.record("unpackNibbles of 31, 8, 240", BenchB.words(unpackNibbles(example, count: 6)))
  out.record("70 indices", unpackNibbles(BenchB.packed(BenchB.indices(70, dice)), count: 70))
  let high = BenchB.packed(BenchB.indices(70, dice, 8..<16))
  out.record("70 indices of 8 to 15", unpackNibbles(high, count: 70))
}

private func unpackOddB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = Tensor(ints: [31, 112]).to(.uint8)
  out.record("3 indices of 31, 112", BenchB.words(unpackNibbles(example, count: 3)))
  out.record("1 index of 112", BenchB.words(unpackNibbles(BenchB.packed([7]), count: 1)))
  out.record("65 indices", unpackNibbles(BenchB.packed(BenchB.indices(65, dice)), count: 65))
}

private func nf4B(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchB.code(out)
  let weight = BenchB.weight([6, 64], code: code, absmax: BenchB.scales(6, dice), dice)
  BenchB.record(out, "6 rows of 64", quantizeNF4(weight))
  let wide = BenchB.weight([4, 96], code: code, absmax: BenchB.scales(6, dice), dice)
  BenchB.record(out, "4 rows of 96", quantizeNF4(wide))
  let tall = BenchB.weight([96, 4], code: code, absmax: BenchB.scales(6, dice), dice)
  BenchB.record(out, "96 rows of 4", quantizeNF4(tall))
  let deep = BenchB.weight([2, 3, 24], code: code, absmax: BenchB.scales(3, dice), dice)
  BenchB.record(out, "3 dimensions", quantizeNF4(deep))
  let flat = BenchB.weight([150], code: code, absmax: BenchB.scales(3, dice), dice)
  BenchB.record(out, "1 dimension", quantizeNF4(flat))
}

private func nf4TailB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchB.code(out)
  for (name, shape) in [
    ("5 rows of 33", [5, 33]), ("one number", [1, 1]), ("63 numbers", [63, 1]),
    ("130 numbers", [13, 10]),
  ] {
    let weight = BenchB.weight(shape, code: code, absmax: BenchB.scales(3, dice), dice)
    BenchB.record(out, name, quantizeNF4(weight))
  }
}

private func nf4EachBlockB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchB.code(out)
  let scales: [Double] = [1e-3, 1, 1e3, 1e-30, 1e30]
  let weight = BenchB.weight([5, 64], code: code, absmax: scales, dice)
  let whole: NF4Weight = quantizeNF4(weight)
  let bytes: Tensor = whole.packed
  for (index, name) in ["0.001", "1", "1000", "1e-30", "1e30"].enumerated() {
    let all: Bool = bytes.shape == [160]
    let part: Tensor = all ? bytes.narrow(dim: 0, start: 32 * index, length: 32) : bytes
    out.record("packed, the block of absmax \(name)", part)
  }
}

private func nf4BlockSizeB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchB.code(out)
  for size in [32, 128, 16] {
    let weight = BenchB.weight(
      [5, 72], code: code, size: size, absmax: BenchB.scales(9, dice), dice)
    BenchB.record(out, "blocks of \(size)", quantizeNF4(weight, blockSize: size))
  }
}

private func nf4BackB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let example = NF4Weight(
    packed: Tensor(ints: [240, 127]).to(.uint8), absmax: Tensor([2]), shape: [2, 2], blockSize: 64
  )
  out.record("15, 0, 7 and 15 at absmax 2", BenchB.floats(dequantizeNF4(example)))
  for (name, shape, size) in [
    ("6 rows of 64", [6, 64], 64), ("4 rows of 96", [4, 96], 64),
    ("3 dimensions", [2, 16, 12], 64),
    ("blocks of 32", [3, 64], 32), ("blocks of 128", [4, 64], 128),
  ] {
    let count: Int = shape.reduce(1, *)
    let absmax = Tensor(BenchB.scales((count + size - 1) / size, dice), dtype: .float32)
    let weight = NF4Weight(
      packed: BenchB.packed(BenchB.indices(count, dice)), absmax: absmax, shape: shape,
      blockSize: size)
    out.record(name, dequantizeNF4(weight))
  }
}

private func nf4BackTailB(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  for (name, shape, size) in [
    ("5 rows of 33", [5, 33], 64), ("one number", [1, 1], 64), ("63 numbers", [7, 9], 64),
    ("65 numbers", [65], 64), ("7 numbers in blocks of 3", [7], 3),
  ] {
    let count: Int = shape.reduce(1, *)
    let absmax = Tensor(BenchB.scales((count + size - 1) / size, dice), dtype: .float32)
    let weight = NF4Weight(
      packed: BenchB.packed(BenchB.indices(count, dice)), absmax: absmax, shape: shape,
      blockSize: size)
    out.record(name, dequantizeNF4(weight))
  }
}

private func nf4BackOracleB(_ out: Recorder) throws {
  let state: StateDict = try BenchB.oracle(out)
  for name in BenchB.cases where name != "many" {
    let x: Tensor = try BenchB.named(state, "nf4.\(name).x")
    let absmax: Tensor = try BenchB.named(state, "nf4.\(name).absmax")
    let weight = NF4Weight(
      packed: try BenchB.named(state, "nf4.\(name).packed"), absmax: absmax, shape: x.shape,
      blockSize: 64)
    // In units of the largest number, so that one tolerance does for all.
    let unit: Double = absmax.max().item()
    out.record("weight, \(name)", dequantizeNF4(weight) / unit)
    out.record("expected weight, \(name)", try BenchB.named(state, "nf4.\(name).y") / unit)
  }
}
