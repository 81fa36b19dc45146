import Foundation
import LessonPacks

/// What of a student's files the probes' object code depends on, as a digest.
///
/// Probes call declarations; they never see a body. Two versions of a file with the same declarations
/// therefore go with the same compiled probes, and the compiler itself says what a declaration is:
/// the module that it serialises while it compiles the file is what is digested.
enum StudentInterface {
  /// The digest for `source`, whose files' modules were written to `modules`; nil where one is missing.
  static func digest(of source: String, modules: [URL]) -> String? {
    var bytes = Data()
    for module in modules {
      guard let written = try? Data(contentsOf: module) else { return nil }
      bytes += written
    }
    return SHA256.hex(mayShowBodies(source) ? bytes + Data(source.utf8) : bytes)
  }

  /// Some bodies are compiled into their callers, or decide a type that callers see. A file that
  /// may hold one counts as a whole.
  static func mayShowBodies(_ source: String) -> Bool {
    source.contains("@inlin") || source.contains("@_")
      || CompilerOutput.identifiers(in: source).contains("some")
  }
}
