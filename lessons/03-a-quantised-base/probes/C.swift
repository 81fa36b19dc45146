import ProbeKit
import TensorKit

// Block C, the scales of the blocks, quantised again. Scales whose indices are compared lie away from
// the middles of the code, so that it does not matter in which order somebody adds a mean up.

/// What the scenarios of this file share.
private enum BenchC {
  static func oracle(_ out: Recorder) throws -> StateDict {
    try StateDict(safetensors: try out.data("oracle.safetensors"))
  }

  static func named(_ state: StateDict, _ name: String) throws -> Tensor {
    guard let found = state[name] else { throw Probes.Missing("no \(name) in the data") }
    return found
  }

  static func code(_ out: Recorder) throws -> [Float] {
    let state = try StateDict(safetensors: try out.data("codes.safetensors"))
    return try named(state, "double.code256").scalars
  }

  /// 256 values of even distances, −1 ... 1.
  static let even: [Float] = (0..<256).map { Float(2 * $0 - 255) / 255 }

  /// Scales between 0.5 and 4, none of them near a middle.
  static func scales(_ count: Int, code: [Float], size: Int, _ dice: Generator) -> Tensor {
    let values = Tensor(code)
    let middles: Tensor = (values[1...] + values[..<(-1)]) / 2
    while true {
      let drawn: Tensor = Tensor.zeros([count]).uniform_(0.5, 4, generator: dice)
      let nearest: [Double] = (drawn - drawn.mean()).split(size).map { block in
        ((block / block.abs().max()).unsqueeze(1) - middles).abs().min().item()
      }
      if nearest.allSatisfy({ $0 > 2e-6 }) { return drawn }
    }
  }

  static func words(_ tensor: Tensor) -> [String] { tensor.doubles().map { "\(Int($0))" } }

  static func floats(_ tensor: Tensor) -> [String] { tensor.scalars.map { "\($0)" } }

  static func record(_ out: Recorder, _ name: String, _ scales: DoubleAbsmax) {
    out.record("indices, \(name)", scales.indices)
    out.record("absmax, \(name)", scales.absmax)
    out.record("offset, \(name)", Double(scales.offset))
    out.record("blockSize, \(name)", scales.blockSize)
  }

  /// What somebody else quantised: random indices and scales.
  static func quantised(
    _ count: Int, size: Int, offset: Float, _ dice: Generator, _ range: Range<Int> = 0..<256
  ) -> DoubleAbsmax {
    let indices: Tensor = Tensor.randint(
      range.lowerBound, range.upperBound, [count], generator: dice)
    let absmax: Tensor = Tensor.zeros([(count + size - 1) / size]).uniform_(
      0.1, 1, generator: dice)
    return DoubleAbsmax(
      indices: indices.to(.uint8), absmax: absmax, offset: offset, blockSize: size)
  }

  /// Of the 576 scales of "many" all but number 427: it lies close to the middle of two values, and
  /// bitsandbytes takes the one that is farther away, by 1.1e-5 of the absmax.
  static func compared(_ indices: Tensor) -> Tensor {
    if indices.shape != [576] { return indices }
    let before: Tensor = indices.narrow(dim: 0, start: 0, length: 427)
    return Tensor.cat([before, indices.narrow(dim: 0, start: 428, length: 148)])
  }

  static let cases = ["normal", "wide", "tail", "zero_block", "many", "constant"]
}

