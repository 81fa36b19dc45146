import Foundation
import Reports

extension Build {
  /// The first declaration of the student's that hides a name the probes mean, if an error about a probe
  /// concerns one. No list says which names those are: a name that the reference solution declares is
  /// the student's to declare, and the compiler is asked whether another is there without the file.
  func hiddenName(
    in text: StudentText, _ messages: [CompilerMessage], _ probes: ProbeSources
  ) async throws(JudgeError) -> Diagnostic? {
    let candidates = text.files.flatMap { file in
      HiddenNames.candidates(in: file.text, messages) { probes.line($0.line, of: $0.fileName) }
        .map { (file: file.name, declaration: $0) }
    }
    guard !candidates.isEmpty else { return nil }
    let reference = (try? StudentText.reference(of: pack))?.whole ?? ""
    let own = Set(HiddenNames.declarations(in: reference).map(\.name))
    for (file, candidate) in candidates where !own.contains(candidate.name) {
      if try await isThere(candidate.name) {
        return HiddenNames.diagnostic(candidate, file: file)
      }
    }
    return nil
  }

  /// Whether what probes import declares a type of this name.
  private func isThere(_ name: String) async throws(JudgeError) -> Bool {
    let file = "HiddenName.swift"
    try write(
      Data("import ProbeKit\nimport TensorKit\nprivate typealias Hidden = \(name)\n".utf8),
      to: file)
    return try await frontend(Self.strictMode, reading: []).compile(
      [path(file)], objects: [path("HiddenName.o")]
    ).succeeded
  }
}
