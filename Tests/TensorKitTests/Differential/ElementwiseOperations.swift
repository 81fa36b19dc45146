@testable import TensorKit

extension DifferentialOperation {
  static let elementwise = arithmetic + inPlace + functions + comparisons + logic + bounds + masks

  private static let arithmetic: [DifferentialOperation] = [
    .init("add") { $0[0] + $0[1] },
    .init("sub") { $0[0] - $0[1] },
    .init("mul") { $0[0] * $0[1] },
    .init("div") { $0[0] / $0[1] },
    .init("neg") { -$0[0] },
    .init("add number") { $0[0] + $0.number() },
    .init("number add") { $0.number() + $0[0] },
    .init("sub number") { $0[0] - $0.number() },
    .init("number sub") { $0.number() - $0[0] },
    .init("mul number") { $0[0] * $0.number() },
    .init("number mul") { $0.number() * $0[0] },
    .init("div number") { $0[0] / $0.number() },
    .init("number div") { $0.number() / $0[0] },
    .init("number div extreme") { $0.number() / $0[0] },
    .init("add alpha") { $0[0].add($0[1], alpha: $0.number("alpha")) },
    .init("sub alpha") { $0[0].sub($0[1], alpha: $0.number("alpha")) },
    .init("pow") { $0[0].pow($0.number()) },
    .init("pow small") { $0[0].pow($0.number()) },
  ]

  private static let inPlace: [DifferentialOperation] = [
    .init("add_") { $0.changeable.add_($0[1], alpha: $0.number("alpha")) },
    .init("add_ number") { $0.changeable.add_($0.number()) },
    .init("sub_") { $0.changeable.sub_($0[1], alpha: $0.number("alpha")) },
    .init("sub_ number") { $0.changeable.sub_($0.number()) },
    .init("mul_") { $0.changeable.mul_($0[1]) },
    .init("mul_ number") { $0.changeable.mul_($0.number()) },
    .init("div_") { $0.changeable.div_($0[1]) },
    .init("div_ number") { $0.changeable.div_($0.number()) },
    .init("fill_") { $0.changeable.fill_($0.number()) },
    .init("zero_") { $0.changeable.zero_() },
    .init("copy_") { $0.changeable.copy_($0[1]) },
  ]

  private static let functions: [DifferentialOperation] = [
    .init("exp") { $0[0].exp() },
    .init("log") { $0[0].log() },
    .init("sqrt") { $0[0].sqrt() },
    .init("rsqrt") { $0[0].rsqrt() },
    .init("tanh") { $0[0].tanh() },
    .init("sigmoid") { $0[0].sigmoid() },
    .init("sin") { $0[0].sin() },
    .init("cos") { $0[0].cos() },
    .init("reciprocal") { $0[0].reciprocal() },
    .init("square") { $0[0].square() },
    .init("floor") { $0[0].floor() },
    .init("ceil") { $0[0].ceil() },
    .init("round") { $0[0].round() },
    .init("trunc") { $0[0].trunc() },
    .init("abs") { $0[0].abs() },
    .init("sign") { $0[0].sign() },
    .init("silu") { $0[0].silu() },
    .init("relu") { relu($0[0]) },
    .init("gelu") { gelu($0[0], approximate: $0.text("approximate") == "tanh" ? .tanh : .none) },
    .init("isnan") { $0[0].isnan() },
    .init("isinf") { $0[0].isinf() },
    .init("isfinite") { $0[0].isfinite() },
    .init("dropout") { dropout($0[0], p: Float($0.double("p")), training: $0.flag("training")) },
    .init("dropout seeded") {
      dropout($0[0].contiguous(), p: Float($0.double("p")), generator: $0.generator)
    },
  ]

  private static let comparisons: [DifferentialOperation] = [
    .init("gt number") { $0[0].gt($0.number()) },
    .init("ge number") { $0[0].ge($0.number()) },
    .init("lt number") { $0[0].lt($0.number()) },
    .init("le number") { $0[0].le($0.number()) },
    .init("eq number") { $0[0].eq($0.number()) },
    .init("ne number") { $0[0].ne($0.number()) },
    .init("gt") { $0[0] .> $0[1] },
    .init("ge") { $0[0] .>= $0[1] },
    .init("lt") { $0[0] .< $0[1] },
    .init("le") { $0[0] .<= $0[1] },
    .init("eq") { $0[0] .== $0[1] },
    .init("ne") { $0[0] .!= $0[1] },
    .init("any") { Tensor(bools: [$0[0].any()], shape: []) },
    .init("all") { Tensor(bools: [$0[0].all()], shape: []) },
    .init("equal") { Tensor(bools: [$0[0].equal($0[1])], shape: []) },
    .init("allClose") {
      let isClose = $0[0].allClose($0[1], rtol: $0.double("rtol"), atol: $0.double("atol"))
      return Tensor(bools: [isClose], shape: [])
    },
  ]

  private static let logic: [DifferentialOperation] = [
    .init("logicalAnd") { $0[0].logicalAnd($0[1]) },
    .init("logicalOr") { $0[0].logicalOr($0[1]) },
    .init("logicalXor") { $0[0].logicalXor($0[1]) },
    .init("logicalNot") { $0[0].logicalNot() },
    .init("bitwiseAnd") { $0[0] & $0[1] },
    .init("bitwiseOr") { $0[0] | $0[1] },
    .init("bitwiseXor") { $0[0] ^ $0[1] },
    .init("bitwiseNot") { ~$0[0] },
  ]

  private static let bounds: [DifferentialOperation] = [
    .init("maximum") { maximum($0[0], $0[1]) },
    .init("minimum") { $0[0].minimum($0[1]) },
    .init("clamp") { $0[0].clamp(min: $0.number("low"), max: $0.number("high")) },
    .init("clamp min") { $0[0].clamp(min: $0.number("low")) },
    .init("clamp max") { $0[0].clamp(max: $0.number("high")) },
    .init("clamp tensors") { $0[0].clamp(min: $0[1], max: $0[2]) },
  ]

  private static let masks: [DifferentialOperation] = [
    .init("where") { Tensor.where($0[0], $0[1], $0[2]) },
    .init("where number") { Tensor.where($0[0], $0[1], $0.number()) },
    .init("number where") { Tensor.where($0[0], $0.number(), $0[1]) },
    .init("maskedFill") { $0[1].maskedFill($0[0], $0.number()) },
    .init("triu") { $0[0].triu($0.int("diagonal")) },
    .init("tril") { $0[0].tril($0.int("diagonal")) },
  ]
}
