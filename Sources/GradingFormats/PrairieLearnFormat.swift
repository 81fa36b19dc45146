import Reports
import UntrustedText

extension GradeFormat {
  /// For PrairieLearn's external grader.
  public static let prairielearn = GradeFormat(
    "prairielearn", fileName: "prairielearn.json", text: PrairieLearnFormat.render)
}

/// PrairieLearn's results.json. A file that cannot be run is not gradable, which costs the student no
/// attempt, and the compiler's words are its format errors.
enum PrairieLearnFormat {
  /// PrairieLearn refuses more than a megabyte.
  static let largest = 1_000_000

  /// Leaves out more and more of what was printed, and in the end the messages, until it fits.
  static func render(_ grade: Grade) -> String {
    for printed in [Int.max, 2000, 200, 0] {
      let text = JSONText.indented(results(grade, printed: printed))
      if text.utf8.count <= largest { return text }
    }
    var silent = grade
    for index in silent.checks.indices { silent.checks[index].details = [] }
    for index in silent.checks.indices {
      silent.checks[index].summary = String(silent.checks[index].summary.prefix(100))
    }
    return JSONText.indented(results(silent, printed: 0))
  }

  private static func results(_ grade: Grade, printed: Int) -> Results {
    let feedback = Feedback(grade: grade)
    guard grade.isRunnable else {
      return Results(
        gradable: false, score: 0, formatErrors: feedback.head.map(trimmed), message: "",
        tests: [], blocks: grade.blocks)
    }
    return Results(
      gradable: true, score: grade.fraction, formatErrors: nil,
      message: ([feedback.total] + feedback.head + feedback.summary).joined(separator: "\n"),
      tests: grade.checks.map { check in
        var silent = check
        silent.output = nil
        return Test(
          name: feedback.title(check), description: Feedback.line(check.statement),
          points: check.score, maximum: check.weight,
          message: feedback.lines(silent).joined(separator: "\n"),
          output: VisibleText.lines(of: (check.output ?? "").prefix(printed))
            .filter { !$0.isEmpty }.map { Feedback.line(String($0)) }.joined(separator: "\n"))
      }, blocks: grade.blocks, firstRed: grade.firstRed, mistake: grade.diagnosis?.mistake)
  }

  private static func trimmed(_ line: String) -> String { String(line.drop { $0 == " " }) }

  private struct Results: Encodable {
    var gradable: Bool
    var score: Double
    var formatErrors: [String]?
    var message: String
    var tests: [Test]
    /// These three are ours: PrairieLearn keeps whatever else there is in the file.
    var blocks: [GradedBlock]
    var firstRed: String?
    var mistake: String?

    enum CodingKeys: String, CodingKey {
      case gradable, score, message, tests, blocks, mistake
      case formatErrors = "format_errors"
      case firstRed = "first_red"
    }
  }

  private struct Test: Encodable {
    var name: String
    var description: String
    var points: Double
    var maximum: Double
    var message: String
    var output: String

    enum CodingKeys: String, CodingKey {
      case name, description, points, message, output
      case maximum = "max_points"
    }
  }
}
