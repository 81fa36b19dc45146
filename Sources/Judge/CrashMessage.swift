/// What the runtime said about a trap, in words for a student.
struct CrashMessage: Sendable, Equatable {
  /// The sentence after `Fatal error: `, or empty.
  var message = ""
  /// The line of the student's file, if the runtime names one.
  var line: Int?
  /// What was printed before the runtime spoke.
  var before: String

  /// Looks for the runtime's report in what the process printed. Lines of other files than the
  /// student's are never shown.
  init(output: String, studentFile: String) {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let report = lines.lastIndex { Self.parse($0) != nil }
    guard let report, let head = Self.parse(lines[report]) else {
      before = output
      return
    }
    let rest = lines[(report + 1)...].prefix { !$0.hasPrefix("Current stack trace:") }
    message = ([head.message] + rest.map(String.init)).joined(separator: "\n")
    while message.last?.isNewline == true { message.removeLast() }
    message = String(message.prefix(2000))
    if head.file == studentFile { line = head.line }
    before = lines[..<report].map { $0 + "\n" }.joined() + head.before
  }

  /// One line of the runtime: `Module/File.swift:31: Fatal error: Index out of range`.
  private static func parse(
    _ text: Substring
  ) -> (before: String, file: String?, line: Int?, message: String)? {
    let kind =
      /(?:(?<place>[\w.\-]+\/(?<file>[\w.\-+]+\.swift)):(?<line>[0-9]+): )?(?:Fatal error|Precondition failed|Assertion failed)(?:: (?<message>.*))?$/
    guard let match = text.firstMatch(of: kind) else { return nil }
    return (
      String(text[..<match.range.lowerBound]), match.output.file.map(String.init),
      match.output.line.flatMap { Int($0) }, String(match.output.message ?? "")
    )
  }

  /// A sentence where the runtime had none.
  static func sentence(signal: Int, place: CrashPlace) -> String {
    if place.isEndlessRecursion { return "the stack is full: endless recursion" }
    if let reason = place.reason { return reason }
    switch signal {
    case 4, 5: return "a runtime check failed"
    case 6: return "the program called abort"
    case 8: return "arithmetic went wrong (division by zero?)"
    case 7, 10, 11: return "memory was used that is not there (endless recursion?)"
    case 9: return "killed, perhaps for using too much memory"
    case 24: return "too much processor time was used"
    case 25: return "a file grew too large"
    default: return "ended by signal \(signal)"
    }
  }
}
