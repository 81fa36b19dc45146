import Observations

/// Two arrays of one shape, and how they stand to each other. The heatmap is this value drawn.
public struct Comparison: Sendable, Equatable {
  /// The observation's name.
  public var name: String
  /// What it is compared with.
  public var against: Counterpart
  /// What the student's code recorded.
  public var yours: ObservedArray
  /// What it should have been; of the same shape.
  public var expected: ObservedArray
  /// How many elements lie outside the tolerance.
  public var differing: Int
  /// Row-major offset of the element farthest from its expected value; a NaN is farthest of all.
  public var worst: Int
  /// How all values together stand to the expected ones, where there is one simple answer.
  public var pattern: DifferencePattern?

  /// What an array is compared with.
  ///
  /// No file holds it by itself: a report's JSON has the sentence, in which an observation stands in
  /// backticks, whatever a pack calls it, and the reference does not.
  public enum Counterpart: Sendable, Equatable {
    /// What the reference solution recorded under the same name.
    case reference
    /// Another observation of the same run, by its name.
    case observation(String)
    /// One number in every place, as the pack states it.
    case constant(Double)
  }

  /// Precondition: both arrays have one shape, and `worst` is an offset in it.
  public init(
    name: String, against: Counterpart, yours: ObservedArray, expected: ObservedArray,
    differing: Int,
    worst: Int, pattern: DifferencePattern?
  ) {
    self.name = name
    self.against = against
    self.yours = yours
    self.expected = expected
    self.differing = differing
    self.worst = worst
    self.pattern = pattern
  }

  /// The index in each dimension of the element at a row-major offset.
  public func index(of offset: Int) -> [Int] { Self.index(of: offset, in: yours.shape) }

  /// The index in each dimension of `shape` of the element at a row-major offset.
  public static func index(of offset: Int, in shape: [Int]) -> [Int] {
    var rest = offset
    var index: [Int] = []
    for extent in shape.reversed() where extent > 0 {
      index.append(rest % extent)
      rest /= extent
    }
    return index.reversed()
  }
}
