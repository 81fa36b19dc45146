import Foundation
import Reports

/// What a linker says when a build does not become one loadable file.
enum LinkerOutput {
  /// Words of the system, not about any file's content.
  private static let troubles = [
    "No space left", "cannot open output", "Permission denied", "Read-only file system",
    "File too large", "cannot find -l", "Cannot allocate memory",
  ]

  /// The student's share of it, as an error of their file: nothing else in a build was not linked
  /// before. Nil where the system is to blame.
  static func diagnostic(_ text: String, source: String, file: String) -> Diagnostic? {
    guard !troubles.contains(where: text.contains), !text.isEmpty else { return nil }
    let quoted = text.firstMatch(of: /(?:definition of|symbol:?) [`'"]?(?<name>[\w$]+)/)
    let symbol = quoted.map { String($0.output.name) }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let index = symbol.flatMap { symbol in lines.firstIndex { $0.contains(symbol) } } ?? 0
    let what = symbol.map { "'\($0)', which this file defines, has" } ?? "a symbol of this file has"
    return Diagnostic(
      file: file, line: index + 1, column: 1, severity: .error,
      message: "the linker refuses this file: \(what) a name that is taken; give it another one",
      sourceLine: lines.indices.contains(index) ? String(lines[index]) : "")
  }
}
