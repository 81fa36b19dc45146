import Foundation
import Reports

extension Build {
  /// Makes the loadable file of a student's file and their playground; returns what stands in the way,
  /// in the order of files and lines.
  func playground(student: Data, play: Data) async throws(JudgeError) -> [Diagnostic] {
    let texts = [
      (file: studentFile, text: String(decoding: student, as: UTF8.self)),
      (file: PlaySources.fileName, text: String(decoding: play, as: UTF8.self)),
    ]
    for (file, text) in texts {
      if let reserved = ReservedModule.diagnostic(in: text, file: file) { return [reserved] }
    }
    try makeFolders()
    try write(student, to: studentFile)
    // The compiler takes code outside of functions in a file of this name alone.
    try write(
      Data("#sourceLocation(file: \"\(PlaySources.fileName)\", line: 1)\n".utf8) + play,
      to: "main.swift")
    try write(Data(PlaySources.registry.utf8), to: ProbeSources.registryName)
    let names = [studentFile, "main.swift", ProbeSources.registryName]
    let compiled = try await playFrontend.compile(
      names.map(path), objects: names.map { path($0 + ".o") })
    guard compiled.succeeded else { return Self.errors(compiled.messages, in: texts) }
    let usesFoundation = texts.contains { $0.text.contains("Foundation") }
    let refusal = try await link(
      compiled.objects, usesFoundation: usesFoundation, texts.map(\.text).joined(separator: "\n"))
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
    _ messages: [CompilerMessage], in texts: [(file: String, text: String)]
  ) -> [Diagnostic] {
    let found = texts.flatMap { file, text in
      CompilerOutput.diagnostics(messages, about: file, source: text)
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
