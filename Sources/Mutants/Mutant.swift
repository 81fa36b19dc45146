/// A version of a file with one small mistake in it.
public struct Mutant: Sendable, Equatable {
  /// As the report names the file.
  public var file: String
  /// The first line that differs, from 1.
  public var line: Int
  /// What was done to the file.
  public var kind: MutantKind
  /// The function that it is in, or the type; empty outside of any.
  public var function: String
  /// The line as it was, without the space around it. `…` stands for further lines.
  public var before: String
  /// The line as it is now, or `dropped`.
  public var after: String
  /// The whole file.
  public var text: String

  /// What stands for a line that is gone.
  public static let dropped = "(dropped)"

  /// A mutant as a value; `line` counts from 1, and `text` is the whole changed file.
  public init(
    file: String, line: Int, kind: MutantKind, function: String, before: String, after: String,
    text: String
  ) {
    self.file = file
    self.line = line
    self.kind = kind
    self.function = function
    self.before = before
    self.after = after
    self.text = text
  }
}
