import LessonPacks
import Observations

extension Comparison {
  /// Compares two arrays of one shape, or returns nil when they agree within `tolerance`.
  ///
  /// −0.0 equals 0.0; an infinity agrees only with itself. A NaN agrees with a NaN in the same
  /// place, or with nothing at all if `matchingNaNs` is false. Precondition: the shapes are equal.
  public static func between(
    _ yours: ObservedArray, _ expected: ObservedArray, name: String, against: Counterpart,
    within tolerance: Tolerance, matchingNaNs: Bool = true
  ) -> Comparison? {
    precondition(
      yours.shape == expected.shape,
      "\(name): shapes \(yours.shape) and \(expected.shape) cannot be compared value by value")
    let allowance = tolerance.allowance(for: expected)
    var differing = 0
    var worst = 0
    var worstDistance = -1.0
    for index in yours.values.indices {
      var distance = Self.distance(yours.values[index], expected.values[index])
      if !matchingNaNs, yours.values[index].isNaN { distance = .nan }
      // Written so that a NaN, which is larger than nothing, differs.
      if !(distance <= allowance) { differing += 1 }
      if distance > worstDistance || (distance.isNaN && !worstDistance.isNaN) {
        worst = index
        worstDistance = distance
      }
    }
    guard differing > 0 else { return nil }
    return Comparison(
      name: name, against: against, yours: yours, expected: expected, differing: differing,
      worst: worst, pattern: DifferencePattern.found(yours, expected))
  }

  /// |a − b|: 0 for two NaN, NaN where only one is, infinity where one or both are infinite and
  /// not the same.
  static func distance(_ a: Double, _ b: Double) -> Double {
    a == b || (a.isNaN && b.isNaN) ? 0 : (a - b).magnitude
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
