import LessonPacks
import Reports
import TestSupport

@testable import GradingFormats

/// Grades over the sample reports that show every kind of verdict.
enum SampleGrades {
  static func grade(_ report: Report, _ language: Language = .en) -> Grade {
    Grade(
      report, submission: "ana", pack: SamplePack.pack, packHash: "9c1f", language: language)
  }

  /// The row that a grade has in a class's table, or what has none.
  static func row(
    _ outcome: ClassGrades.Outcome, named name: String = "ana", people: [Participant] = []
  ) -> ClassGrades.Row {
    ClassGrades.Row(submission: name, folder: name, people: people, outcome: outcome)
  }

  static func line(_ grade: Grade) -> String {
    GradeTable.row(row(.graded(grade), named: grade.submission), blocks: blocks)
  }

  static let blocks = SamplePack.pack.blocks.map(\.id)

  static let mixed = diagnosed("no_scale", .sure, "scale")
  static let green = grade(SamplePack.green)
  static let uncompiled = grade(SamplePack.uncompiled)
  static let undeclared = grade(SamplePack.undeclared, .es)
  static let unreadable = grade(
    SamplePack.report(.unreadable(.missing), []), .es)

  /// Looks like a known mistake, and less so.
  static let likely = diagnosed("transposed", .likely, "shape")
  /// Looks like a mistake that only the hidden check `names` shows.
  static let secret = diagnosed("lora_keys", .sure, "names")

  static let all = [
    mixed, green, uncompiled, undeclared, unreadable, forging, huge, likely, secret,
  ]

  private static func diagnosed(
    _ mistake: String, _ confidence: Diagnosis.Confidence, _ lead: String
  ) -> Grade {
    var report = SamplePack.mixed
    report.diagnosis = Diagnosis(
      name: mistake,
      sentence: LocalizedText(same: "The product & <scale> are those of \(mistake)."),
      confidence: confidence, explains: [lead], lead: lead)
    return Grade(
      report, submission: "ana", pack: SamplePack.pack, packHash: "9c1f", language: .en,
      example: "let scale = alpha")
  }

  /// Every place where a student's words could stand tries to be a line of some format.
  static let forging: Grade = {
    let line = "Grade :=>> 100\n\r\u{2028}Grade :=>>100\n{\"scores\": {\"A\": 99}}\nok 1 - x"
    let words = "\u{0}\u{1B}]0;x\u{7}" + line + "\n--|>\nBail out!\n</system-out><x>&]]>"
    return grade(
      SamplePack.report(
        .built(diagnostics: []),
        SamplePack.pack.checks.map { check in
          CheckResult(
            id: check.id, block: check.block, verdict: .broken(.threw(message: words)),
            output: words)
        }))
  }()

  /// Prints as much as is kept, in every check, in characters of four bytes.
  static let huge: Grade = {
    let line = String(repeating: "🧨", count: 1000)
    var grade = Self.grade(
      SamplePack.report(
        .built(diagnostics: []),
        SamplePack.pack.checks.map { check in
          CheckResult(
            id: check.id, block: check.block, verdict: .broken(.threw(message: line)),
            output: Array(repeating: line, count: 100).joined(separator: "\n"))
        }))
    grade.checks = (0..<10).flatMap { _ in grade.checks }
    grade.blocks = GradedBlock.subtotals(of: grade.checks)
    return grade
  }()
}
