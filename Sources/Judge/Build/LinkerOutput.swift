import Foundation
import Reports

/// What a linker says when a build does not become one loadable file.
enum LinkerOutput {
  /// The symbol that the linker speaks of; nil where it speaks of something else, and it cannot be told
  /// whether that is about the file.
  static func symbol(in text: String) -> String? {
    let quoted = text.firstMatch(of: /(?:definition of|symbol:?) [`'"]?(?<name>[\w$]+)/)
    return quoted.map { String($0.output.name) }
  }

  /// The refusal as an error of the file that has the symbol, else of the first.
  static func diagnostic(_ symbol: String?, in text: StudentText) -> Diagnostic {
    let file =
      text.files.first { file in symbol.map(file.text.contains) == true } ?? text.files.first
    return diagnostic(symbol, source: file?.text ?? "", file: file?.name ?? "")
  }

  /// The refusal as an error of one of the student's files: nothing else in a build was not linked before.
  static func diagnostic(_ symbol: String?, source: String, file: String) -> Diagnostic {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let index = symbol.flatMap { symbol in lines.firstIndex { $0.contains(symbol) } } ?? 0
    let what = symbol.map { "'\($0)', which this file defines, has" } ?? "a symbol of this file has"
    return Diagnostic(
      file: file, line: index + 1, column: 1, severity: .error,
      message: "the linker refuses this file: \(what) a name that is taken; give it another one",
      sourceLine: lines.indices.contains(index) ? String(lines[index]) : "")
  }
}
