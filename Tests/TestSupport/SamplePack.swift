import Foundation
import LessonPacks
import Observations
import Reports

/// A small pack and reports on it that show everything a renderer has to draw.
public enum SamplePack {
  public static func text(_ english: String, _ spanish: String) -> LocalizedText {
    LocalizedText([.en: english, .es: spanish])
  }

  public static func check(_ id: String, _ block: String) -> Check {
    Check(
      id: id, block: block, statement: text("\(id) holds", "\(id) se cumple"),
      advice: text("Look at `\(id)` & its <shape>.", "Mira `\(id)` y su <forma>."),
      weight: id == "names" ? 2 : 1, visibility: id == "names" ? .hidden : .visible,
      kind: id == "strict" ? .strict : .probe([]))
  }

  public static func block(_ id: String, _ title: LocalizedText, _ checks: [String]) -> Block {
    Block(
      id: id, title: title, text: text("t", "t"), hints: [],
      checks: checks.map { check($0, id) })
  }

  public static let pack = Pack(
    id: "00-sample", title: text("A \"small\" lesson", "Una lección pequeña"),
    languages: [.en, .es], module: "Sample", studentFile: "LoRA.swift",
    declarations: [Declaration(name: "merge", signature: "func merge()")],
    blocks: [
      block("A", text("Values & shapes", "Valores y formas"), ["identity", "scale", "shape"]),
      block(
        "B", text("Running", "Ejecución"),
        ["names", "trap", "loop", "flood", "strict", "later"]),
    ],
    measures: [
      Measure(
        id: "difference", label: text("Difference", "Diferencia"), check: "scale",
        quantity: .largestDifference(of: "a", to: "b"))
    ],
    gate: Gate(), folder: URL(fileURLWithPath: "/lessons/00-sample"),
    solutionFolder: URL(fileURLWithPath: "/solutions/00-sample"))

  public static let comparison = Comparison(
    name: "lora", against: .reference,
    yours: ObservedArray(shape: [2, 2], values: [8, 16, 0.81, 32]),
    expected: ObservedArray(shape: [2, 2], values: [1, 2, 0.12, 4]), differing: 4, worst: 2,
    pattern: .ratio(8))

  public static let warning = Diagnostic(
    file: "LoRA.swift", line: 12, column: 7, severity: .warning,
    message: "variable 'x' was never used", sourceLine: "  var x = 1")

  public static let error = Diagnostic(
    file: "LoRA.swift", line: 31, column: 17, severity: .error,
    message: "cannot find 'alpah' in scope", sourceLine: "    let scale = alpah / Float(r)")

  public static func report(_ build: BuildOutcome, _ results: [CheckResult]) -> Report {
    Report(
      packID: pack.id, sourceHash: "5a4b", seed: 18_446_744_073_709_551_615, build: build,
      results: results, measures: [MeasuredValue(id: "difference", value: "4.8e-07")],
      sandbox: "L1", milliseconds: 1_234.5678)
  }

  /// One of every kind of verdict.
  public static let mixed = report(
    .built(diagnostics: [warning]),
    [
      CheckResult(id: "identity", block: "A", verdict: .passed, milliseconds: 2.04),
      CheckResult(
        id: "scale", block: "A", verdict: .wrong([Finding(rule: nil, kind: .values(comparison))]),
        milliseconds: 0.2, output: "scale is 16.0\n\u{1B}[31mred & <b>\n"),
      CheckResult(
        id: "shape", block: "A",
        verdict: .wrong([
          Finding(
            rule: nil,
            kind: .shapes(
              name: "y", yours: ObservedArray(shape: [1, 2], values: [1, 2]),
              expected: ObservedArray(shape: [2, 1], values: [1, 2]))),
          Finding(rule: nil, kind: .accepted(name: "rank_zero")),
        ]), milliseconds: 12),
      CheckResult(
        id: "names", block: "B",
        verdict: .wrong([
          Finding(rule: nil, kind: .names(name: "keys", missing: ["lora_A"], unexpected: []))
        ]), milliseconds: 1),
      CheckResult(
        id: "trap", block: "B",
        verdict: .broken(.crashed(signal: 4, message: "Index out of range", line: 31)),
        milliseconds: 30),
      CheckResult(
        id: "loop", block: "B", verdict: .broken(.timedOut(seconds: 10)), milliseconds: 10_000),
      CheckResult(
        id: "flood", block: "B", verdict: .broken(.outputLimitExceeded(limit: 1_000_000)),
        milliseconds: 40,
        output: (1...30).map { "line \($0)" }.joined(separator: "\n") + "\n\n"),
      CheckResult(
        id: "strict", block: "B",
        verdict: .wrong([Finding(rule: nil, kind: .notStrict([warning]))])),
      CheckResult(id: "later", block: "B", verdict: .notRun(.cancelled)),
    ])

  public static let green = report(
    .built(diagnostics: []),
    [CheckResult(id: "identity", block: "A", verdict: .passed, milliseconds: 2)])

  public static let uncompiled = report(
    .failed(diagnostics: [warning, error]),
    pack.checks.map {
      CheckResult(id: $0.id, block: $0.block, verdict: .notRun(.doesNotCompile))
    })

  public static let undeclared = report(
    .missingDeclarations(pack.declarations),
    [
      CheckResult(
        id: "trap", block: "B", verdict: .notRun(.missingDeclarations(["func merge()"])))
    ])
}
