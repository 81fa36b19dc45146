import TensorKit

/// Operands that do not fit one another.
enum ArithmeticMistakes {
  static let all = broadcasting + types + products + reductions

  private static func stretch(_ name: String) -> String {
    """
    \(name): shapes [2, 3] and [4] do not broadcast: counted from the end, dimension 1 is 3 in one \
    and 4 in the other; they must be equal, or one of them 1
    """
  }

  private static func outside(_ name: String, _ make: @escaping @Sendable (Tensor) -> Void)
    -> Mistake
  {
    Mistake("\(name): there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      make(.ones(2, 3))
    }
  }

  private static let broadcasting = [
    Mistake(stretch("add")) { _ = Tensor.ones(2, 3) + Tensor.ones(4) },
    Mistake(stretch("sub")) { _ = Tensor.ones(2, 3) - Tensor.ones(4) },
    Mistake(stretch("mul")) { _ = Tensor.ones(2, 3) * Tensor.ones(4) },
    Mistake(stretch("div")) { _ = Tensor.ones(2, 3) / Tensor.ones(4) },
    Mistake(stretch("eq")) { _ = Tensor.ones(2, 3).eq(Tensor.ones(4)) },
    Mistake(stretch("allClose")) { _ = Tensor.ones(2, 3).allClose(.ones(4)) },
    Mistake(stretch("maskedFill")) {
      _ = Tensor.ones(2, 3).maskedFill(.ones([4], dtype: .bool), 0)
    },
    Mistake(stretch("where")) {
      _ = Tensor.where(.ones([2, 3], dtype: .bool), .ones(2, 3), .ones(4))
    },
  ]

  private static let types = [
    Mistake(
      """
      sub: shapes [2] and [2] are of bool and bool, and bool is not subtracted: use ^ for "one but \
      not both", ~ for "not", or convert with to(.float32) first
      """
    ) { _ = Tensor(bools: [true, false]) - Tensor(bools: [true, true]) },
    Mistake(
      """
      sub: shape [1] of bool and a number of int64: bool is not subtracted: use ^ for "one but not \
      both", ~ for "not", or convert with to(.float32) first
      """
    ) { _ = 1 - Tensor(bools: [true]) },
    Mistake("neg: shape [1] is of bool, which has no negative: use ~ for not") {
      _ = -Tensor(bools: [true])
    },
    Mistake("abs: shape [1] is of bool, which has no size: convert with to(.float32) first") {
      _ = Tensor(bools: [true]).abs()
    },
    Mistake("relu: shape [1] is of bool: convert with to(.float32) first") {
      _ = Tensor(bools: [true]).relu()
    },
    Mistake("clamp: shape [1] is of bool, which has no bounds: convert with to(…)") {
      _ = Tensor(bools: [true]).clamp(min: false)
    },
    Mistake("gelu: shape [1] is of int64: convert with to(.float32) first") {
      _ = Tensor(ints: [1]).gelu()
    },
    Mistake(
      """
      &: shape [2] is of float32, and only bool and integers have bits to combine: make a mask \
      first, as gt(0) does
      """
    ) { _ = Tensor([1, 2]) & Tensor(ints: [1, 2]) },
    Mistake("pow: integers of shape [1] have no whole power -1: convert with to(.float32) first") {
      _ = Tensor(ints: [2]).pow(-1)
    },
    Mistake("fill_: 1e+300 does not fit float32: use float64") {
      _ = Tensor.ones(2).fill_(1e300)
    },
    Mistake("full: 300 does not fit uint8: use int64") {
      _ = Tensor.full([2], 300, dtype: .uint8)
    },
    Mistake(
      """
      add: alpha 0.5 is of another kind than shapes [1] and [1] of int64: convert one with \
      to(.float32) first
      """
    ) { _ = Tensor(ints: [1]).add(Tensor(ints: [1]), alpha: 0.5) },
    Mistake("maskedFill: the mask must be a bool tensor, as gt(0) makes one; this is float32") {
      _ = Tensor.ones(2).maskedFill(.ones(2), 0)
    },
    Mistake("where: the mask must be a bool tensor, as gt(0) makes one; this is int64") {
      _ = Tensor.where(Tensor(ints: [1]), .ones(1), .ones(1))
    },
    Mistake("maskedFill: -inf is no integer that int64 can hold: use float32 or float64") {
      _ = Tensor(ints: [1]).maskedFill(Tensor(bools: [true]), -.infinity)
    },
    Mistake("ints: nan is no integer that int64 can hold: use float32 or float64") {
      _ = Tensor([.nan]).ints()
    },
    Mistake("Tensor: 1e+20 is no integer that int64 can hold: use float32 or float64") {
      _ = Tensor([1e20], dtype: .int64)
    },
    Mistake("full: inf is no integer that int64 can hold: use float32 or float64") {
      _ = Tensor.full([2], .infinity, dtype: .int64)
    },
    Mistake("softmax: int64 must be converted with to(.float32) first") {
      _ = Tensor(ints: [1, 2]).softmax()
    },
    Mistake("logSoftmax: bool must be converted with to(.float32) first") {
      _ = Tensor(bools: [true]).logSoftmax()
    },
    Mistake("logSumExp: int64 must be converted with to(.float32) first") {
      _ = Tensor(ints: [1, 2]).logSumExp(dim: 0)
    },
    Mistake("mean: int64 has no mean: convert with to(.float32) first") {
      _ = Tensor(ints: [1, 2]).mean()
    },
    Mistake("variance: int64 has none: convert with to(.float32) first") {
      _ = Tensor(ints: [1, 2]).variance()
    },
    Mistake("to: parameters are of a floating point type, such as float32, and not int64") {
      Linear(1, 1).to(.int64)
    },
    Mistake("convert: a parameter is of a floating point type, and not bool") {
      Parameter(.ones(2)).convert(to: .bool)
    },
  ]

