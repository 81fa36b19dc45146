/// What the runtime said about a trap, in words for a student.
struct CrashMessage: Sendable, Equatable {
  /// The sentence after `Fatal error: `, or empty.
  var message: String
  /// The line of the student's file, if the runtime or its backtrace names one.
  var line: Int?

  /// Looks at what the process printed last. Lines of other files are never shown.
  init(output: String, studentFile: String) {
    let lines = output.split(separator: "\n")
    var message = ""
    for line in lines.reversed() {
      guard let mark = line.firstRange(of: "atal error: ") ?? line.firstRange(of: "atal error")
      else { continue }
      message = String(line[mark.upperBound...])
      break
    }
    self.message = message
    self.line = lines.lazy.compactMap { Self.lineNumber(in: $0, of: studentFile) }.first
  }

  private static func lineNumber(in text: Substring, of file: String) -> Int? {
    guard let mark = text.firstRange(of: file + ":") else { return nil }
    let digits = text[mark.upperBound...].prefix { $0.isNumber }
    return Int(digits)
  }

  /// The output without the runtime's own report: a student's prints, not a stack.
  static func withoutReport(_ output: String) -> String {
    var kept: [Substring] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.contains(": Fatal error") || line.hasPrefix("*** ") || line.hasPrefix("💣") { break }
      kept.append(line)
    }
    return kept.joined(separator: "\n")
  }
}
