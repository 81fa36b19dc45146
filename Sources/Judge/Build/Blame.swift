import Foundation
import Reports

/// Whether what a compiler failed on can be held against a file.
///
/// A compiler that says no, with a place in the file, is sure. Everything else may be the machine's: a
/// full disk, a limit of the shell, a system that is short of memory. Then the machine is looked at, the
/// compiler gets another try, and at last the reference solution goes the same way: only where that one
/// gets through and the file fails again, it is the file's.
struct Blame: Sendable {
  /// What is compiled, by the names that messages have for it.
  var files: Set<String>
  /// What of it is the student's, to see which of its lines import something.
  var text: StudentText
  /// Where the compiler works, and where it keeps what it makes of the system's modules.
  var folder: URL
  var cacheFolder: URL

  /// Not sure to be the file's.
  func isDoubtful(_ compiled: Frontend.Compiled) -> Bool {
    switch compiled.failure {
    case nil: return false
    case .overran: return Machine.limitsProcessorTime
    case .killed, .stalled, .crashed: return true
    case .refused:
      let errors = compiled.messages.filter { $0.severity == .error }
      let importing = errors.isEmpty ? [:] : importingLines
      return errors.isEmpty
        || !errors.allSatisfy {
          files.contains($0.fileName) && $0.line > 0
            && importing[$0.fileName]?.contains($0.line) != true
        }
    }
  }

  /// From 1, of each file: a module that cannot be loaded is told at the line that imports it.
  private var importingLines: [String: Set<Int>] {
    Dictionary(text.files.map { ($0.name, Self.importingLines(of: $0.text)) }) { $0.union($1) }
  }

  private static func importingLines(of source: String) -> Set<Int> {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let found = lines.enumerated().filter { _, line in
      line.contains("import") && CompilerOutput.identifiers(in: line).contains("import")
    }
    return Set(found.map { $0.offset + 1 })
  }

  /// What may be held against the file in the end.
  ///
  /// `again` compiles once more; `control` compiles the reference in the same place, and returns what
  /// is said where it fails. Throws `notJudged`, and what the two throw.
  func settled(
    _ compiled: Frontend.Compiled,
    again: () async throws(JudgeError) -> Frontend.Compiled,
    control: () async throws(JudgeError) -> String?
  ) async throws(JudgeError) -> Frontend.Compiled {
    guard isDoubtful(compiled) else { return compiled }
    try Machine.mustSuffice(in: folder, cacheFolder)
    let second = try await again()
    guard isDoubtful(second) else { return second }
    if second.failure == .killed { throw .notJudged(.killed(.compiling)) }
    if second.failure == .stalled {
      throw .notJudged(.stalled(.compiling, seconds: ToolEnd.timeout / .seconds(1)))
    }
    if let words = try await control() {
      throw .notJudged(.referenceFails(.compiling, words: words))
    }
    return second
  }
}
