import Foundation
import Reports

extension Build {
  /// The first declaration of the student's that hides a name the probes mean, if an error about a probe
  /// concerns one. No list says which names those are: a name that the reference solution declares is
  /// the student's to declare, and the compiler is asked whether another is there without the file.
  func hiddenName(
    in source: String, _ messages: [CompilerMessage], _ probes: ProbeSources
  ) async throws(JudgeError) -> Diagnostic? {
    let candidates = HiddenNames.candidates(in: source, messages) {
      probes.line($0.line, of: $0.fileName)
    }
    guard !candidates.isEmpty else { return nil }
    let reference = (try? String(contentsOf: pack.solutionFile, encoding: .utf8)) ?? ""
    let own = Set(HiddenNames.declarations(in: reference).map(\.name))
    for candidate in candidates where !own.contains(candidate.name) {
      if try await isThere(candidate.name) {
        return HiddenNames.diagnostic(candidate, file: studentFile)
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
