/// One named value that a scenario recorded.
///
/// A scenario only produces observations: what they should be is known to the judge alone.
public struct Observation: Sendable, Equatable {
  /// What a pack's rules call it.
  public var name: String
  /// What was recorded under it.
  public var value: ObservedValue

  /// A value under a name. Of several under one name the last counts.
  public init(name: String, value: ObservedValue) {
    self.name = name
    self.value = value
  }
}

/// What can be observed in a student's process.
public enum ObservedValue: Sendable, Equatable {
  /// A tensor.
  case array(ObservedArray)
  /// A list of names, in the order recorded (parameter names, keys, module paths).
  case names([String])
  /// One number (a count, a norm, 0 or 1 for a truth value).
  case number(Double)
  /// A short text, such as a type's name.
  case text(String)
  /// Whether a call threw: its message if it did, `nil` if it went through.
  case rejection(String?)
  /// Which parameters a gradient reached, in the order of the named walk.
  case gradients([GradientRow])
}
