import LessonPacks
import Observations
import Testing

@testable import Reports

/// A row of values.
func row(_ values: Double...) -> ObservedArray {
  ObservedArray(shape: [values.count], values: values)
}

private func compare(
  _ yours: ObservedArray, _ expected: ObservedArray, absolute: Double = 0, relative: Double = 0,
  matchingNaNs: Bool = true
) -> Comparison? {
  Comparison.between(
    yours, expected, name: "y", against: .reference,
    within: Tolerance(absolute: absolute, relative: relative), matchingNaNs: matchingNaNs)
}

struct ArrayComparisonTests {
  @Test func equalArraysHaveNoComparison() {
    #expect(compare(row(1, 2), row(1, 2)) == nil)
    #expect(compare(row(-0.0), row(0.0)) == nil)
    #expect(compare(row(), row()) == nil)
  }

  @Test func exactMeansExact() {
    #expect(compare(row(1.nextUp), row(1))?.differing == 1)
    #expect(compare(row(Double.leastNonzeroMagnitude), row(0))?.differing == 1)
  }

  @Test func theAbsoluteToleranceIsItsLimit() {
    #expect(compare(row(1.5), row(1), absolute: 0.5) == nil)
    #expect(compare(row(1.501), row(1), absolute: 0.5)?.differing == 1)
  }

  @Test func theRelativeToleranceIsOfTheLargestExpectedValueAndAtLeastOfOne() {
    #expect(compare(row(100, 0.9), row(100, 0), relative: 0.01) == nil)
    #expect(compare(row(100, 1.1), row(100, 0), relative: 0.01)?.differing == 1)
    #expect(compare(row(0.11), row(0.1), relative: 0.01) == nil)
    #expect(compare(row(0.111), row(0.1), relative: 0.01)?.differing == 1)
  }

  @Test func bothTolerancesAdd() {
    #expect(compare(row(11.5), row(10), absolute: 0.5, relative: 0.1) == nil)
    #expect(compare(row(11.6), row(10), absolute: 0.5, relative: 0.1)?.differing == 1)
  }

  @Test func countsAndFindsTheWorst() throws {
    let found = try #require(compare(row(1, 2.5, 3, 8), row(1, 2, 3, 4), absolute: 0.1))
    #expect(found.differing == 2)
    #expect(found.worst == 3)
    #expect(found.largestDifference == 4)
    #expect(found.yours == row(1, 2.5, 3, 8))
    #expect(found.name == "y")
    #expect(found.against == .reference)
  }

  @Test func ofTwoEquallyBadTheFirstIsTheWorst() throws {
    #expect(try #require(compare(row(1, 2, 2), row(1, 1, 1))).worst == 1)
  }

  @Test func aNaNEqualsOnlyANaNInItsPlace() throws {
    #expect(compare(row(.nan, 1), row(.nan, 1)) == nil)
    #expect(compare(row(.nan, 1), row(1, .nan), absolute: 1e9)?.differing == 2)
    #expect(compare(row(1), row(.nan), absolute: 1e9)?.differing == 1)
    #expect(compare(row(.nan), row(.nan), matchingNaNs: false)?.differing == 1)
  }

  @Test func aNaNIsFarthestOfAll() throws {
    let found = try #require(compare(row(.infinity, .nan, 5), row(0, 0, 0), relative: 1))
    #expect(found.worst == 1)
    #expect(found.differing == 3)
    #expect(found.pattern == nil)
  }

  @Test func anInfinityEqualsOnlyItself() throws {
    #expect(compare(row(.infinity), row(.infinity)) == nil)
    #expect(compare(row(-.infinity), row(.infinity), absolute: 1e300)?.differing == 1)
    #expect(compare(row(1, 5), row(.infinity, 5), relative: 0.5)?.differing == 1)
    // An expected infinity must not make the tolerance of its neighbours infinite.
    #expect(compare(row(.infinity, 9), row(.infinity, 5), relative: 0.1)?.differing == 1)
  }

