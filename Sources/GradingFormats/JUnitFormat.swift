import Reports

extension GradeFormat {
  /// For pipelines that read JUnit's XML.
  public static let junit = GradeFormat(
    "junit", fileName: "junit.xml", text: JUnitFormat.render)
}

/// JUnit XML for a pipeline: a suite a block, and one more, `build`, for a file that does not build,
/// since a reader takes a run whose cases were all skipped for a good one.
enum JUnitFormat {
  static func render(_ grade: Grade) -> String {
    var blocks: [(id: String, title: String)] = []
    for check in grade.checks where !blocks.contains(where: { $0.id == check.block }) {
      blocks.append((check.block, check.blockTitle))
    }
    let suites = blocks.map { block in
      JUnitDocument.Suite(
        name: "\(block.id) \(block.title)",
        cases: grade.checks.filter { $0.block == block.id }.map { item($0, grade) })
    }
    return JUnitDocument(name: grade.pack, suites: buildSuite(grade) + suites).render()
  }

  private static func buildSuite(_ grade: Grade) -> [JUnitDocument.Suite] {
    guard grade.build.status != .built else { return [] }
    let item = JUnitDocument.Case(
      name: "build", className: grade.pack, file: grade.file, line: grade.build.line,
      outcome: .error(message: grade.build.sentence, type: "build"))
    return [JUnitDocument.Suite(name: "build", cases: [item])]
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
