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

  /// A line for each block: its points, how many of its checks hold, and how many were not run. Behind
  /// them the first red check, of a file that could be run.
  var summary: [String] {
    let blocks = grade.blocks.map { block in
      let left = grade.checks.count { $0.block == block.id && $0.status == .notRun }
      let (score, maximum) = (number(block.score), number(block.maximum))
      let ran = Phrase(
        en: "points \(score) of \(maximum) · checks \(block.passed) of \(block.count)",
        es: "puntos \(score) de \(maximum) · comprobaciones \(block.passed) de \(block.count)")
      let notRun = Phrase(en: " · not run \(left)", es: " · sin ejecutar \(left)")
      return "\(block.id) · \(block.title): \(ran[grade.language])"
        + (left > 0 ? notRun[grade.language] : "")
    }
    return (blocks + [firstRed].compactMap { $0 }).map(Self.line)
  }

  /// `First red check: A · scale: …`; nil where all hold, and where nothing could be run.
  private var firstRed: String? {
    guard grade.isRunnable, let check = grade.checks.first(where: { $0.id == grade.firstRed })
    else { return nil }
    return Phrase(en: "First red check: ", es: "Primera comprobación en rojo: ")[grade.language]
      + title(check)
  }

  /// The checks that were not run of a file that could be run: a line for each reason in a block. Of a
  /// file that could not, all were not, and the compiler's words stand in the head.
  var notRun: [String] {
    guard grade.isRunnable else { return [] }
    var lines: [(block: String, reason: String, checks: [String])] = []
    for check in grade.checks where check.status == .notRun {
      let place = lines.firstIndex { $0.block == check.block && $0.reason == check.summary }
      if let place {
        lines[place].checks.append(check.id)
      } else {
        lines.append((check.block, check.summary, [check.id]))
      }
    }
    return lines.map { line in
      let checks = line.checks.joined(separator: ", ")
      return Self.line(
        "\(line.block) · \(checks)" + (line.reason.isEmpty ? "" : ": \(line.reason)"))
    }
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
