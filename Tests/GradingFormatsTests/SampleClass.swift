@testable import GradingFormats

/// A small class with what goes wrong when grades go back: nobody known, a group, names alike.
enum SampleClass {
  static func grades(_ rows: [ClassGrades.Row]) -> ClassGrades {
    ClassGrades(pack: "00-sample", title: "LoRA, \"small\"", language: .en, rows: rows)
  }

  /// A grade of `score` of 10.
  static func graded(_ score: Double) -> ClassGrades.Outcome {
    var grade = SampleGrades.mixed
    grade.title = "LoRA, \"small\""
    (grade.score, grade.maximum) = (score, 10)
    return .graded(grade)
  }

  static func row(
    _ name: String, _ people: [Participant], _ score: Double, original: String? = nil
  ) -> ClassGrades.Row {
    ClassGrades.Row(
      submission: name, folder: name, people: people,
      delivery: original.map { Delivery(originalName: $0) }, outcome: graded(score))
  }
}

extension PlatformFiles {
  /// The text of the file of a name; empty where there is none.
  func text(_ path: String) -> String {
    String(decoding: files.first { $0.path == path }?.bytes ?? [], as: UTF8.self)
  }

  /// The rows of a table of that name.
  func rows(_ path: String) throws -> [[String]] {
    try CSVText(reading: text(path)).rows.map(\.fields)
  }
}
