import Testing

@testable import TensorKit

/// Values that no file holds, drawn anew in each run, on the shapes and options of the pool: their
/// truth is the same operation in float64, and for gradients the limit of differences.
@Suite struct FreshValueTests {
  private static let casesOfAnOperation = 5

  // In processes of their own, as what is refused by mistake ends them.
  @Test func singlePrecisionIsDoublePrecisionRounded() async {
    await #expect(processExitsWith: .success) { [seed = DifferentialRun.seed as UInt64] in
      try FreshValueTests.compareWithDouble(seed)
    }
  }

  @Test func gradientsAreTheLimitsOfDifferences() async {
    await #expect(processExitsWith: .success) { [seed = DifferentialRun.seed as UInt64] in
      try FreshValueTests.compareWithDifferences(seed)
    }
  }

  private static func compareWithDouble(_ seed: UInt64) throws {
    try forEachCase(seed) { fresh in
      let single = fresh.inputs.map { $0.dtype == .float64 ? $0.to(.float32) : $0 }
      let double = single.map { $0.dtype == .float32 ? $0.to(.float64) : $0 }
      let (found, truth) = (fresh.result(single), fresh.result(double))
      #expect(found.shape == truth.shape, "\(fresh)")
      guard found.shape == truth.shape, found.dtype == .float32 else { return }
      let path = (0..<3).map { _ in
        fresh.result(fresh.neighbour(of: double)) - truth
      }
      let largest = truth.doubles().filter(\.isFinite).map(\.magnitude).max() ?? 0
      let moved = path.map { $0.doubles() }
      for (index, (value, true_)) in zip(found.doubles(), truth.doubles()).enumerated() {
        let reach = moved.map { $0[index].magnitude }.max() ?? 0
        let allowed = largest * 0x1p-20 + 4 * reach
        #expect(
          value == true_ || value.isNaN && true_.isNaN || (value - true_).magnitude <= allowed,
          "element \(index): \(value), in float64 \(true_): \(fresh)")
      }
    }
  }

  private static func compareWithDifferences(_ seed: UInt64) throws {
    try forEachCase(seed) { fresh in
      let learning = fresh.inputs.indices.filter { fresh.inputs[$0].dtype == .float64 }
      let body: ([Tensor]) -> Tensor = { moved in
        var inputs = fresh.inputs
        for (place, value) in zip(learning, moved) { inputs[place] = value }
        return fresh.result(inputs)
      }
      let values = learning.map { fresh.inputs[$0] }
      // As the variance of one number.
      guard body(values).doubles().allSatisfy(\.isFinite) else { return }
      let gradients = Differences.backward(body, values).gradients
      for (position, slope) in Differences.numeric(body, values).enumerated() {
        let gradient = gradients[position] ?? Tensor.zeros(slope.shape, dtype: .float64)
        expectClose(gradient, slope, within: 1e-7, floor: 1, "gradient \(position) of \(fresh)")
      }
    }
  }

  /// Calls `check` with some cases of each operation that has a gradient, with values of this run.
  private static func forEachCase(_ seed: UInt64, _ check: (FreshCase) -> Void) throws {
    let pool = try DifferentialRun.pool.get()
    let generator = Generator(seed: seed)
    var taken: [String: Int] = [:]
    for number in Tensor.randperm(pool.cases.count, generator: generator).ints() {
      let one = pool.cases[number]
      guard let range = pool.fresh[one.operation], FreshCase.fits(one, pool),
        taken[one.operation, default: 0] < casesOfAnOperation,
        let operation = DifferentialOperation.table[one.operation]
      else { continue }
      taken[one.operation, default: 0] += 1
      check(FreshCase(pool, one, operation, range, generator))
    }
    let unmet = pool.fresh.keys.filter { taken[$0] == nil }.sorted()
    #expect(unmet == [], "no case of these is fit for fresh values")
  }
}

