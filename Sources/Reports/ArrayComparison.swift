import LessonPacks
import Observations

extension Comparison {
  /// Compares two arrays of one shape, or returns nil when they agree within `tolerance`.
  ///
  /// A NaN agrees only with a NaN in the same place; −0.0 equals 0.0; an infinity agrees only with
  /// itself. Precondition: the shapes are equal.
  static func between(
    _ yours: ObservedArray, _ expected: ObservedArray, name: String, against: String,
    within tolerance: Tolerance
  ) -> Comparison? {
    precondition(
      yours.shape == expected.shape,
      "\(name): shapes \(yours.shape) and \(expected.shape) cannot be compared value by value")
    let allowance = tolerance.allowance(for: expected)
    var differing = 0
    var worst = 0
    var worstDistance = -1.0
    for index in yours.values.indices {
      let distance = Self.distance(yours.values[index], expected.values[index])
      if distance > allowance { differing += 1 }
      if distance > worstDistance {
        worst = index
        worstDistance = distance
      }
    }
    guard differing > 0 else { return nil }
    return Comparison(
      name: name, against: against, yours: yours, expected: expected, differing: differing,
      worst: worst, pattern: DifferencePattern.found(yours, expected))
  }

  /// |a − b|, and infinity where one of the two is no number or not finite and the other is not the
  /// same.
  static func distance(_ a: Double, _ b: Double) -> Double {
    if a == b || (a.isNaN && b.isNaN) { return 0 }
    let distance = (a - b).magnitude
    return distance.isNaN ? .infinity : distance
  }

  /// The largest |yours − expected|.
  public var largestDifference: Double {
    Self.distance(yours.values[worst], expected.values[worst])
  }
}

extension Tolerance {
  /// What two values of an array may differ by: absolute + relative · max(1, max|expected|).
  func allowance(for expected: ObservedArray) -> Double {
    guard relative > 0 else { return absolute }
    let largest = expected.values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return absolute + relative * max(1, largest)
  }
}

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
    let counting = expected.indices.filter { expected[$0].magnitude > 1e-3 * largest }
    guard counting.count >= 2, let first = counting.first else { return nil }
    let ratio = yours[first] / expected[first]
    guard ratio.isFinite, ratio != 0, (ratio - 1).magnitude > 1e-3 else { return nil }
    let scale = ratio.magnitude * largest
    let agrees = expected.indices.allSatisfy {
      (yours[$0] - ratio * expected[$0]).magnitude <= 1e-3 * scale
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
    let tolerance = 1e-4 * max(offset.magnitude, largest * 1e-2)
    let agrees = yours.indices.allSatisfy {
      (yours[$0] - expected[$0] - offset).magnitude <= tolerance
    }
    return agrees && offset.magnitude > tolerance ? offset : nil
  }
}