  @Test func offsetsBecomeIndices() throws {
    let ones = ObservedArray(shape: [2, 3, 4], values: [Double](repeating: 1, count: 24))
    var values = ones.values
    values[1 * 12 + 2 * 4 + 3] = 7
    let found = try #require(compare(ObservedArray(shape: [2, 3, 4], values: values), ones))
    #expect(found.index(of: found.worst) == [1, 2, 3])
    #expect(found.index(of: 0) == [0, 0, 0])
    let scalar = ObservedArray(shape: [], values: [1])
    #expect(Comparison.index(of: 0, in: scalar.shape) == [])
  }
}

struct DifferencePatternTests {
  private func pattern(_ yours: ObservedArray, _ expected: ObservedArray) -> DifferencePattern? {
    DifferencePattern.found(yours, expected)
  }

  private func isRatio(_ pattern: DifferencePattern?, _ ratio: Double) -> Bool {
    guard case .ratio(let found) = pattern else { return false }
    return abs(found - ratio) <= 1e-3 * abs(ratio)
  }

  @Test func seesARatioThroughTheRoundingOfFloats() {
    let expected: [Float] = [0.1, -0.7, 0.33333, 1e-9, 0, 0.25]
    let yours = expected.map { $0 * 8 / 3 }
    let found = pattern(
      ObservedArray(shape: [2, 3], values: yours.map(Double.init)),
      ObservedArray(shape: [2, 3], values: expected.map(Double.init)))
    #expect(isRatio(found, 8 / 3))
  }

  @Test(arguments: [8, 0.125, -1, 1.01, 0.99])
  func seesRatiosOfEverySize(_ ratio: Double) {
    let expected = row(1, -2, 3, 0)
    let yours = ObservedArray(shape: [4], values: expected.values.map { $0 * ratio })
    #expect(isRatio(pattern(yours, expected), ratio))
  }

  @Test func oneValueElsewhereIsNoRatio() {
    #expect(pattern(row(8, 16, 24, 33), row(1, 2, 3, 4)) == nil)
    #expect(pattern(row(8, 16, 24, 5), row(1, 2, 3, 0)) == nil)
  }

  @Test func oneElementIsNoRatio() {
    #expect(pattern(row(8), row(1)) == nil)
    #expect(pattern(row(8, 0), row(1, 0)) == nil)
  }

  @Test func roundingIsNoRatio() {
    #expect(pattern(row(1.0001, 2.0002), row(1, 2)) == nil)
  }

  @Test func smallValuesMustFollowTheRatioToo() {
    #expect(pattern(row(8, 16, 0.05), row(1, 2, 0.005)) == nil)
  }

  @Test func seesZeros() {
    #expect(pattern(row(0, -0.0), row(1, 2)) == .zero)
    #expect(pattern(row(0, 0), row(0, 0)) == nil)
  }

  @Test func seesATransposition() {
    let expected = ObservedArray(shape: [2, 2], values: [1, 2, 3, 4])
    let yours = ObservedArray(shape: [2, 2], values: [1, 3, 2, 4])
    #expect(pattern(yours, expected) == .transposed)
    #expect(pattern(ObservedArray(shape: [4], values: yours.values), row(1, 2, 3, 4)) == nil)
    let off = ObservedArray(shape: [2, 2], values: [1, 3, 2.1, 4])
    #expect(pattern(off, expected) == nil)
  }

  @Test func seesAConstantOffset() {
    guard case .offset(let offset) = pattern(row(1.5, 2.5, -0.5), row(1, 2, -1)) else {
      Issue.record("no offset was found")
      return
    }
    #expect(abs(offset - 0.5) < 1e-9)
    #expect(pattern(row(1.5, 2.5, -0.6), row(1, 2, -1)) == nil)
    #expect(pattern(row(1.5), row(1)) == nil)
  }

  @Test func whatIsNotFiniteHasNoPattern() {
    #expect(pattern(row(.nan, 16), row(1, 2)) == nil)
    #expect(pattern(row(8, 16), row(.infinity, 2)) == nil)
    #expect(pattern(row(), row()) == nil)
  }
}
