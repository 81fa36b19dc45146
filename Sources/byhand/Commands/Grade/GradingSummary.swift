import Foundation
import Grading
import GradingFormats

/// A class as a table for a terminal, one short row a submission, and the bar while it is graded.
struct GradingSummary {
  private struct Row {
    var name: String
    var percent: String
    var points: String
    var note: String
  }

  let total: Int
  let failUnder: Double?
  private(set) var isGoodEnough = true
  private var rows: [Row] = []
  private var keptCount = 0
  private var greenCount = 0
  private let start = ProcessInfo.processInfo.systemUptime

  init(total: Int, failUnder: Double?) {
    self.total = total
    self.failUnder = failUnder
  }

  mutating func take(_ event: Grader.Event) {
    switch event {
    case .graded(let grade): add(grade)
    case .kept(let grade):
      keptCount += 1
      add(grade)
    case .ungraded(let name, let reason):
      rows.append(Row(name: name, percent: "–", points: "ungraded", note: reason))
    }
  }

  private mutating func add(_ grade: Grade) {
    if let failUnder, 100 * grade.fraction < failUnder { isGoodEnough = false }
    if grade.green { greenCount += 1 }
    let red = grade.checks.filter { !$0.passed }
    let note =
      grade.build.status == "built"
      ? red.prefix(3).map(\.id).joined(separator: ", ") + (red.count > 3 ? " …" : "")
      : grade.build.sentence
    rows.append(
      Row(
        name: grade.submission, percent: GradeTable.percent(grade),
        points: "\(grade.checks.count - red.count)/\(grade.checks.count)", note: note))
  }

  /// `[████████····] 120 of 300 · 87 per minute · 2 min left`.
  var progressBar: String {
    let width = 24
    let filled = total > 0 ? rows.count * width / total : width
    let minutes = (ProcessInfo.processInfo.systemUptime - start) / 60
    let rate = Double(rows.count - keptCount) / max(minutes, 1e-3)
    let left = rate > 0 ? Int((Double(total - rows.count) / rate).rounded(.up)) : 0
    return "[" + String(repeating: "█", count: filled)
      + String(repeating: "·", count: width - filled)
      + "] \(rows.count) of \(total) · \(Int(rate)) per minute · \(left) min left"
  }

  func text(folder: String, run: GradingRun) -> String {
    let sorted = rows.sorted { $0.name < $1.name }
    let column = min(40, sorted.map(\.name.count).max() ?? 0)
    let lines = sorted.map { row in
      let name = row.name.count > column ? row.name.prefix(column - 1) + "…" : Substring(row.name)
      return name + pad(name.count, column) + "  " + pad(row.percent.count, 5) + row.percent
        + "%  " + row.points + pad(row.points.count, 8) + "  " + row.note.prefix(100)
    }
    let kept = keptCount > 0 ? ", \(keptCount) of them in an earlier run" : ""
    let graded = rows.count - run.ungraded.count
    let ungraded = run.ungraded.isEmpty ? "" : " \(run.ungraded.count) could not be graded."
    return
      (lines + [
        "",
        "\(graded) graded\(kept), \(greenCount) all green; sandbox \(run.sandbox).\(ungraded) "
          + "Table: \(folder)/grades.csv",
      ]).joined(separator: "\n")
  }

  private func pad(_ count: Int, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count))
  }
}
