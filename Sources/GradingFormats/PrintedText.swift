import Reports
import UntrustedText

/// What a student's code printed, as a grade keeps it: no control characters, and not much of it.
enum PrintedText {
  static let longestLine = 300
  static let mostLines = 40

  /// Nil where nothing but blank was printed. Of a program that was stopped, how much it had printed
  /// by then is chance: with `isCut` only the beginning is kept, which is the same each time.
  static func kept(_ output: String, isCut: Bool = false) -> String? {
    var lines = VisibleText.lines(of: output)
      .map { VisibleText.line(String($0), limit: longestLine) }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    guard !lines.isEmpty else { return nil }
    if lines.count > mostLines {
      let half = mostLines / 2
      let end = isCut ? ["…"] : ["… \(lines.count - mostLines) …"] + lines.suffix(half)
      lines = lines.prefix(half) + end
    }
    return lines.joined(separator: "\n")
  }
}