/// A case of the pool with other values in its floating inputs, in float64.
struct FreshCase: CustomStringConvertible {
  let inputs: [Tensor]
  private let one: DifferentialPool.Case
  private let operation: DifferentialOperation
  private let draws: Generator

  init(
    _ pool: DifferentialPool, _ one: DifferentialPool.Case, _ operation: DifferentialOperation,
    _ range: ClosedRange<Double>, _ draws: Generator
  ) {
    (self.one, self.operation, self.draws) = (one, operation, draws)
    // Of one draw, so that no two values are equal in different inputs either.
    let floating = one.inputs.filter { pool.dtype($0).isFloatingPoint }
    var values = Self.spread(floating.reduce(0) { $0 + pool.tensor($1).count }, range, draws)[...]
    inputs = one.inputs.map { number in
      let value = pool.tensor(number)
      guard value.dtype.isFloatingPoint else { return value }
      defer { values = values.dropFirst(value.count) }
      return Tensor(Array(values.prefix(value.count)), shape: value.shape, dtype: .float64)
    }
  }

  /// Whether the gradient is smooth near ordinary values: no option is extreme, and the inputs are of
  /// one floating type.
  static func fits(_ one: DifferentialPool.Case, _ pool: DifferentialPool) -> Bool {
    let types = Set((one.inputs + one.results.map(\.tensor)).map(pool.dtype))
    let results = one.results.map { pool.dtype($0.tensor) }
    let isMade = one.gradients.contains { $0 != nil }
    let isRefused = ChosenDifference.all.contains { $0.kind == .refused && $0.applies(pool, one) }
    let isHuge = one.inputs.contains { number in
      pool.dtype(number).computed == .int64
        && pool.tensor(number).doubles().contains { $0.magnitude > 1000 }
    }
    return isMade && !isRefused && !isHuge && results[0].isFloatingPoint
      && !types.contains(where: \.isNarrow)
      && types.filter(\.isFloatingPoint).count == 1
      && (one.options.members ?? []).allSatisfy { isOrdinary($0.value.string) }
  }

  private static func isOrdinary(_ option: String?) -> Bool {
    guard let option, option.first == "d" || option.first == "i",
      let value = Double(option.dropFirst())
    else { return true }
    return value.magnitude <= 10
  }

  /// Values in no order, no two equal, and none near a multiple of ¼, where slopes may jump.
  private static func spread(
    _ count: Int, _ range: ClosedRange<Double>, _ draws: Generator
  ) -> [Double] {
    let order = Tensor.randperm(count, generator: draws).ints()
    let moved = Tensor.rand([count], dtype: .float64, generator: draws).doubles()
    let width = (range.upperBound - range.lowerBound) / Double(Swift.max(count, 1))
    return zip(order, moved).map { place, part -> Double in
      let value = range.lowerBound + width * (Double(place) + 0.3 + 0.4 * part)
      let step = (value * 4).rounded() / 4
      return (value - step).magnitude < 0.01 ? step + 0.01 + width * 0.1 * part : value
    }
  }

  func result(_ inputs: [Tensor]) -> Tensor {
    let changes = one.operation.contains("_")
    let given = changes ? inputs.map { $0.requiresGrad ? $0 : $0.clone() } : inputs
    return operation.body(Call(inputs: given, options: one.options))[0]
  }

  /// Every float64 input a float32 rounding away.
  func neighbour(of values: [Tensor]) -> [Tensor] {
    values.map { value in
      guard value.dtype == .float64 else { return value }
      let sign = Tensor.rand(value.shape, dtype: .float64, generator: draws) * 2 - 1
      return value + value * sign * Float(0x1p-22)
    }
  }

  var description: String {
    "\(one.operation)(\(inputs.map { "\($0.shape) \($0.doubles())" }); \(one.options)), "
      + "case \(one.number)"
  }
}

extension DType {
  /// Whether rounding to this type would drown what is tested here.
  fileprivate var isNarrow: Bool { isFloatingPoint && byteCount < 4 }
}
