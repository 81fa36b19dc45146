import LessonPacks
import Reports

/// The words of a grade as plain lines, for every format that shows text to a student.
///
/// A line holds no control character, so none of them can be taken for a line of the format around it.
struct Feedback {
  let grade: Grade

  /// About the whole submission: the compiler's words where it did not build.
  var head: [String] {
    guard grade.build.status != "built" else { return [] }
    return ([grade.build.sentence] + grade.build.complaints.map { "  " + $0 }).map(Self.line)
  }

  /// `score 7 of 9`.
  var total: String {
    words(
      "score \(number(grade.score)) of \(number(grade.maximum))",
      "nota \(number(grade.score)) de \(number(grade.maximum))")
  }

  /// What a check's name is on a page for people.
  func title(_ check: GradedCheck) -> String {
    let name = check.isHidden && grade.seed == nil ? "" : "\(check.id): "
    return Self.line("\(check.block) · \(name)\(check.statement)")
  }

  /// What was found, what to look at, and what was printed. Empty for a check that says nothing.
  func lines(_ check: GradedCheck, printed: Int = .max) -> [String] {
    var lines = check.summary.isEmpty ? [] : [check.summary]
    if check.details.count > 1 { lines += check.details.dropFirst().map { "+ " + $0 } }
    if let output = check.output, printed > 0 {
      lines.append(words("Printed:", "Impreso:"))
      lines += String(output.prefix(printed)).split(separator: "\n").map { "| " + $0 }
    }
    return lines.map(Self.line)
  }

  func words(_ english: String, _ spanish: String) -> String {
    grade.language == .es ? spanish : english
  }

  func number(_ value: Double) -> String { NumberText.short(value) }

  static func line(_ text: String) -> String { VisibleText.line(text, limit: 2000) }
}
