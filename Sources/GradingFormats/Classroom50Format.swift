extension GradeFormat {
  /// For Classroom 50.
  public static let classroom50 = GradeFormat(
    "classroom50", fileName: "classroom50.json", text: Classroom50Format.render)
}

/// Classroom 50's result.json, schema `classroom50/result/v1`: whole points.
enum Classroom50Format {
  static func render(_ grade: Grade) -> String {
    let factor = factor(grade.checks.map(\.weight))
    let tests = grade.checks.map { check in
      Test(
        name: check.id, passed: check.passed, score: points(check.score, factor),
        maximum: points(check.weight, factor))
    }
    return JSONText.indented(
      Result(
        score: tests.reduce(0) { $0 + $1.score }, maximum: tests.reduce(0) { $0 + $1.maximum },
        tests: tests))
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

    enum CodingKeys: String, CodingKey {
      case schema, score, tests
      case maximum = "max-score"
    }
  }

  private struct Test: Encodable {
    var name: String
    var passed: Bool
    var score: Int
    var maximum: Int

    enum CodingKeys: String, CodingKey {
      case passed, score
      case name = "test-name"
      case maximum = "max-score"
    }
  }
}
