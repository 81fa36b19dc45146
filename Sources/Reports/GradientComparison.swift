import LessonPacks
import Observations

/// Which rows of two gradient tables do not agree.
enum GradientComparison {
  /// Names in the order of the expected table, then those that only the student has. A norm is held
  /// against the tolerance; to be trainable, and to have a gradient at all, are not a matter of degree.
  static func differing(
    _ yours: [GradientRow], _ expected: [GradientRow], within tolerance: Tolerance
  ) -> [String] {
    let mine = Dictionary(yours.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = Set(expected.map(\.name))
    let missed = expected.filter { row in
      guard let found = mine[row.name] else { return true }
      return found.isTrainable != row.isTrainable || !agree(found.norm, row.norm, tolerance)
    }
    return missed.map(\.name) + yours.map(\.name).filter { !wanted.contains($0) }
  }

  private static func agree(_ yours: Double?, _ expected: Double?, _ tolerance: Tolerance) -> Bool {
    guard let yours, let expected else { return yours == nil && expected == nil }
    let allowance = tolerance.allowance(for: ObservedArray(shape: [], values: [expected]))
    return Comparison.distance(yours, expected) <= allowance
  }
}
