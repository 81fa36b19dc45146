import GradingFormats
import HTMLMarkup
import LessonPacks
import Reports

/// Where each student's first red check lies.
struct StuckSection {
  let report: ClassReport

  var markup: Markup {
    let rows = report.grades.rows.filter { $0.grade != nil }
    guard !rows.isEmpty else { return .none }
    func row(_ heading: Markup, _ those: [ClassGrades.Row]) -> Markup {
      guard !those.isEmpty else { return .none }
      return """
        <tr><th scope="row">\(heading)</th><td>\(those.count)</td><td>\(
          report.list(those.map { report.name(of: $0) }))</td></tr>

        """
    }
    let built = rows.filter { $0.grade?.isRunnable == true }
    let blocks = built.compactMap(\.grade).first?.blocks ?? []
    var all = [row("\(report.say(.notBuilt))", rows.filter { $0.grade?.isRunnable == false })]
    // What holds in a starter can be answered by heart, and counts for nothing by itself.
    let begun = built.filter { ($0.grade?.score ?? 0) > 0 }
    all.append(row("\(report.say(.notBegun))", built.filter { $0.grade?.score == 0 }))
    for block in blocks {
      all.append(
        row(
          "\(block.id) · \(InlineMarkdown(block.title).markup)", begun.filter { stuck($0, block) }))
    }
    all.append(row("\(report.say(.finished))", built.filter { $0.grade?.green == true }))
    return report.section(
      "stuck", .stuck, .stuckLead, "<table><tbody>\n\(all)</tbody></table>")
  }

  private func stuck(_ row: ClassGrades.Row, _ block: GradedBlock) -> Bool {
    row.grade?.checks.first { $0.id == row.grade?.firstRed }?.block == block.id
  }
}

/// From a student's first graded file to the last.
struct AttemptSection {
  let report: ClassReport

  private static let (width, height) = (360, 60)

  var markup: Markup {
    let rows = report.grades.rows.filter {
      $0.grade != nil && (!$0.attempts.isEmpty || !($0.delivery?.earlier.isEmpty ?? true))
    }
    guard !rows.isEmpty else { return .none }
    let all = rows.map { row -> Markup in
      """
      <tr><th scope="row">\(report.name(of: row))</th><td>\(times(row))</td><td>\(way(row))</td></tr>

      """
    }
    return report.section(
      "attempts", .resubmissions, .resubmissionsLead, "<table><tbody>\n\(all)</tbody></table>")
  }

  private func times(_ row: ClassGrades.Row) -> String {
    let earlier = row.delivery?.earlier ?? []
    return (earlier + [row.delivery?.submittedAt].compactMap { $0 }).joined(separator: " → ")
  }

  /// The marks one after the other, from 0 at the foot to all at the top.
  private func way(_ row: ClassGrades.Row) -> Markup {
    guard let grade = row.grade, !row.attempts.isEmpty else { return .none }
    let marks = row.attempts.map { $0.maximum > 0 ? $0.score / $0.maximum : 0 } + [grade.fraction]
    let step = Double(Self.width - 40) / Double(max(marks.count - 1, 1))
    let points = marks.enumerated().map { index, mark in
      (x: Int(20 + Double(index) * step), y: 8 + Int((1 - mark) * Double(Self.height - 24)), mark)
    }
    let path = points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(point.x) \(point.y)"
    }.joined()
    let words = marks.map { report.percent(100 * $0) }.joined(separator: " → ")
    let dots = points.map { point -> Markup in
      """
      <circle class="bar" cx="\(point.x)" cy="\(point.y)" r="4"/>
      """
    }
    return """
      <svg role="img" aria-label="\(words)" viewBox="0 0 \(Self.width) \(
        Self.height)"><path class="way" d="\(path)"/>\(dots)<text x="\(Self.width / 2)" y="\(
        Self.height - 2)" text-anchor="middle">\(words)</text></svg>
      """
  }
}

/// Everybody without a grade, with the reason.
struct WithoutGradeSection {
  let report: ClassReport

  var markup: Markup {
    let rows = report.grades.rows.compactMap { row -> Markup? in
      let reason: String
      switch row.outcome {
      case .graded: return nil
      case .ungraded(let why): reason = why
      case .absent: reason = report.say(.absent)
      }
      return """
        <tr><th scope="row">\(report.name(of: row))</th><td>\(reason)</td></tr>

        """
    }
    guard !rows.isEmpty else { return .none }
    return report.section(
      "without", .withoutGrade, nil, "<table><tbody>\n\(rows)</tbody></table>")
  }
}
