import Foundation
import LessonPacks
import UntrustedText

/// A report as JSON for other programs.
///
/// Version 1, one object:
/// - `version` 1; `pack`, `title`; `sourceHash` (SHA-256, hexadecimal); `seed`, a string, since it
///   has 64 bits; `sandbox` (`L0` …); `milliseconds`; `green`; `passed`, `total`: counts of checks.
/// - `build`: `status` (`built`, `failed`, `missingDeclarations`, `unreadable`), `sentence`,
///   `diagnostics` [{`file`, `line`, `column`, `severity`, `message`, `sourceLine`}],
///   `declarations` [{`name`, `signature`}] that are missing.
/// - `results`: `id`, `block`, `statement`, `status` (`passed`, `wrong`, `broken`, `notRun`),
///   `reason` (of `broken` and `notRun`: `crashed`, `timedOut`, `cancelled` …), `summary`,
///   `findings` [{`kind`, `name`, `sentence`}], `weight`, `visibility`, `milliseconds`, `output`;
///   `begun`, false where the check comes out as it does on the starter, and is left out elsewhere.
/// - `measures` [{`id`, `label`, `value`}], the value with a decimal point whatever the language;
///   `diagnosis`: `name`, `confidence` (`sure`, `likely`), `sentence`, if the run looks like a known
///   mistake.
///
/// A key without a value is left out. Keys are sorted, so that two reports can be compared.
public enum JSONReport {
  /// The version of the format; a change that a reader could trip over raises it.
  public static let version = 1

  /// One JSON object, indented, without a line end after its last brace.
  ///
  /// `namedFile` is the path that the reader gave with `--file`.
  public static func render(
    _ report: Report, pack: Pack, language: Language, namedFile: String? = nil
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      let data = try encoder.encode(
        ReportDTO(report, pack: pack, language: language, namedFile: namedFile))
      return VisibleText.json(String(decoding: data, as: UTF8.self))
    } catch {
      preconditionFailure("a report of texts and numbers could not be encoded as JSON: \(error)")
    }
  }
}

private struct ReportDTO: Encodable {
  var version = JSONReport.version
  var pack: String
  var title: String
  var sourceHash: String
  var seed: String
  var sandbox: String
  var milliseconds: Double
  var green: Bool
  var passed: Int
  var total: Int
  var build: BuildDTO
  var results: [ResultDTO]
  var measures: [MeasureDTO]
  var diagnosis: DiagnosisDTO?

  init(_ report: Report, pack: Pack, language: Language, namedFile: String?) {
    let wording = Wording(language, pack: pack, namedFile: namedFile)
    self.pack = report.packID
    title = pack.title[language]
    sourceHash = report.sourceHash
    seed = String(report.seed)
    sandbox = report.sandbox
    milliseconds = rounded(report.milliseconds)
    green = report.isGreen
    passed = report.passedCount
    total = report.results.count
    build = BuildDTO(report.build, wording)
    results = report.results.map { result in
      ResultDTO(result, pack.checks.first { $0.id == result.id }, report, wording)
    }
    measures = report.measures.map { value in
      MeasureDTO(
        id: value.id, label: pack.measures.first { $0.id == value.id }?.label[language],
        value: value.value[.en])
    }
    diagnosis = report.diagnosis.map {
      DiagnosisDTO(
        name: $0.name, confidence: $0.confidence, sentence: $0.sentence[language])
    }
  }
}

private struct DiagnosisDTO: Encodable {
  var name: String
  var confidence: Diagnosis.Confidence
  var sentence: String
}

private struct BuildDTO: Encodable {
  var status: BuildStatus
  var sentence: String
  var diagnostics: [Diagnostic] = []
  var declarations: [DeclarationDTO]?

  init(_ build: BuildOutcome, _ wording: Wording) {
    status = build.status
    sentence = wording.sentence(for: build)
    switch build {
    case .built(let diagnostics), .failed(let diagnostics): self.diagnostics = diagnostics
    case .missingDeclarations(let declarations):
      self.declarations = declarations.map {
        DeclarationDTO(name: $0.name, signature: $0.signature)
      }
    case .unreadable: break
    }
  }
}

private struct DeclarationDTO: Encodable {
  var name: String
  var signature: String
}

private struct MeasureDTO: Encodable {
  var id: String
  var label: String?
  var value: String
}

private struct ResultDTO: Encodable {
  var id: String
  var block: String
  var statement: String?
  var status: VerdictStatus
  var reason: VerdictReason?
  var summary: String?
  var findings: [FindingDTO]?
  var weight: Double?
  var visibility: Visibility?
  var milliseconds: Double
  var output: String?
  var begun: Bool?

  init(_ result: CheckResult, _ check: Check?, _ report: Report, _ wording: Wording) {
    id = result.id
    block = result.block
    statement = check?.statement[wording.language]
    status = result.verdict.status
    reason = result.verdict.reason
    if let check, result.verdict != .passed {
      summary = wording.summary(
        of: result.verdict, check: check, diagnosis: report.diagnosis)
    }
    if case .wrong(let found) = result.verdict {
      findings = found.map { FindingDTO($0, wording) }
    }
    weight = check?.weight
    visibility = check?.visibility
    milliseconds = rounded(result.milliseconds)
    output = result.output.isEmpty ? nil : result.output
    begun = report.state(of: result) == .notBegun ? false : nil
  }
}

private struct FindingDTO: Encodable {
  var kind: FindingWord
  var name: String?
  var sentence: String

  init(_ finding: Finding, _ wording: Wording) {
    kind = finding.kind.word
    name = finding.kind.name
    sentence = wording.sentence(for: finding)
  }
}

/// To a thousandth: what lies below is noise.
private func rounded(_ milliseconds: Double) -> Double {
  (milliseconds * 1000).rounded() / 1000
}
