import Reports

extension GradeFormat {
  /// For Gradescope, which hides from a student what is marked as hidden.
  public static let gradescope = GradeFormat(
    "gradescope", fileName: "gradescope.json", isForStudents: false, text: GradescopeFormat.render)
}

/// Gradescope's results.json: a test a check, each with its points.
///
/// A hidden check keeps its name and is of visibility `hidden`: an instructor sees it and a student
/// does not; Gradescope then keeps the total from students as well.
enum GradescopeFormat {
  static func render(_ grade: Grade) -> String {
    let student = Feedback(grade: grade.forStudents)
    let instructor = Feedback(grade: grade)
    let isBuilt = grade.build.status == .built
    let head =
      (isBuilt ? [student.grade.build.sentence] : []) + student.head + student.summary
    return JSONText.indented(
      Results(
        output: head.joined(separator: "\n"),
        tests: grade.checks.enumerated().map { index, check in
          Test(
            name: instructor.title(check), number: String(index + 1), score: check.score,
            maximum: check.weight, status: check.passed ? .passed : .failed,
            output: instructor.lines(check).joined(separator: "\n"), tags: tags(check, of: grade),
            visibility: check.isHidden ? .hidden : .visible)
        },
        extra: Extra(
          pack: grade.pack, packHash: grade.packHash, contentHash: grade.contentHash,
          sandbox: grade.sandbox, blocks: grade.blocks, firstRed: grade.firstRed,
          mistake: grade.diagnosis?.mistake, confidence: grade.diagnosis?.confidence)))
  }

  /// The block; of the first red check that it is; and the known mistake, of the check that it is named
  /// after. Those of a hidden check are hidden with it.
  private static func tags(_ check: GradedCheck, of grade: Grade) -> [String] {
    var tags = [check.block]
    if check.id == grade.firstRed { tags.append("first_red") }
    if let diagnosis = grade.diagnosis, diagnosis.check == check.id {
      tags.append(diagnosis.mistake)
    }
    return tags
  }

  /// Gradescope's word for whether students see something.
  private enum Shown: String, Encodable { case visible, hidden }

  /// Gradescope's word for what a test came to.
  private enum Status: String, Encodable { case passed, failed }

  /// Gradescope's word for how a text is to be read.
  private enum OutputFormat: String, Encodable { case text }

  private struct Results: Encodable {
    var output: String
    var outputFormat = OutputFormat.text
    var testOutputFormat = OutputFormat.text
    var visibility = Shown.visible
    /// What the container printed while it was grading is the instructor's affair.
    var stdoutVisibility = Shown.hidden
    var tests: [Test]
    var extra: Extra

    enum CodingKeys: String, CodingKey {
      case output, visibility, tests
      case outputFormat = "output_format"
      case testOutputFormat = "test_output_format"
      case stdoutVisibility = "stdout_visibility"
      case extra = "extra_data"
    }
  }

  private struct Test: Encodable {
    var name: String
    var number: String
    var score: Double
    var maximum: Double
    var status: Status
    var output: String
    var tags: [String]
    var visibility: Shown

    enum CodingKeys: String, CodingKey {
      case name, number, score, status, output, tags, visibility
      case maximum = "max_score"
    }
  }

  private struct Extra: Encodable {
    var pack: String
    var packHash: String
    var contentHash: String
    var sandbox: String
    var blocks: [GradedBlock]
    var firstRed: String?
    var mistake: String?
    var confidence: Diagnosis.Confidence?

    enum CodingKeys: String, CodingKey {
      case pack, packHash, contentHash, sandbox, blocks, mistake, confidence
      case firstRed = "first_red"
    }
  }
}
