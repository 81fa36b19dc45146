// This module is always compiled optimised, and optimised code drops the sentences of Swift's own
// preconditions. The sentence is what helps a student, so here it is always said.

/// Stops the program with `message` unless `condition` holds. Shadows Swift's function of this name.
@inline(__always)
func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { preconditionFailure(message(), file: file, line: line) }
}

/// Stops the program with `message`. Shadows Swift's function of this name.
@inline(never)
func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}
