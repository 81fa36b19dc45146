import Observations

/// How all values together stand to the expected ones, where there is one simple answer.
public enum DifferencePattern: Sendable, Equatable {
  /// yours = ratio · expected, everywhere that counts.
  case ratio(Double)
  /// A matrix that is the expected one transposed.
  case transposed
  /// Every value is zero and the expected ones are not.
  case zero
  /// yours = expected + offset, everywhere.
  case offset(Double)

  static func found(_ yours: ObservedArray, _ expected: ObservedArray) -> DifferencePattern? {
    guard yours.values.allSatisfy(\.isFinite), expected.values.allSatisfy(\.isFinite) else {
      return nil
    }
    let largest = expected.values.lazy.map(\.magnitude).max() ?? 0
    if largest > 0, yours.values.allSatisfy({ $0 == 0 }) { return .zero }
    if let ratio = ratio(yours.values, expected.values, largest: largest) { return .ratio(ratio) }
    if isTransposed(yours, expected, largest: largest) { return .transposed }
    return offset(yours.values, expected.values, largest: largest).map(DifferencePattern.offset)
  }

  private static func ratio(
    _ yours: [Double], _ expected: [Double], largest: Double
  ) -> Double? {
    // The largest value carries the least rounding, so it says what the ratio is.
    let counting = expected.indices.filter { expected[$0].magnitude > 1e-6 * largest }
    guard counting.count >= 2,
      let first = counting.max(by: { expected[$0].magnitude < expected[$1].magnitude })
    else { return nil }
    let ratio = yours[first] / expected[first]
    guard ratio.isFinite, ratio != 0, (ratio - 1).magnitude > 1e-3 else { return nil }
    let agrees = expected.indices.allSatisfy {
      let scaled = ratio * expected[$0]
      let allowance = 1e-3 * scaled.magnitude + 2e-6 * ratio.magnitude * largest
      return (yours[$0] - scaled).magnitude <= allowance
    }
    return agrees ? ratio : nil
  }

  private static func isTransposed(
    _ yours: ObservedArray, _ expected: ObservedArray, largest: Double
  ) -> Bool {
    guard yours.shape.count == 2, yours.shape[0] == yours.shape[1], yours.shape[0] > 1 else {
      return false
    }
    let side = yours.shape[0]
    return (0..<side).allSatisfy { row in
      (0..<side).allSatisfy { column in
        let difference = yours.values[row * side + column] - expected.values[column * side + row]
        return difference.magnitude <= 1e-5 * largest
      }
    }
  }

  private static func offset(
    _ yours: [Double], _ expected: [Double], largest: Double
  ) -> Double? {
    guard yours.count >= 2, let first = yours.first, let expectedFirst = expected.first else {
      return nil
    }
    let offset = first - expectedFirst
    // Values near `largest` were rounded to about 1e-7 of it before and after the offset.
    let tolerance = 1e-3 * offset.magnitude + 1e-6 * largest
    let agrees = yours.indices.allSatisfy {
      (yours[$0] - expected[$0] - offset).magnitude <= tolerance
    }
    return agrees && offset.magnitude > 1e-5 * largest ? offset : nil
  }
}
