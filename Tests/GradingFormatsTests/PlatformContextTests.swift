import Testing

@testable import GradingFormats

/// What a platform says of a run, in the formats that repeat it.
@Suite struct PlatformContextTests {
  private func vpl(_ environment: [String: String], _ grade: Grade = SampleGrades.mixed) -> String {
    GradeFormat.vpl.render(grade, on: PlatformContext(environment: environment))
  }

  @Test func vplGradesInTheActivitysOwnMarks() {
    #expect(vpl([:]).hasSuffix("\nGrade :=>> 10.00"))
    #expect(vpl(["VPL_GRADEMAX": "10"]).hasSuffix("\nGrade :=>> 1.00"))
    #expect(vpl(["VPL_GRADEMIN": "5", "VPL_GRADEMAX": "15.00"]).hasSuffix("\nGrade :=>> 6.00"))
    #expect(vpl(["VPL_GRADEMAX": "ten"]).hasSuffix("\nGrade :=>> 10.00"))
    #expect(vpl(["VPL_GRADEMAX": "nan"]).hasSuffix("\nGrade :=>> 10.00"))
    for grade in RandomGrades.some(50, seed: 3) {
      let text = vpl(["VPL_GRADEMIN": "-2", "VPL_GRADEMAX": "6"], grade)
      #expect(Schema.vpl(text, grade, marks: -2...6) == [])
    }
  }

  /// VPL's own evaluator prints none where the least is not below the most.
  @Test func anActivityWithoutAGradeGetsNone() {
    #expect(!vpl(["VPL_GRADEMIN": "0", "VPL_GRADEMAX": "0"]).contains("Grade :=>>"))
  }

  /// A title begins with a hyphen, and VPL makes a comment of each.
  @Test func aFileThatDoesNotCompileIsOneComment() {
    for grade in [SampleGrades.uncompiled, SampleGrades.unreadable] {
      let lines = vpl([:], grade).split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("Comment :=>>-") } == 1)
      #expect(lines.count < 10)
    }
    #expect(vpl([:], SampleGrades.uncompiled).contains("\nComment :=>>>LoRA.swift:31:17: cannot"))
    #expect(GradeFormat.autolab.render(SampleGrades.uncompiled).split(separator: "\n").count == 6)
  }

  @Test func checksThatWereNotRunAreALineForEachReason() {
    var grade = SampleGrades.mixed
    for index in grade.checks.indices.dropFirst(4) {
      grade.checks[index].status = .notRun
      grade.checks[index].summary = "Not run: out of time."
    }
    let line = "⚠ B · trap, loop, flood, strict, later: Not run: out of time."
    #expect(vpl([:], grade).contains("Comment :=>>-\(line)\n"))
    #expect(GradeFormat.autolab.render(grade).contains("\n\(line)\n"))
    #expect(vpl([:], grade).contains("checks 0 of 6 · not run 5"))
  }

  private let runner = [
    "CLASSROOM": "ml-2026", "ASSIGNMENT": "lora", "USERNAME": "ana",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "GITHUB_REPOSITORY": "org/ml-2026-lora-ana", "GITHUB_SHA": "a1b2c3d4",
  ]

  @Test func classroom50SaysWhereTheWorkWasHandedIn() {
    let context = Classroom50Context(environment: runner)
    let repository = "https://github.com/org/ml-2026-lora-ana"
    #expect(context.missing == [])
    #expect(context.commit == repository + "/commit/a1b2c3d4")
    #expect(context.review == context.commit)
    #expect(
      context.release == repository + "/releases/tag/submit%2F2026-06-01T14-32-05Z-a1b2c3d")
    #expect(context.datetime == "2026-06-01T14:32:05Z")
    #expect(context.owner == "ana" && context.assignmentType == "individual")
    let given = runner.merging(["COMMIT_URL": "c", "RELEASE_URL": "r", "REVIEW_URL": "v"]) { $1 }
    let links = Classroom50Context(environment: given)
    #expect([links.commit, links.release, links.review] == ["c", "r", "v"])
  }

  /// Elsewhere `USERNAME` is the account that the program runs in, and a branch is no submission.
  @Test func whatIsNotKnownIsLeftOut() throws {
    let elsewhere = Classroom50Context(environment: [
      "USERNAME": "root", "GITHUB_REF_NAME": "main", "CLASSROOM": "",
    ])
    #expect(elsewhere == PlatformContext.unknown.classroom50)
    #expect(elsewhere.missing.count == 9)
    let file = try Schema.object(GradeFormat.classroom50.render(SampleGrades.mixed))
    #expect(Set(file.keys) == ["schema", "score", "max-score", "tests"])
    var odd = runner
    odd["SUBMISSION_TAG"] = "submit/first"
    #expect(Classroom50Context(environment: odd).missing == ["datetime"])
  }

  @Test func gitHubShowsTenErrorsOfAStep() {
    var grade = SampleGrades.mixed
    grade.checks = (0..<3).flatMap { _ in grade.checks.filter { !$0.passed } }
    let lines = GradeFormat.github.render(grade).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error file=LoRA.swift,") } == 10)
    #expect(lines.last?.hasPrefix("::notice title=") == true)
    #expect(lines.last?.hasSuffix("%0AAnd 14 more red checks, which are not shown here.") == true)
    var eleven = SampleGrades.mixed
    eleven.checks = Array(grade.checks.prefix(11))
    #expect(GradeFormat.github.render(eleven).contains("%0AAnd one more red check, which is not"))
    let uncompiled = GradeFormat.github.render(SampleGrades.uncompiled)
    #expect(uncompiled.hasPrefix("::error file=LoRA.swift,line=31,title="))
    #expect(GradeFormat.github.render(SampleGrades.green).hasPrefix("::notice title="))
  }

  @Test func whatGitHubReadsAsAMarkIsEscaped() {
    var grade = SampleGrades.mixed
    grade.file = "a,b:c%.swift"
    grade.checks[1].statement = "50%: a, b\n::error::forged"
    grade.checks[1].summary = "line\r\n::stop-commands::x 100%"
    let text = GradeFormat.github.render(grade)
    #expect(Schema.github(text, grade) == [])
    #expect(text.contains("file=a%2Cb%3Ac%25.swift,title=A · scale%3A 50%25%3A a%2C b %3A%3Aerror"))
    #expect(!text.contains("\n::stop") && text.contains("x 100%25"))
  }
}
