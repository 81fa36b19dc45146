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
  /// The call returned normally.
  case accepts(of: String)
}

/// How far apart two values may lie: `|a − b| ≤ absolute + relative · max(1, max|b|)`, the maximum
/// taken over the whole expected array. `exact` compares by `==`, so −0.0 equals 0.0.
public struct Tolerance: Sendable, Equatable {
  /// What two values may differ by, whatever their size; 0 or more.
  public var absolute: Double
  /// The part of the largest expected magnitude, or of 1 if that is larger, that is added; 0 or
  /// more.
  public var relative: Double

  /// No tolerance at all, unless some is given.
  public init(absolute: Double = 0, relative: Double = 0) {
    self.absolute = absolute
    self.relative = relative
  }

  /// No difference is allowed.
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
  /// Names its line in `notes.md`.
  public var id: String
  /// What is measured, as the notes call it.
  public var label: LocalizedText
  /// The check whose observations hold it.
  public var check: String
  /// What is computed of the check's observations.
  public var quantity: Quantity

  /// A measure; `check` is the id of the check that must pass for it.
  public init(id: String, label: LocalizedText, check: String, quantity: Quantity) {
    self.id = id
    self.label = label
    self.check = check
    self.quantity = quantity
  }

  /// How a measure comes from observations, which are given by name.
  public enum Quantity: Sendable, Equatable {
    /// The largest |of − to|.
    case largestDifference(of: String, to: String)
    /// The recorded number, text or names as they are.
    case value(of: String)
  }
}
