import ProbeKit
import TensorKit

// Block A: one Linear. Shapes are not square, ranks are no powers of two, and every count is held
// against a layer that is really built.

private enum BenchA {
  struct Size {
    let inputs: Int
    let outputs: Int
    let r: Int
  }

  /// Sizes that nobody can have written down beforehand.
  static func surprises(_ out: Recorder) -> [Size] {
    out.surprises(6) { draw in
      Size(inputs: draw(3..<400), outputs: draw(3..<400), r: draw(1..<30))
    }
  }

  static func row(_ values: [Int]) -> Tensor { Tensor(ints: values) }

  static func counted(_ module: Module) -> Int {
    module.parameters().reduce(0) { $0 + $1.count }
  }
}

func probesA(_ probe: Probes) {
  probe("linear_count") { out in
    out.record("linearParameters(in: 64, out: 64)", linearParameters(in: 64, out: 64))
    out.record("linearParameters(in: 48, out: 96)", linearParameters(in: 48, out: 96))
    out.record("linearParameters(in: 96, out: 48)", linearParameters(in: 96, out: 48))
    out.record(
      "linearParameters(in: 48, out: 96, bias: false)",
      linearParameters(in: 48, out: 96, bias: false))
    out.record("linearParameters(in: 1, out: 1)", linearParameters(in: 1, out: 1))
    out.record(
      "linearParameters(in: 4_194_319, out: 1025)", linearParameters(in: 4_194_319, out: 1025))
    var (yours, real): ([Int], [Int]) = ([], [])
    for shape in BenchA.surprises(out) {
      for bias in [true, false] {
        yours.append(linearParameters(in: shape.inputs, out: shape.outputs, bias: bias))
        real.append(BenchA.counted(Linear(shape.inputs, shape.outputs, bias: bias)))
      }
    }
    out.record("other_sizes", BenchA.row(yours))
    out.record("real_layers", BenchA.row(real))
  }

  probe("lora_count_one_layer") { out in
    out.record("loraParameters(in: 64, out: 64, r: 8)", loraParameters(in: 64, out: 64, r: 8))
    out.record("loraParameters(in: 48, out: 96, r: 5)", loraParameters(in: 48, out: 96, r: 5))
    out.record("loraParameters(in: 256, out: 64, r: 6)", loraParameters(in: 256, out: 64, r: 6))
    out.record("loraParameters(in: 7, out: 3, r: 1)", loraParameters(in: 7, out: 3, r: 1))
    out.record("loraParameters(in: 1, out: 1, r: 1)", loraParameters(in: 1, out: 1, r: 1))
    out.record(
      "loraParameters(in: 5_000_011, out: 28_673, r: 1001)",
      loraParameters(in: 5_000_011, out: 28_673, r: 1001))
    var (yours, real): ([Int], [Int]) = ([], [])
    for shape in BenchA.surprises(out) {
      yours.append(loraParameters(in: shape.inputs, out: shape.outputs, r: shape.r))
      let (a, b) = (Tensor.zeros(shape.r, shape.inputs), Tensor.zeros(shape.outputs, shape.r))
      real.append(a.count + b.count)
    }
    out.record("other_sizes", BenchA.row(yours))
    out.record("real_matrices", BenchA.row(real))
  }

  probe("lora_share") { out in
    out.record("loraShare(in: 64, out: 64, r: 8)", loraShare(in: 64, out: 64, r: 8))
    out.record("loraShare(in: 48, out: 96, r: 5)", loraShare(in: 48, out: 96, r: 5))
    out.record("loraShare(in: 4096, out: 4096, r: 8)", loraShare(in: 4096, out: 4096, r: 8))
    out.record("loraShare(in: 4, out: 1, r: 3)", loraShare(in: 4, out: 1, r: 3))
    out.record(
      "loraShare(in: 5_000_011, out: 28_673, r: 1001)",
      loraShare(in: 5_000_011, out: 28_673, r: 1001))
    let shares: [Double] = BenchA.surprises(out).map {
      loraShare(in: $0.inputs, out: $0.outputs, r: $0.r)
    }
    out.record("other_sizes", Tensor(shares, dtype: .float64))
  }

  probe("saving_rank") { out in
    out.record("largestSavingRank(in: 64, out: 64)", largestSavingRank(in: 64, out: 64))
    out.record("largestSavingRank(in: 48, out: 96)", largestSavingRank(in: 48, out: 96))
    out.record("largestSavingRank(in: 48, out: 97)", largestSavingRank(in: 48, out: 97))
    out.record("largestSavingRank(in: 100, out: 1)", largestSavingRank(in: 100, out: 1))
    out.record("largestSavingRank(in: 1, out: 1)", largestSavingRank(in: 1, out: 1))
    out.record("largestSavingRank(in: 2, out: 2)", largestSavingRank(in: 2, out: 2))
    out.record("largestSavingRank(in: 2, out: 3)", largestSavingRank(in: 2, out: 3))
    out.record("largestSavingRank(in: 3, out: 3)", largestSavingRank(in: 3, out: 3))
    out.record("largestSavingRank(in: 20, out: 5)", largestSavingRank(in: 20, out: 5))
    // Large, and r is small: who looks for it by trying is done soon.
    out.record("largestSavingRank(in: 90_300, out: 301)", largestSavingRank(in: 90_300, out: 301))
    out.record("largestSavingRank(in: 89_701, out: 300)", largestSavingRank(in: 89_701, out: 300))
    out.record(
      "largestSavingRank(in: 2_147_483_659, out: 5)", largestSavingRank(in: 2_147_483_659, out: 5))
    let ranks: [Int] = BenchA.surprises(out).map {
      largestSavingRank(in: $0.inputs, out: $0.outputs)
    }
    out.record("other_sizes", BenchA.row(ranks))
  }
}
