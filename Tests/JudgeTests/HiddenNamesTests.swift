import Reports
import TestSupport
import Testing

@testable import Judge

/// A type of the student's that hides one the probes name is said, and not declarations that are there.
@Suite(.fewAtATime) struct HiddenNamesTests {
  private static let source = """
    import TensorKit

    final class LoRALinear: Module {}

    final class Dropout: Module {
      init(probability: Float) { super.init() }
    }
    """

  private func candidates(_ message: String, probe line: String) -> [HiddenNames.Declaration] {
    let found = CompilerMessage(
      path: "/pack/probes/B.swift", line: 7, column: 3, severity: .error, message: message)
    return HiddenNames.candidates(in: Self.source, [found]) { _ in line }
  }

  @Test func aNameThatTheCompilerQuotesIsFound() throws {
    let found = candidates("value of type 'Dropout' has no member 'p'", probe: "layer.p")
    let dropout = HiddenNames.Declaration(
      name: "Dropout", line: 5, column: 13, text: "final class Dropout: Module {")
    #expect(found == [dropout])
    let said = HiddenNames.diagnostic(dropout, file: "LoRA.swift")
    #expect(said.message.contains("'Dropout' of its own"))
    #expect(said.line == 5)
  }

  @Test func aNameInTheProbesLineIsFoundWhateverTheCompilerSays() throws {
    let found = candidates(
      "missing argument label 'probability:' in call", probe: "(\"k_proj\", Dropout(0.1)),")
    #expect(found.map(\.line) == [5])
  }

  @Test func anErrorElsewhereIsNotBlamedOnIt() {
    #expect(candidates("missing argument in call", probe: "DropoutLike(0.1)") == [])
  }

  /// A probe that names a type of TensorKit's, and a file that declares one of the same name.
  private static func diagnostics(
    head: String, call: String = "", root: String = MiniPack.root
  ) async throws -> [Diagnostic] {
    let probes = """
      import ProbeKit
      import TensorKit

      func probesB(_ probe: Probes) {
        probe("root_of_16") { out in
          \(call)
          out.record("root", try root(16))
        }
        probe("root_refuses") { out in
          out.rejects("refused") { _ = try root(-1) }
        }
      }
      """
    let mini = try MiniPack(probes: ["A": MiniPack.probesA, "B": probes])
    let report = try await mini.report(on: MiniPack.source(head: head, root: root))
    switch report.build {
    case .failed(let diagnostics): return diagnostics
    case .built, .missingDeclarations, .unreadable: return []
    }
  }

  /// No list of TensorKit's names is kept: whatever it has is found.
  @Test(arguments: [
    ("MLP", "let m: Module.Type = MLP.self; _ = m"),
    ("Block", "let m: Module.Type = Block.self; _ = m"),
    ("Attention", "let m: Module.Type = Attention.self; _ = m"),
    ("Adapter", "let load = Adapter.load(from:); _ = load"),
    ("Recorder", "let r: Recorder = out; _ = r"),
  ])
  func whateverTensorKitDeclaresMayBeHidden(_ name: String, _ call: String) async throws {
    let found = try await Self.diagnostics(head: "struct \(name) {}", call: call)
    #expect(found.map(\.line) == [2])
    #expect(found.first?.message.hasPrefix("this declares a '\(name)' of its own") == true)
  }

  /// A type that nobody else has hides nothing, though a probe's error is about it.
  @Test func aTypeOfTheStudentsOwnHidesNothing() async throws {
    let found = try await Self.diagnostics(
      head: "struct Helper {}", root: "func root(_ n: Int) throws -> Helper { Helper() }")
    #expect(found == [])
  }
}
