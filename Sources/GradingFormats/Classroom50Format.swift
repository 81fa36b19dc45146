extension GradeFormat {
  /// For Classroom 50.
  public static let classroom50 = GradeFormat("classroom50", fileName: "classroom50.json") {
    grade, platform in Classroom50Format.render(grade, platform.classroom50)
  }
}

/// Classroom 50's result.json, schema `classroom50/result/v1`: whole points.
///
/// The file may hold nothing that the schema does not name, except in a test: there stand the block,
/// what was found, and the known mistake.
enum Classroom50Format {
  static func render(_ grade: Grade, _ context: Classroom50Context) -> String {
    let factor = factor(grade.checks.map(\.weight))
    let tests = grade.checks.map { test($0, grade, factor) }
    return JSONText.indented(
      Result(
        score: tests.reduce(0) { $0 + $1.score }, maximum: tests.reduce(0) { $0 + $1.maximum },
        tests: tests, context: context))
  }

  private static func test(_ check: GradedCheck, _ grade: Grade, _ factor: Double) -> Test {
    let diagnosis = grade.diagnosis.flatMap { $0.check == check.id ? $0 : nil }
    let message = check.summary.isEmpty ? nil : Feedback.line(check.summary)
    return Test(
      name: check.id, passed: check.passed, score: points(check.score, factor),
      maximum: points(check.weight, factor), block: check.block, message: message,
      isFirstRed: check.id == grade.firstRed ? true : nil, mistake: diagnosis?.mistake,
      diagnosis: diagnosis?.words)
  }

  /// The smallest factor that makes whole numbers of all weights, or a thousand.
  private static func factor(_ weights: [Double]) -> Double {
    [1, 2, 3, 4, 5, 8, 10, 20, 25, 50, 100].first { factor in
      weights.allSatisfy { abs(($0 * factor).rounded() - $0 * factor) < 1e-9 }
    } ?? 1000
  }

  private static func points(_ weight: Double, _ factor: Double) -> Int {
    Int(exactly: min(weight * factor, 1e9).rounded()) ?? 0
  }

  private struct Result: Encodable {
    var schema = "classroom50/result/v1"
    var score: Int
    var maximum: Int
    var tests: [Test]
    var context: Classroom50Context

    enum CodingKeys: String, CodingKey {
      case schema, score, tests, classroom, assignment, owner, submission, commit, release, review
      case datetime
      case maximum = "max-score"
      case assignmentType = "assignment_type"
    }

    func encode(to encoder: any Encoder) throws {
      var keys = encoder.container(keyedBy: CodingKeys.self)
      try keys.encode(schema, forKey: .schema)
      try keys.encode(score, forKey: .score)
      try keys.encode(maximum, forKey: .maximum)
      try keys.encode(tests, forKey: .tests)
      try keys.encodeIfPresent(context.classroom, forKey: .classroom)
      try keys.encodeIfPresent(context.assignment, forKey: .assignment)
      try keys.encodeIfPresent(context.assignmentType, forKey: .assignmentType)
      try keys.encodeIfPresent(context.owner, forKey: .owner)
      try keys.encodeIfPresent(context.submission, forKey: .submission)
      try keys.encodeIfPresent(context.commit, forKey: .commit)
      try keys.encodeIfPresent(context.release, forKey: .release)
      try keys.encodeIfPresent(context.review, forKey: .review)
      try keys.encodeIfPresent(context.datetime, forKey: .datetime)
    }
  }

  private struct Test: Encodable {
    var name: String
    var passed: Bool
    var score: Int
    var maximum: Int
    var block: String
    var message: String?
    var isFirstRed: Bool?
    var mistake: String?
    var diagnosis: String?

    enum CodingKeys: String, CodingKey {
      case passed, score, block, message, mistake, diagnosis
      case name = "test-name"
      case maximum = "max-score"
      case isFirstRed = "first-red"
    }
  }
}
