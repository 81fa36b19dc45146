import LessonPacks

/// A report as JUnit XML: a failure is a wrong value, an error is something broken, and a check
/// that was not run is skipped.
///
/// A file that does not compile has a suite `build` with one error, since a reader takes a run
/// whose cases were all skipped for a good one.
public enum JUnitReport {
  /// `timestamp` is ISO 8601 and comes from the caller, who has a clock; `namedFile` is the path that
  /// the reader gave with `--file`.
  public static func render(
    _ report: Report, pack: Pack, language: Language, timestamp: String? = nil,
    namedFile: String? = nil
  ) -> String {
    let wording = Wording(language, pack: pack, namedFile: namedFile)
    let suites = pack.blocks.map { block in
      JUnitDocument.Suite(
        name: "\(block.id) \(block.title[language])", timestamp: timestamp,
        file: pack.work.main,
        cases: report.results.filter { $0.block == block.id }.map {
          item($0, pack, report.diagnosis, wording)
        })
    }
    return JUnitDocument(
      name: report.packID, seconds: report.milliseconds / 1000,
      suites: [buildSuite(report, pack, wording)].compactMap { $0 }
        + suites.filter { !$0.cases.isEmpty }
    ).render()
  }

  private static func buildSuite(
    _ report: Report, _ pack: Pack, _ wording: Wording
  ) -> JUnitDocument.Suite? {
    var line: Int?
    switch report.build {
    case .built: return nil
    case .failed(let diagnostics): line = diagnostics.first { $0.severity == .error }?.line
    case .missingDeclarations, .unreadable: break
    }
    let sentence = wording.sentence(for: report.build)
    return JUnitDocument.Suite(
      name: "build", file: pack.work.main,
      cases: [
        JUnitDocument.Case(
          name: "build", className: report.packID, file: pack.work.main,
          line: line, outcome: .error(message: sentence, type: "build"))
      ])
  }

  private static func item(
    _ result: CheckResult, _ pack: Pack, _ diagnosis: Diagnosis?, _ wording: Wording
  ) -> JUnitDocument.Case {
    let verdict = result.verdict
    let sentences = wording.sentences(for: verdict)
    let check = pack.checks.first { $0.id == result.id }
    let summary =
      check.map { wording.summary(of: verdict, check: $0, diagnosis: diagnosis) }
      ?? sentences.joined(separator: " ")
    var (file, line) = (pack.work.main, Int?.none)
    if case .broken(.crashed(_, _, let place, let named)) = verdict {
      (file, line) = (named ?? file, place)
    }
    let outcome: JUnitDocument.Outcome =
      switch verdict {
      case .passed: .passed
      case .wrong: .failure(message: summary, details: sentences.joined(separator: "\n"))
      case .broken(let breakage): .error(message: summary, type: breakage.word.rawValue)
      case .notRun: .skipped(message: summary)
      }
    return JUnitDocument.Case(
      name: result.id, className: "\(pack.id).\(result.block)",
      seconds: result.milliseconds / 1000, file: file, line: line, outcome: outcome,
      output: result.output)
  }
}
