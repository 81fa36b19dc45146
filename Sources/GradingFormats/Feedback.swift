import LessonPacks
import Reports
import UntrustedText

/// The words of a grade as plain lines, for every format that shows text to a student.
///
/// A line holds no control character, so none of them can be taken for a line of the format around it.
struct Feedback {
  let grade: Grade

  /// About the whole submission: the compiler's words where it did not build, else the known mistake
  /// that it looks like; and what was odd about its wrapping.
  var head: [String] {
    let notes = (grade.notes ?? []).map { "(\($0))" }
    guard grade.build.status != .built else {
      return ([grade.diagnosis?.words].compactMap { $0 } + notes).map(Self.line)
    }
    return ([grade.build.sentence] + grade.build.complaints.map { "  " + $0 } + notes)
      .map(Self.line)
  }

  /// `score 7 of 9`.
  var total: String {
    let (score, maximum) = (number(grade.score), number(grade.maximum))
    return Phrase(en: "score \(score) of \(maximum)", es: "nota \(score) de \(maximum)")[
      grade.language]
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
      lines.append(Phrase(en: "Your code printed:", es: "Tu código imprimió:")[grade.language])
      lines += VisibleText.lines(of: output.prefix(printed)).filter { !$0.isEmpty }
        .map { "| " + $0 }
    }
    return lines.map(Self.line)
  }

  func number(_ value: Double) -> String { NumberText.short(value, in: grade.language) }

  static func line(_ text: String) -> String { VisibleText.line(text, limit: 2000) }
}
