import Reports

extension GradeFormat {
  /// For pipelines that read JUnit's XML.
  public static let junit = GradeFormat(
    "junit", fileName: "junit.xml", text: JUnitFormat.render)
}

/// JUnit XML for a pipeline: a suite a block, and one more, `build`, for a file that does not build,
/// since a reader takes a run whose cases were all skipped for a good one.
///
/// Properties of a suite are the block's points, its first red check, and the known mistake, in the
/// block of the check that it is named after. There is no time in it: a grade has none, so that the
/// same file gives the same bytes.
enum JUnitFormat {
  static func render(_ grade: Grade) -> String {
    let suites = grade.blocks.map { block in
      let checks = grade.checks.filter { $0.block == block.id }
      return JUnitDocument.Suite(
        name: "\(block.id) \(block.title)", file: grade.file,
        properties: properties(block, checks, grade), cases: checks.map { item($0, grade) })
    }
    return JUnitDocument(name: grade.pack, suites: buildSuite(grade) + suites).render()
  }

  private static func properties(
    _ block: GradedBlock, _ checks: [GradedCheck], _ grade: Grade
  ) -> [JUnitDocument.Property] {
    var properties = [
      JUnitDocument.Property("score", NumberText.short(block.score)),
      JUnitDocument.Property("maximum", NumberText.short(block.maximum)),
    ]
    if let red = checks.first(where: { !$0.passed }) {
      properties.append(JUnitDocument.Property("first_red", red.id))
    }
    guard let diagnosis = grade.diagnosis else { return properties }
    let isHere =
      diagnosis.check.map { lead in checks.contains { $0.id == lead } }
      ?? (block == grade.blocks.first)
    return isHere
      ? properties + [
        JUnitDocument.Property("mistake", diagnosis.mistake),
        JUnitDocument.Property("diagnosis", diagnosis.words),
      ] : properties
  }

  private static func buildSuite(_ grade: Grade) -> [JUnitDocument.Suite] {
    guard grade.build.status != .built else { return [] }
    let item = JUnitDocument.Case(
      name: "build", className: grade.pack, file: grade.file, line: grade.build.line,
      outcome: .error(message: grade.build.sentence, type: "build"))
    return [JUnitDocument.Suite(name: "build", file: grade.file, cases: [item])]
  }

  private static func item(_ check: GradedCheck, _ grade: Grade) -> JUnitDocument.Case {
    let message = check.summary.isEmpty ? check.statement : check.summary
    let outcome: JUnitDocument.Outcome =
      switch check.status {
      case .passed: .passed
      case .wrong: .failure(message: message, details: check.details.joined(separator: "\n"))
      case .notRun: .skipped(message: message)
      case .broken:
        .error(message: message, type: check.reason?.rawValue ?? VerdictStatus.broken.rawValue)
      }
    return JUnitDocument.Case(
      name: check.id, className: "\(grade.pack).\(check.block)", file: grade.file,
      line: check.line, outcome: outcome, output: check.output ?? "")
  }
}
