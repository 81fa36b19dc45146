/// A condition over recorded values. Rules are data: they are never compiled with student code.
public enum Rule: Sendable, Equatable {
  /// `of` equals what the reference solution recorded on the same seed, within the tolerance.
  case reference(of: String, within: Tolerance)
  /// `of` equals `to`, both recorded by the student's scenario.
  case equal(of: String, to: String, within: Tolerance)
  /// `of` is exactly this value. Only a number may be missed, by the tolerance.
  case exactly(of: String, value: Literal, within: Tolerance = .exact)
  /// Every element of `of` lies in `low ... high`; a missing end is not checked.
  case bounded(of: String, low: Double?, high: Double?)
  /// `of` and `from` differ somewhere by more than `by`.
  case differs(of: String, from: String, by: Double)
  /// `of` is exactly this set of names, in any order. Without a list, the reference's set.
  case names(of: String, are: [String]?)
  /// The call threw.
  case rejects(of: String)
}

/// How far apart two values may lie: `|a − b| ≤ absolute + relative · max(1, max|b|)`, the maximum
/// taken over the whole expected array. `exact` compares by `==`, so −0.0 equals 0.0.
public struct Tolerance: Sendable, Equatable {
  public var absolute: Double
  public var relative: Double

  public init(absolute: Double = 0, relative: Double = 0) {
    self.absolute = absolute
    self.relative = relative
  }

  public static let exact = Tolerance()
}

/// A value that a rule states outright.
public enum Literal: Sendable, Equatable {
  case number(Double)
  case text(String)
  case names([String])
  /// Every element of an array equals this number.
  case everywhere(Double)
}

/// A number for `notes.md`, taken from what a check recorded.
public struct Measure: Sendable, Equatable {
  public var id: String
  public var label: LocalizedText
  /// The check whose observations hold it.
  public var check: String
  public var quantity: Quantity

  public init(id: String, label: LocalizedText, check: String, quantity: Quantity) {
    self.id = id
    self.label = label
    self.check = check
    self.quantity = quantity
  }

  public enum Quantity: Sendable, Equatable {
    /// The largest |of − to|.
    case largestDifference(of: String, to: String)
    /// The recorded number, text or names as they are.
    case value(of: String)
  }
}
