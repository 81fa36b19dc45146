/// The small mistakes that are made.
public enum MutantKind: String, Sendable, Equatable, CaseIterable, Codable {
  /// `+` for `-`, `<` for `<=`, `&&` for `||`, a minus that is lost.
  case otherOperator = "other operator"
  /// Another number, `true` for `false`, a text changed by one character.
  case otherConstant = "other constant"
  /// Two neighbouring arguments, or elements of a list, in each other's place.
  case swappedArguments = "swapped arguments"
  /// An argument left out, so that a default applies.
  case droppedArgument = "dropped argument"
  /// A statement left out.
  case droppedStatement = "dropped statement"
  /// A block such as `noGrad { … }` that is run without what surrounds it.
  case unwrappedBlock = "unwrapped block"
  /// `.detach()`, `.clone()` and the like left out.
  case droppedCall = "dropped call"
  /// One operand, or one of several conditions, left out.
  case droppedOperand = "dropped operand"
  /// Another name of the same function.
  case otherName = "other name"
  /// A condition turned round.
  case negatedCondition = "negated condition"
  /// A function that returns at once.
  case earlyReturn = "early return"
}
