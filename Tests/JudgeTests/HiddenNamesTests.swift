import Testing

@testable import Judge

/// A type of the student's that hides one the probes name is said, and not declarations that are there.
@Suite struct HiddenNamesTests {
  private static let source = """
    import TensorKit

    final class LoRALinear: Module {}

    final class Dropout: Module {
      init(probability: Float) { super.init() }
    }
    """

  private func diagnostic(_ message: String, probe line: String) -> (line: Int, message: String)? {
    let found = CompilerMessage(
      path: "/pack/probes/B.swift", line: 7, column: 3, severity: .error, message: message)
    return HiddenNames.diagnostic(in: Self.source, file: "LoRA.swift", [found]) { _ in line }
      .map { ($0.line, $0.message) }
  }

  @Test func aNameThatTheCompilerQuotesIsFound() throws {
    let found = try #require(
      diagnostic("value of type 'Dropout' has no member 'p'", probe: "layer.p"))
    #expect(found.line == 5)
    #expect(found.message.contains("'Dropout' of its own"))
  }

  @Test func aNameInTheProbesLineIsFoundWhateverTheCompilerSays() throws {
    let found = try #require(
      diagnostic(
        "missing argument label 'probability:' in call", probe: "(\"k_proj\", Dropout(0.1)),"))
    #expect(found.line == 5)
  }

  @Test func anErrorElsewhereIsNotBlamedOnIt() {
    #expect(diagnostic("missing argument in call", probe: "try LoRALinear()") == nil)
    #expect(diagnostic("missing argument in call", probe: "DropoutLike(0.1)") == nil)
  }
}
