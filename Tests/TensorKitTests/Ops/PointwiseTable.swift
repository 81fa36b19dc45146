#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// Operations of one element, or of two that are stretched to meet.
enum PointwiseTable {
  static var all: [OperationCase] { arithmetic + scalars + functions + activations + masks }

  private static var arithmetic: [OperationCase] {
    [
      Cases.binary("add", +, +),
      Cases.binary("sub", -, -),
      Cases.binary("mul", *, *),
      Cases.binary("div", in: 0.5...2, /, /),
      Cases.binary("maximum", { maximum($0, $1) }, { max($0, $1) }),
      Cases.binary("minimum", { minimum($0, $1) }, { min($0, $1) }),
      Cases.binary("add alpha", { $0.add($1, alpha: 0.3) }, { $0 + 0.3 * $1 }),
      Cases.binary("sub alpha", { $0.sub($1, alpha: 0.3) }, { $0 - 0.3 * $1 }),
      Cases.pointwise("neg", { -$0 }, { -$0 }),
      Cases.pointwise("add to itself", { $0 + $0 }, { 2 * $0 }),
      Cases.pointwise("mul with itself", { $0 * $0 * $0 + $0 }, { $0 * $0 * $0 + $0 }),
    ].flatMap { $0 }
  }

  private static var scalars: [OperationCase] {
    [
      Cases.pointwise("add scalar", { $0 + 1.5 }, { $0 + 1.5 }),
      Cases.pointwise("scalar add", { 1.5 + $0 }, { $0 + 1.5 }),
      Cases.pointwise("sub scalar", { $0 - 1.5 }, { $0 - 1.5 }),
      Cases.pointwise("scalar sub", { 1.5 - $0 }, { 1.5 - $0 }),
      Cases.pointwise("mul scalar", { $0 * -0.75 }, { $0 * -0.75 }),
      Cases.pointwise("scalar mul", { -0.75 * $0 }, { $0 * -0.75 }),
      Cases.pointwise("div scalar", { $0 / 3 }, { $0 / 3 }),
      Cases.pointwise("scalar div", in: 0.5...2, { 3 / $0 }, { 3 / $0 }),
    ].flatMap { $0 }
  }

  private static var functions: [OperationCase] {
    [
      Cases.pointwise("exp", { $0.exp() }, { exp($0) }),
      Cases.pointwise("log", in: 0.5...3, { $0.log() }, { log($0) }),
      Cases.pointwise("sqrt", in: 0.5...3, { $0.sqrt() }, { $0.squareRoot() }),
      Cases.pointwise("rsqrt", in: 0.5...3, { $0.rsqrt() }, { 1 / $0.squareRoot() }),
      Cases.pointwise("sin", { $0.sin() }, { sin($0) }),
      Cases.pointwise("cos", { $0.cos() }, { cos($0) }),
      Cases.pointwise("reciprocal", in: 0.5...3, { $0.reciprocal() }, { 1 / $0 }),
      Cases.pointwise("square", { $0.square() }, { $0 * $0 }),
      Cases.pointwise("sign", { $0.sign() }, { $0 < 0 ? -1 : $0 > 0 ? 1 : 0 }),
      Cases.pointwise("floor", { $0.floor() }, { $0.rounded(.down) }),
      Cases.pointwise("ceil", { $0.ceil() }, { $0.rounded(.up) }),
      Cases.pointwise("round", { $0.round() }, { $0.rounded(.toNearestOrEven) }),
      Cases.pointwise("trunc", { $0.trunc() }, { $0.rounded(.towardZero) }),
      Cases.pointwise("clamp", { $0.clamp(min: -0.7, max: 1.1) }, { min(max($0, -0.7), 1.1) }),
      Cases.pointwise("clamp min", { $0.clamp(min: -0.7) }, { max($0, -0.7) }),
      Cases.pointwise("clamp max", { $0.clamp(max: 1.1) }, { min($0, 1.1) }),
      Cases.pointwise("abs", { $0.abs() }, { $0.magnitude }),
      Cases.pointwise("pow 3", { $0.pow(3) }, { $0 * $0 * $0 }),
      Cases.pointwise("pow 1", { $0.pow(1) }, { $0 }),
      Cases.pointwise("pow 0", { $0.pow(0) }, { _ in 1 }),
      Cases.pointwise("pow -1.5", in: 0.5...2, { $0.pow(-1.5) }, { pow($0, -1.5) }),
    ].flatMap { $0 }
  }

  private static var activations: [OperationCase] {
    [
      Cases.pointwise("tanh", { $0.tanh() }, { tanh($0) }),
      Cases.pointwise("sigmoid", { $0.sigmoid() }, { 1 / (1 + exp(-$0)) }),
      Cases.pointwise("silu", { $0.silu() }, { $0 / (1 + exp(-$0)) }),
      Cases.pointwise("logSigmoid", { logSigmoid($0) }, { -log(1 + exp(-$0)) }),
      Cases.pointwise("relu", { relu($0) }, { max($0, 0) }),
      Cases.pointwise("gelu", { gelu($0) }, { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }),
      Cases.pointwise("gelu tanh", { gelu($0, approximate: .tanh) }) {
        0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
      },
      Cases.shapes.map(dropped),
      Cases.pointwise("dropout 1", { dropout($0, p: 1) }, { _ in 0 }),
      Cases.pointwise("dropout in eval", { dropout($0, training: false) }, { $0 }),
    ].flatMap { $0 }
  }

  /// Half of the elements, drawn anew for each call from one seed: two words for an element.
  private static func dropped(_ shape: [Int]) -> OperationCase {
    OperationCase(
      "dropout 0.5", [shape], gives: shape,
      { dropout($0[0].contiguous(), p: 0.5, generator: Generator(seed: 5)) }
    ) { grids, index in
      let words = Generator(seed: 5)
      let place = zip(shape, index).reduce(0) { $0 * $1.0 + $1.1 }
      for _ in 0..<place { _ = words.nextUInt64() }
      let isKept = Double(words.nextUInt64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53 < 0.5
      return isKept ? 2 * grids[0][index] : 0
    }
  }

  private static var masks: [OperationCase] {
    [
      Cases.pointwise("maskedFill", { $0.maskedFill($0.gt(0.31), -5) }, { $0 > 0.31 ? -5 : $0 }),
      Cases.binary("where", { Tensor.where($0.gt(0.31), $0, $1) }, { $0 > 0.31 ? $0 : $1 }),
      Cases.pointwise("where scalar", { Tensor.where($0.lt(0.31), $0, 7) }, { $0 < 0.31 ? $0 : 7 }),
      [
        OperationCase(
          "maskedFill stretched", [[3]], gives: [2, 3],
          { $0[0].maskedFill(Tensor(bools: [true, false]).unsqueeze(1), 9) }
        ) { $1[0] == 0 ? 9 : $0[0][[$1[1]]] }
      ],
    ].flatMap { $0 }
  }
}
