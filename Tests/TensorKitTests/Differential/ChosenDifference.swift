@testable import TensorKit

/// Where TensorKit answers otherwise than PyTorch on purpose.
struct ChosenDifference: Sendable {
  let name: String
  let kind: Disagreement
  let why: String
  /// Whether it must happen in every run. What is open yet may be settled any day.
  let isSettled: Bool
  let applies: @Sendable (DifferentialPool, DifferentialPool.Case) -> Bool

  init(
    _ name: String, _ kind: Disagreement, _ why: String, isSettled: Bool = true,
    _ applies: @escaping @Sendable (DifferentialPool, DifferentialPool.Case) -> Bool
  ) {
    (self.name, self.kind, self.why, self.isSettled) = (name, kind, why, isSettled)
    self.applies = applies
  }

  /// A settled one must happen in every run: what is not needed any more is taken out.
  static let all = refusals + answers + open

  private static let refusals: [ChosenDifference] = [
    ChosenDifference(
      "types are joined as they are", .refused,
      "cat and stack of tensors of several types ask for a conversion that can be read."
    ) { pool, one in
      ["cat", "stack"].contains(one.operation) && Set(one.inputs.map(pool.dtype)).count > 1
    },
    ChosenDifference(
      "cat skips nothing", .refused,
      "PyTorch skips vectors of no elements beside other shapes, a relic of its first years.",
      isSettled: false
    ) { pool, one in
      one.operation == "cat" && one.inputs.contains { pool.shape($0) == [0] }
    },
    ChosenDifference(
      "T is of matrices", .refused, "PyTorch itself has deprecated T of other shapes."
    ) { pool, one in one.operation == "T" && pool.shape(one.inputs[0]).count != 2 },
    ChosenDifference(
      "a number fits its type", .refused,
      "Beside uint8, −1 is a mistake, and 10¹⁰ beside float16. PyTorch makes 255 and ∞ of them.",
      isSettled: false
    ) { pool, one in
      let functions = ["where", "number where", "where number", "fill_", "maskedFill", "full"]
      guard functions.contains(one.operation), let value = one.numberBeside else { return false }
      let dtype = one.inputs.last.map(pool.dtype) ?? one.dtype
      let largest = [DType.float16: 65504, .bfloat16: 3.39e38, .float32: 3.41e38]
      return dtype == .uint8 && value < 0
        || value.magnitude > dtype.flatMap { largest[$0] } ?? .infinity
    },
    ChosenDifference(
      "angles fit the rows", .refused,
      "rotaryEmbedding asks for one type, and for angles that stretch to x and not x to them."
    ) { pool, one in
      one.operation == "rotaryEmbedding"
        && (Set(one.inputs.map(pool.dtype)).count > 1
          || one.results.contains { pool.shape($0.tensor) != pool.shape(one.inputs[0]) })
    },
    ChosenDifference(
      "a layer has a matrix and a vector", .refused,
      "PyTorch's linear also takes a vector as its weight, and any bias that stretches."
    ) { pool, one in
      one.function == "linear"
        && (pool.shape(one.inputs[1]).count != 2
          || one.inputs.dropFirst(2).contains {
            pool.shape($0) != Array(pool.shape(one.inputs[1]).prefix(1))
          })
    },
  ]

  private static let answers: [ChosenDifference] = [
    ChosenDifference(
      "no gradient of zeros", .zeroGradientMissing,
      """
      What does not depend on an input, as a tensor that was filled, leaves its gradient nil, where \
      PyTorch computes zeros: a student sees that nothing was learned.
      """
    ) { _, one in
      ["fill_", "zero_", "copy_", "uniform_", "normal_", "bernoulli_"].contains(one.function)
    },
    ChosenDifference(
      "numbers keep their value beside small types", .value,
      """
      PyTorch first rounds a number to float16 or bfloat16, or keeps its low bits beside an int8 or \
      uint8, so that 255 > 300 can be true. Here an operation on a stored type is that on the type \
      it is computed in.
      """
    ) { pool, one in
      let compared = ["gt", "ge", "lt", "le", "eq", "ne"]
      let computed = ["add", "sub", "mul", "add_", "sub_", "mul_", "div", "div_", "number", "pow"]
      guard (compared + computed).contains(one.function), let number = one.numberBeside,
        let dtype = one.inputs.first.map(pool.dtype)
      else { return false }
      return dtype.isStorageOnly
        && Tensor([number], dtype: .float64).to(dtype).doubles() != [number]
    },
    ChosenDifference(
      "a number over a tensor is one division", .value,
      "PyTorch multiplies the number with 1/x, which overflows where x is tiny."
    ) { pool, one in one.operation.hasPrefix("number div") && one.isExtreme(pool) },
  ]

  /// Differences that nobody has decided yet.
  private static let open: [ChosenDifference] = [
    undecided(.value) { pool, one in one.isExtreme(pool) && sums.contains(one.function) },
    undecided(.gradient) { pool, one in
      one.operation == "clamp tensors"
        || one.isExtreme(pool) && (sums + ["amax", "amin", "clamp"]).contains(one.function)
    },
    undecided(.zeroSign) { _, one in ["clamp", "maximum", "minimum"].contains(one.function) },
    undecided(.accepted) { _, one in
      [
        "fill_", "where", "number", "allClose", "pow", "argmin", "argmax", "clamp", "maskedFill",
        "full",
      ].contains(one.function)
    },
    undecided(.refused) { pool, one in
      switch one.operation {
      case "logSumExp", "softmax", "logSoftmax": !pool.dtype(one.inputs[0]).isFloatingPoint
      case "mseLoss": one.inputs.map(pool.dtype).contains(.bool)
      default: false
      }
    },
  ]

  /// What overflows on the way, or comes out below the smallest normal number.
  private static let sums = ["pow", "softmax", "layerNorm", "scaledDotProductAttention"]

  private static func undecided(
    _ kind: Disagreement,
    _ applies: @escaping @Sendable (DifferentialPool, DifferentialPool.Case) -> Bool
  ) -> ChosenDifference {
    ChosenDifference("undecided", kind, "Nobody has decided yet.", isSettled: false, applies)
  }
}

extension DifferentialPool.Case {
  /// The function's name: the operation's without what sets variants of it apart.
  var function: String { String(operation.prefix { $0 != " " }) }

  /// The number beside the tensors, if it is finite.
  fileprivate var numberBeside: Double? {
    guard let option = options["value"] else { return nil }
    let value = option.number ?? option.string.flatMap { Double($0.dropFirst()) }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether an operand lies far from 1, or is none.
  fileprivate func isExtreme(_ pool: DifferentialPool) -> Bool {
    (numberBeside?.magnitude ?? 0) > 100
      || inputs.contains { input in
        pool.tensor(input).doubles().contains {
          !$0.isFinite || $0.magnitude > 80 || $0 != 0 && $0.magnitude < 1e-4
        }
      }
  }

  /// The type that is asked for.
  fileprivate var dtype: DType? { options["dtype"]?.string.flatMap { DType(named: $0) } }
}