func probesC(_ probe: Probes) {
  probe("double_offset") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchC.code(out)
    let example: DoubleAbsmax = quantizeAbsmax(Tensor([1, 2, 6, 3]), code: code)
    out.record("offset of 1, 2, 6, 3", Double(example.offset))
    out.record("absmax of 1, 2, 6, 3", BenchC.floats(example.absmax))
    let skewed: Tensor = Tensor.zeros([90]).uniform_(0, 1, generator: dice).pow(3) + 0.5
    out.record("offset of 90", Double(quantizeAbsmax(skewed, code: code).offset))
    let long: Tensor = Tensor.zeros([600]).uniform_(0.5, 4, generator: dice)
    out.record("offset of 600", Double(quantizeAbsmax(long, code: code).offset))
  }

  probe("double_indices") { out in
    try doubleIndicesC(out)
    try doubleBlocksC(out)
    try doubleInputC(out)
  }

  probe("double_equal") { out in
    let code: [Float] = try BenchC.code(out)
    for (name, scale, count) in [
      ("4 scales of 0.75", 0.75, 4), ("300 scales of 0", 0, 300), ("one scale", 2.5, 1),
    ] {
      let quantized: DoubleAbsmax = quantizeAbsmax(Tensor.full([count], scale), code: code)
      out.record("offset, \(name)", Double(quantized.offset))
      out.record("absmax, \(name)", quantized.absmax)
      out.record("count of indices, \(name)", quantized.indices.count)
      out.record("dtype of indices, \(name)", "\(quantized.indices.dtype)")
    }
  }

  probe("double_oracle") { out in
    let state: StateDict = try BenchC.oracle(out)
    let code: [Float] = try BenchC.code(out)
    for name in BenchC.cases where name != "constant" {
      let scales: DoubleAbsmax = quantizeAbsmax(
        try BenchC.named(state, "nf4.\(name).absmax"), code: code)
      let indices: Tensor = try BenchC.named(state, "double.\(name).absmax_q")
      out.record("indices, \(name)", BenchC.compared(scales.indices))
      out.record("expected indices, \(name)", BenchC.compared(indices))
      let expected: Tensor = try BenchC.named(state, "double.\(name).absmax2")
      let unit: Double = expected.max().item()
      out.record("absmax, \(name), by the largest", scales.absmax / unit)
      out.record("expected absmax, \(name), by the largest", expected / unit)
      out.record("offset, \(name), by the largest", Double(scales.offset) / unit)
      let mean: Double = try BenchC.named(state, "double.\(name).offset").item()
      out.record("expected offset, \(name), by the largest", mean / unit)
    }
  }

  probe("double_back") { out in
    try doubleBackC(out)
    try doubleBackBlocksC(out)
    try doubleBackOracleC(out)
  }

  probe("double_round_trip") { out in
    let dice = Generator(seed: out.seed)
    let code: [Float] = try BenchC.code(out)
    let scales: Tensor = Tensor.zeros([576]).normal_(mean: 0.13, std: 0.02, generator: dice).abs()
    let back: Tensor = dequantizeAbsmax(quantizeAbsmax(scales, code: code), code: code)
    let same: Bool = back.shape == scales.shape
    let error: Tensor = same ? (back - scales).abs() / 0.13 : Tensor([1e9])
    out.record("largest error by the mean", error.max().item())
    for (name, scale, count) in [("4 scales of 0.75", 0.75, 4), ("one scale", 2.5, 1)] {
      let all = Tensor.full([count], scale)
      out.record("back, \(name)", dequantizeAbsmax(quantizeAbsmax(all, code: code), code: code))
      out.record("expected, \(name)", all)
    }
  }

  probe("bits_plain") { out in
    out.record("bitsPerParameter(blockSize: 64)", bitsPerParameter(blockSize: 64))
    out.record("bitsPerParameter(blockSize: 32)", bitsPerParameter(blockSize: 32))
    out.record("bitsPerParameter(blockSize: 128)", bitsPerParameter(blockSize: 128))
    let sizes: [Int] = out.surprises(6) { draw in draw(3..<5000) }
    out.record(
      "other sizes", Tensor(sizes.map { bitsPerParameter(blockSize: $0) }, dtype: .float64))
  }

  probe("bits_double") { out in
    out.record(
      "bitsPerParameter(blockSize: 64, doubleBlock: 256)",
      bitsPerParameter(blockSize: 64, doubleBlock: 256))
    out.record(
      "bitsPerParameter(blockSize: 32, doubleBlock: 128)",
      bitsPerParameter(blockSize: 32, doubleBlock: 128))
    let sizes: [(Int, Int)] = out.surprises(6) { draw in (draw(3..<5000), draw(3..<600)) }
    let bits: [Double] = sizes.map { bitsPerParameter(blockSize: $0.0, doubleBlock: $0.1) }
    out.record("other sizes", Tensor(bits, dtype: .float64))
  }
}

