import Foundation
import Reports

extension Build {
  /// Returns what the linker has against the student's files, if anything.
  func link(
    _ objects: [String], usesFoundation: Bool, _ text: StudentText
  ) async throws(JudgeError) -> Diagnostic? {
    let steps = PlatformLinker.linkSteps(
      toolchain, objects: objects, usesFoundation: usesFoundation, output: library.path)
    for step in steps {
      let tools = tools(reading: [])
      var result = try await tools.run(step.program, step.arguments)
      if result.failure == .killed {
        result = try await tools.run(step.program, step.arguments)
      }
      if result.failure == nil { continue }
      let symbol = LinkerOutput.symbol(in: result.text)
      if result.failure == .refused, symbol != nil {
        return LinkerOutput.diagnostic(symbol, in: text)
      }
      try Machine.mustSuffice(in: folder, cacheFolder)
      if result.failure == .killed { throw .notJudged(.killed(.linking)) }
      if isReference {
        throw .notJudged(.failed(.linking, words: String(result.text.suffix(400))))
      }
      if let words = try await controlFails() {
        throw .notJudged(.referenceFails(.linking, words: words))
      }
      return LinkerOutput.diagnostic(symbol, in: text)
    }
    return nil
  }
}
