import CellUI
import Foundation
import Grading
import GradingFormats
import Reports
import UntrustedText

/// A class as a table for a terminal, one short row a submission, and the bar while it is graded.
///
/// Names and notes are strangers': they are shown as visible text, and padded by the columns they take.
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
  /// Everything without a grade, by name, with the reason.
  private var ungraded: [String: String] = [:]
  private var passed: [PassedEntry] = []
  /// Set when everything is graded.
  var files: Reconciliation?
  /// What was put aside, since its student is no longer in the class.
  var withdrawn: [String] = []
  private var keptCount = 0
  private var greenCount = 0
  private var failedCount = 0
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
      failedCount += 1
      ungraded[name] = reason
    }
  }

  /// What was found beside the submissions.
  mutating func take(_ found: FoundSubmissions) {
    ungraded.merge(found.refused) { $1 }
    passed = found.passed.filter { !$0.isHandedIn }
  }

  private mutating func add(_ grade: Grade) {
    if let failUnder, 100 * grade.fraction < failUnder { isGoodEnough = false }
    if grade.green { greenCount += 1 }
    let red = grade.checks.filter { !$0.passed }
    let isBuilt = grade.build.status == .built
    let names = red.prefix(3).map(\.id).joined(separator: ", ") + (red.count > 3 ? " …" : "")
    let found = grade.diagnosis.map { "\($0.mistake) (\(names))" } ?? names
    let note = [isBuilt ? found : "", GradeTable.note(grade)].filter { !$0.isEmpty }
      .joined(separator: "; ")
    rows.append(
      Row(
        name: grade.submission, percent: GradeTable.percent(grade),
        points: "\(grade.checks.count - red.count)/\(grade.checks.count)", note: note))
  }

  private var doneCount: Int { rows.count + failedCount }

  /// `[████████····] 120 of 300 · 87 per minute · 2 min left`.
  var progressBar: String {
    let width = 24
    let filled = total > 0 ? min(doneCount, total) * width / total : width
    let minutes = (ProcessInfo.processInfo.systemUptime - start) / 60
    let rate = Double(doneCount - keptCount) / max(minutes, 1e-3)
    let left = rate > 0 ? Int((Double(total - doneCount) / rate).rounded(.up)) : 0
    return "[" + String(repeating: "█", count: filled)
      + String(repeating: "·", count: width - filled)
      + "] \(doneCount) of \(total) · \(Int(rate)) per minute · \(left) min left"
  }

  func text(folder: String, run: GradingRun) -> String {
    (table + without + people(run) + reconciliation + ["", total(folder, run)])
      .joined(separator: "\n")
  }

  private var table: [String] {
    let sorted = rows.sorted { $0.name < $1.name }.map { row in
      var row = row
      row.name = Self.cut(row.name, columns: 40)
      return row
    }
    let column = sorted.map { DisplayWidth.of($0.name) }.max() ?? 0
    return sorted.map { row in
      pad(row.name, column) + "  " + String(repeating: " ", count: max(0, 5 - row.percent.count))
        + row.percent + "%  " + pad(row.points, 8) + "  " + Self.cut(row.note, columns: 100)
    }
  }

  /// What has no grade, and why: whole, since somebody has to do something about it.
  private var without: [String] {
    let lines = ungraded.sorted { $0.key < $1.key }.map { name, reason in
      "  \(VisibleText.line(name)): \(VisibleText.line(reason, limit: 500))"
    }
    let others = passed.map { "  \(VisibleText.line($0.name)): \($0.reason)" }
    return (lines.isEmpty ? [] : ["", "Not graded:"] + lines)
      + (others.isEmpty ? [] : ["", "Passed over:"] + others)
  }

  /// Who is missing, who is not in the roster, and whose grades were put aside.
  private func people(_ run: GradingRun) -> [String] {
    func list(_ title: String, _ names: [String]) -> [String] {
      names.isEmpty ? [] : ["", title] + names.map { "  " + VisibleText.line($0) }
    }
    return list("Nothing handed in:", run.absent.keys.sorted())
      + list("Handed in by nobody in the roster:", run.strangers ?? [])
      + list("No longer handed in, and put aside in withdrawn/:", withdrawn)
  }

  private var reconciliation: [String] {
    files.map { ["", Self.text(of: $0)] } ?? []
  }

  /// What became of all files, a line each.
  static func text(of files: Reconciliation) -> String {
    files.lines().map { VisibleText.line($0, limit: 500) }.joined(separator: "\n")
  }

  private func total(_ folder: String, _ run: GradingRun) -> String {
    let kept = keptCount > 0 ? ", \(keptCount) of them in an earlier run" : ""
    let missing = run.ungraded.isEmpty ? "" : " \(run.ungraded.count) could not be graded."
    let lateCount = run.deliveries.values.count { $0.isLate == true }
    let late = lateCount > 0 ? ", \(lateCount) handed in late" : ""
    let absent = run.absent.isEmpty ? "" : ", \(run.absent.count) absent"
    return
      "\(rows.count) graded\(kept), \(greenCount) all green\(late)\(absent); sandbox \(run.sandbox)."
      + "\(missing) Table: \(VisibleText.line(folder, limit: 1000))/grades.csv"
  }

  private static func cut(_ text: String, columns: Int) -> String {
    let shown = VisibleText.line(text, limit: 500)
    guard DisplayWidth.of(shown) > columns else { return shown }
    return DisplayWidth.prefix(shown, columns: columns - 1) + "…"
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
}