private func doubleIndicesC(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchC.code(out)
  let some: Tensor = BenchC.scales(80, code: code, size: 256, dice)
  BenchC.record(out, "80 scales", quantizeAbsmax(some, code: code))
  let other: Tensor = BenchC.scales(80, code: BenchC.even, size: 256, dice)
  BenchC.record(out, "80 scales, another code", quantizeAbsmax(other, code: BenchC.even))
  let full: Tensor = BenchC.scales(256, code: code, size: 256, dice)
  BenchC.record(out, "256 scales", quantizeAbsmax(full, code: code))
}

private func doubleBlocksC(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchC.code(out)
  let long: Tensor = BenchC.scales(300, code: code, size: 256, dice)
  BenchC.record(out, "300 scales", quantizeAbsmax(long, code: code))
  let part: Tensor = BenchC.scales(100, code: code, size: 32, dice)
  BenchC.record(out, "blocks of 32", quantizeAbsmax(part, code: code, blockSize: 32))
  let large: Tensor = BenchC.scales(300, code: code, size: 512, dice)
  BenchC.record(out, "blocks of 512", quantizeAbsmax(large, code: code, blockSize: 512))
}

private func doubleInputC(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchC.code(out)
  let scales: Tensor = BenchC.scales(40, code: code, size: 256, dice)
  out.record("before", scales.clone())
  let both: Tensor = Tensor.stack([scales, scales * 3], dim: 1)
  BenchC.record(out, "a column", quantizeAbsmax(both.select(dim: 1, 0), code: code))
  BenchC.record(out, "the scales", quantizeAbsmax(scales, code: code))
  out.record("after", scales)
}

private func doubleBackC(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchC.code(out)
  let example = DoubleAbsmax(
    indices: Tensor(ints: [0, 255, 255, 0]).to(.uint8), absmax: Tensor([0.5]), offset: 3,
    blockSize: 256)
  out.record(
    "0, 255, 255, 0 at absmax 0.5, offset 3",
    BenchC.floats(dequantizeAbsmax(example, code: BenchC.even)))
  let some = BenchC.quantised(80, size: 256, offset: 2.5, dice)
  out.record("80 scales", dequantizeAbsmax(some, code: code))
  out.record("80 scales, another code", dequantizeAbsmax(some, code: BenchC.even))
  let high = BenchC.quantised(80, size: 256, offset: 2.5, dice, 128..<256)
  out.record("80 scales, indices above 127", dequantizeAbsmax(high, code: code))
  let none = BenchC.quantised(80, size: 256, offset: 0, dice)
  out.record("80 scales, offset 0", dequantizeAbsmax(none, code: code))
}

private func doubleBackBlocksC(_ out: Recorder) throws {
  let dice = Generator(seed: out.seed)
  let code: [Float] = try BenchC.code(out)
  for (name, count, size) in [
    ("300 scales", 300, 256), ("256 scales", 256, 256), ("one scale", 1, 256),
    ("blocks of 32", 100, 32), ("blocks of 512", 600, 512),
  ] {
    let scales = BenchC.quantised(count, size: size, offset: 1.25, dice)
    out.record(name, dequantizeAbsmax(scales, code: code))
  }
}

private func doubleBackOracleC(_ out: Recorder) throws {
  let state: StateDict = try BenchC.oracle(out)
  let code: [Float] = try BenchC.code(out)
  for name in BenchC.cases {
    let scales = DoubleAbsmax(
      indices: try BenchC.named(state, "double.\(name).absmax_q"),
      absmax: try BenchC.named(state, "double.\(name).absmax2"),
      offset: try BenchC.named(state, "double.\(name).offset").scalars[0], blockSize: 256)
    let expected: Tensor = try BenchC.named(state, "double.\(name).absmax")
    let unit: Double = expected.max().item()
    out.record("scales, \(name), by the largest", dequantizeAbsmax(scales, code: code) / unit)
    out.record("expected scales, \(name), by the largest", expected / unit)
  }
}
