/// What the runtime said about a trap, in words for a student.
struct TrapMessage: Sendable, Equatable {
  /// The sentence after `Fatal error: `, or empty.
  var message = ""
  /// The line of the student's file, if the runtime names one.
  var line: Int?
  /// The file that the line is in.
  var file: String?
  /// What was printed before the runtime spoke.
  var before: String

  /// Looks for the runtime's report in what the process printed. Lines of other files than the
  /// student's are never shown.
  init(output: String, studentFiles: Set<String>) {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let report = lines.lastIndex { Self.parse($0) != nil }
    guard let report, let head = Self.parse(lines[report]) else {
      before = output
      return
    }
    let rest = lines[(report + 1)...].prefix { !$0.hasPrefix("Current stack trace:") }
    message = ([head.message] + rest.map(String.init)).joined(separator: "\n")
    while message.last?.isNewline == true { message.removeLast() }
    message = Self.short(message)
    if let file = head.file, studentFiles.contains(file) {
      line = head.line
      self.file = file
    }
    before = lines[..<report].map { $0 + "\n" }.joined() + head.before
  }

  /// What is kept of a text that comes from a student's program. By scalars: one letter may have
  /// millions of marks.
  static func short(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(2000)))
  }

  private static let openings = ["Fatal error", "Precondition failed", "Assertion failed"]

  /// One line of the runtime: `Module/File.swift:31: Fatal error: Index out of range`.
  ///
  /// Read by hand, since every line that a program prints is looked at: a regular expression takes a
  /// third of a millisecond for each.
  private static func parse(
    _ text: Substring
  ) -> (before: String, file: String?, line: Int?, message: String)? {
    var rest = text.utf8
    while let start = rest.firstIndex(where: { "FPA".utf8.contains($0) }) {
      rest = rest[start...]
      if let opening = openings.first(where: { rest.starts(with: $0.utf8) }) {
        let after = rest.dropFirst(opening.utf8.count)
        if after.isEmpty || after.starts(with: ": ".utf8) {
          let (before, file, line) = place(text[..<start])
          return (before, file, line, String(Substring(after.dropFirst(2))))
        }
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Takes `Module/File.swift:31: ` off the end, if it stands there.
  private static func place(_ text: Substring) -> (before: String, file: String?, line: Int?) {
    let none = (before: String(text), file: String?.none, line: Int?.none)
    guard text.hasSuffix(": "), let colon = text.dropLast(2).lastIndex(of: ":") else { return none }
    let line = text[text.index(after: colon)...].dropLast(2)
    guard !line.isEmpty, line.utf8.allSatisfy({ (0x30..<0x3A).contains($0) }),
      let slash = text[..<colon].lastIndex(of: "/")
    else { return none }
    let file = text[text.index(after: slash)..<colon]
    let module = text[..<slash].reversed().prefix { isWord($0) || $0 == "." || $0 == "-" }
    guard file.hasSuffix(".swift"), file.count > 6, !module.isEmpty,
      file.allSatisfy({ isWord($0) || ".-+".contains($0) })
    else { return none }
    return (String(text[..<slash].dropLast(module.count)), String(file), Int(line))
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// A sentence where the runtime had none.
  static func sentence(signal: Int, location: CrashLocation) -> String {
    if location.isEndlessRecursion { return "the stack is full: endless recursion" }
    if let reason = location.reason { return reason }
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
