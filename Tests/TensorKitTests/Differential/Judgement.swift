#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// What sets an answer apart from PyTorch's.
enum Disagreement: String, CaseIterable, Sendable {
  case refused, dtype, shape, value, gradient, inputChanged
  /// A zero of the other sign, where every bit counts.
  case zeroSign
  /// There is none; the second where PyTorch's is zero everywhere.
  case gradientMissing, zeroGradientMissing
  case gradientUnknownToPyTorch
  /// PyTorch refuses the case.
  case accepted
}

/// One case, computed in some layout and held against what PyTorch made of it.
struct Judgement: CustomStringConvertible {
  let pool: DifferentialPool
  let one: DifferentialPool.Case

  struct Finding: Sendable {
    let kind: Disagreement
    let text: String
  }

  /// Nil when the answers agree.
  func judge(_ body: (Call) -> [Tensor], _ draws: Generator) -> Finding? {
    let plain = one.inputs.map { pool.tensor($0) }
    let changesFirst = one.operation.contains("_")
    let inputs = plain.enumerated().map { position, value -> Tensor in
      let layout = Layout.allCases[Int(draws.nextUInt64() % UInt64(Layout.allCases.count))]
      // Elements that are one in memory cannot be changed in place.
      let isBound = changesFirst && position == 0 && layout == .stretched
      return (isBound ? .sliced : layout).present(value, draws)
    }
    let isRecorded = draws.nextUInt64() % 4 > 0
    if isRecorded {
      for input in inputs where input.dtype.isFloatingPoint { input.requiresGrad = true }
    }
    let call = Call(inputs: inputs, options: one.options)
    let results = isRecorded ? body(call) : noGrad { body(call) }
    guard results.count == one.results.count else {
      return Finding(kind: .shape, text: "\(results.count) results")
    }
    for (found, expected) in zip(results, one.results) {
      if let finding = compare(found.detach(), expected, .value) { return finding }
    }
    guard isRecorded else { return nil }
    for result in results where result.requiresGrad && !result.isLeaf {
      result.backward(Self.cotangent(of: result), retainGraph: true)
    }
    for (position, expected) in one.gradients.enumerated() {
      if let finding = gradient(inputs[position], results, expected) { return finding }
    }
    return changesFirst ? nil : changed(inputs, plain)
  }

  private func gradient(
    _ input: Tensor, _ results: [Tensor], _ expected: DifferentialPool.Expected?
  ) -> Finding? {
    // What hands its input on, as contiguous() may, is that leaf itself.
    if results.contains(where: { $0 === input }) { return nil }
    switch (input.grad, expected) {
    case (nil, nil): return nil
    case (nil, .some(let expected)):
      let wanted = pool.tensor(expected.tensor).doubles()
      return Finding(
        kind: wanted.allSatisfy { $0 == 0 } ? .zeroGradientMissing : .gradientMissing,
        text: "PyTorch: \(wanted)")
    case (.some(let found), nil):
      return Finding(kind: .gradientUnknownToPyTorch, text: "\(found.doubles())")
    case (.some(let found), .some(let expected)): return compare(found, expected, .gradient)
    }
  }

  /// What an operation whose name has no "_" must leave as it was.
  private func changed(_ inputs: [Tensor], _ plain: [Tensor]) -> Finding? {
    for (input, before) in zip(inputs, plain) {
      let found = input.detach().doubles()
      guard zip(found, before.doubles()).allSatisfy({ $0 == $1 || $0.isNaN && $1.isNaN }) else {
        return Finding(kind: .inputChanged, text: "\(found)")
      }
    }
    return nil
  }

  private func compare(
    _ found: Tensor, _ expected: DifferentialPool.Expected, _ kind: Disagreement
  ) -> Finding? {
    let wanted = pool.tensor(expected.tensor)
    if found.shape != wanted.shape {
      return Finding(kind: .shape, text: "\(kind) \(found.shape), PyTorch \(wanted.shape)")
    }
    if found.dtype != wanted.dtype {
      return Finding(kind: .dtype, text: "\(kind) \(found.dtype), PyTorch \(wanted.dtype)")
    }
    if wanted.dtype.computed == .int64 {
      return found.ints() == wanted.ints()
        ? nil : Finding(kind: kind, text: "\(found.ints()), PyTorch \(wanted.ints())")
    }
    let (values, truths) = (found.doubles(), wanted.doubles())
    let allowed = expected.allowances.map {
      pool.logarithms(from: $0, count: truths.count).map(exp2)
    }
    for index in truths.indices {
      let limit = allowed?[index] ?? 0
      let isZeroTurned = values[index] == 0 && values[index].sign != truths[index].sign
      if kind == .value && allowed == nil && isZeroTurned {
        return Finding(kind: .zeroSign, text: "element \(index) of the results")
      }
      if !Self.isClose(values[index], truths[index], limit) {
        let off = "element \(index): \(values[index]), PyTorch \(truths[index]), allowed \(limit)"
        return Finding(kind: kind, text: off)
      }
    }
    return nil
  }

  /// NaN as the allowance: PyTorch overflowed on its way, which others may do elsewhere. Where its
  /// value is finite it is the truth; where not, nobody knows it.
  private static func isClose(_ found: Double, _ truth: Double, _ allowed: Double) -> Bool {
    if found == truth || found.isNaN && truth.isNaN { return true }
    if allowed.isNaN {
      let near = truth.magnitude * 0x1p-12 + 0x1p-100
      return !found.isFinite || !truth.isFinite || (found - truth).magnitude <= near
    }
    return (found - truth).magnitude <= allowed
  }

  /// As differential.py weighs results: numbers that every type holds.
  static func cotangent(of result: Tensor) -> Tensor {
    let weights = [1, -0.5, 2, 0.25, -1.5, 0.75, -3]
    return Tensor(
      (0..<result.count).map { weights[$0 % weights.count] }, shape: result.shape,
      dtype: result.dtype)
  }

  /// The case in words that are enough to repeat it by hand.
  var description: String {
    let inputs = one.inputs.map { number in
      let values = pool.tensor(number).doubles().map { "\($0)" }.joined(separator: ", ")
      return "\(pool.dtype(number))\(pool.shape(number)) [\(values)]"
    }
    let options = one.options.members?.map { "\($0.key): \($0.value)" } ?? []
    return "\(one.operation)(\((inputs + options).joined(separator: "; ")))"
  }
}
