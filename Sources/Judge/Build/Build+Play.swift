import Foundation
import Reports

extension Build {
  /// Makes the loadable file of a student's files and their playground; returns what stands in the way,
  /// in the order of files and lines.
  func playground(student: StudentText, play: Data) async throws(JudgeError) -> [Diagnostic] {
    let texts = student.adding(StudentText.File(name: PlaySources.fileName, bytes: play))
    if let reserved = ReservedModule.diagnostic(in: texts) { return [reserved] }
    try makeFolders()
    try write(student)
    // The compiler takes code outside of functions in a file of this name alone.
    try write(
      Data("#sourceLocation(file: \"\(PlaySources.fileName)\", line: 1)\n".utf8) + play,
      to: "main.swift")
    try write(Data(PlaySources.registry.utf8), to: ProbeSources.registryName)
    let names = student.names + ["main.swift", ProbeSources.registryName]
    let compiled = try await playFrontend.compile(names.map(path), objects: names.map(object(of:)))
    guard compiled.succeeded else { return Self.errors(compiled.messages, in: texts) }
    let refusal = try await link(
      compiled.objects, usesFoundation: texts.mentions("Foundation"), texts)
    return refusal.map { [$0] } ?? []
  }

  /// Swift 5 mode, with what of Swift 6 makes more programs compile: a playground's variables may then
  /// be used in its functions, and nothing here is held to be strict.
  private var playFrontend: Frontend {
    var frontend = Frontend(
      tools: tools(reading: []), module: pack.module, languageMode: "5", moduleCache: moduleCache)
    let features = ["BareSlashRegexLiterals", "ConciseMagicFile", "ImplicitOpenExistentials"]
    frontend.topLevel =
      ["-entry-point-function-name", PlaySources.entryPoint, "-import-module", "PlayKit"]
      + features.flatMap { ["-enable-upcoming-feature", $0] }
    return frontend
  }

  private static func errors(
    _ messages: [CompilerMessage], in texts: StudentText
  ) -> [Diagnostic] {
    let found = texts.files.flatMap { file in
      CompilerOutput.diagnostics(messages, about: file.name, source: file.text)
        .filter { $0.severity == .error }
        .sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
    if !found.isEmpty { return found }
    let said = messages.first { $0.severity == .error }?.message
    return [
      Diagnostic(
        file: PlaySources.fileName, line: 1, column: 1, severity: .error,
        message: said ?? "the compiler gave up on these files; undo the last change",
        sourceLine: "")
    ]
  }
}