  private static let products = [
    Mistake(
      """
      matmul: [2, 3] × [4, 5]: the last dimension of the first, 3, must equal the second last one of \
      the second, 4
      """
    ) { _ = Tensor.ones(2, 3).matmul(.ones(4, 5)) },
    Mistake(
      """
      matmul: [2, 3] × [4]: the last dimension of the first, 3, must equal the only one of the \
      second, 4
      """
    ) { _ = matmul(.ones(2, 3), .ones(4)) },
    Mistake(
      """
      matmul: [2, 4, 3] × [5, 3, 4]: the leading dimensions [2] and [5] do not broadcast: counted \
      from the end, they must be equal, or one of them 1
      """
    ) { _ = matmul(.ones(2, 4, 3), .ones(5, 3, 4)) },
    Mistake("matmul: shapes [] and [2]: a scalar is no matrix; use * for it") {
      _ = matmul(Tensor(1), .ones(2))
    },
    Mistake("matmul: float32 × float64: both must be of one type: convert one with to(_:)") {
      _ = matmul(.ones(2, 2), .ones([2, 2], dtype: .float64))
    },
    Mistake("matmul: int64 × float32: both must be of one type: convert one with to(_:)") {
      _ = matmul(Tensor(ints: [1]), .ones(1))
    },
    Mistake(
      """
      matmul: bool × bool: truth values cannot be multiplied and summed: convert both to numbers \
      with to(_:)
      """
    ) { _ = matmul(Tensor(bools: [true]), Tensor(bools: [true])) },
    Mistake("linear: input [4, 32] does not fit weight [48, 64]: the last dimension must be 64") {
      _ = linear(.ones(4, 32), .ones(48, 64))
    },
    Mistake("linear: weight [64] must be a matrix, [out, in]") {
      _ = linear(.ones(4, 64), .ones(64))
    },
    Mistake(
      """
      linear: input float32 and weight float64 must be of one type, of numbers: convert with to(_:)
      """
    ) { _ = linear(.ones(2, 2), .ones([2, 2], dtype: .float64)) },
    Mistake(
      "linear: input bool and weight bool must be of one type, of numbers: convert with to(_:)"
    ) {
      _ = linear(.ones([2, 2], dtype: .bool), .ones([2, 2], dtype: .bool))
    },
    Mistake("linear: bias [64] of float32 does not fit weight [48, 64]: it must be [48] of float32")
    {
      _ = linear(.ones(4, 64), .ones(48, 64), .ones(64))
    },
  ]

  private static let reductions = [
    outside("sum") { _ = $0.sum(dim: 2) },
    Mistake("sum: dimension 1 is named twice in [1, -1]") {
      _ = Tensor.ones(2, 3).sum(dim: [1, -1])
    },
    Mistake("mean: there is no dimension -3 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.ones(2, 3).mean(dim: -3)
    },
    outside("variance") { _ = $0.variance(dim: 2) },
    outside("softmax") { _ = softmax($0, dim: 2) },
    outside("logSoftmax") { _ = logSoftmax($0, dim: 2) },
    outside("logSumExp") { _ = $0.logSumExp(dim: 2) },
    outside("amax") { _ = $0.amax(dim: 2) },
    outside("amin") { _ = $0.amin(dim: 2) },
    outside("argmax") { _ = $0.argmax(dim: 2) },
    outside("argmin") { _ = $0.argmin(dim: 2) },
    Mistake("amin: dimension 1 of shape [2, 0] is empty: it must hold an element") {
      _ = Tensor.ones(2, 0).amin(dim: 1)
    },
    Mistake("max: dimension 0 of shape [0] is empty: it must hold an element") {
      _ = Tensor.zeros(0).max()
    },
    Mistake("argmax: dimension 0 of shape [0] is empty: it must hold an element") {
      _ = Tensor.zeros(0).argmax()
    },
    Mistake("item: shape [2, 3] holds 6 elements, and item() reads the only one") {
      _ = Tensor.ones(2, 3).item()
    },
  ]
}
